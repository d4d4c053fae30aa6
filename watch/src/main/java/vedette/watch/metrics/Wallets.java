package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import vedette.event.CoinSelectionEvent;

/// How wallets pick coins. A wallet's name never becomes a label.
final class Wallets {
  /// `GetAlgorithmName` in `wallet/coinselection.cpp`.
  private static final Label ALGORITHM =
      Label.folded("algorithm", List.of("bnb", "knapsack", "srd", "cg", "manual"));

  private static final Label ATTEMPT = Label.closed("attempt", "normal", "avoid_partial_spends");
  private static final Label RESULT = Label.closed("result", "success", "failure");

  private static final Family SELECTIONS =
      Family.counter(
          "vedette_coin_selections_total",
          "selections",
          "Results of coin selection, by the algorithm that found them.",
          "coin_selection:selected_coins",
          ALGORITHM);

  private static final Family CREATED =
      Family.counter(
          "vedette_wallet_transactions_total",
          "attempts",
          "Attempts to make a transaction; the second avoids partial spends.",
          "coin_selection:normal_create_tx_internal, coin_selection:aps_create_tx_internal",
          ATTEMPT,
          RESULT);

  static final List<Family> FAMILIES = List.of(SELECTIONS, CREATED);

  private final Children<CounterDataPoint> selections;
  private final Children<CounterDataPoint> created;

  Wallets(NodeSeries series) {
    selections = series.counters(SELECTIONS);
    created = series.counters(CREATED);
  }

  void accept(CoinSelectionEvent event) {
    switch (event) {
      case CoinSelectionEvent.SelectedCoins selected ->
          selections.at(ALGORITHM.place(selected.algorithm())).inc();
      case CoinSelectionEvent.NormalCreateTxInternal made ->
          created.at(0, made.success() ? 0 : 1).inc();
      case CoinSelectionEvent.ApsCreateTxInternal made ->
          created.at(1, made.success() ? 0 : 1).inc();
      case CoinSelectionEvent.AttemptingApsCreateTx _ -> {}
    }
  }
}
