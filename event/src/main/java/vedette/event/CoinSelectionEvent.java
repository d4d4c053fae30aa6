package vedette.event;

import java.util.OptionalInt;

/// Context `coin_selection`: how a wallet picks coins (Bitcoin Core: `wallet/spend.cpp`).
public sealed interface CoinSelectionEvent extends Event {

  /// The wallet's name, chosen by its owner, possibly empty.
  String wallet();

  /// `coin_selection:selected_coins`: an algorithm came to a result.
  ///
  /// @param wallet wallet name
  /// @param algorithm name of the algorithm
  /// @param target satoshi
  /// @param waste the waste metric, satoshi
  /// @param selected value of the chosen coins, satoshi
  record SelectedCoins(
      Origin origin, String wallet, String algorithm, long target, long waste, long selected)
      implements CoinSelectionEvent {
    @Override
    public String name() {
      return "coin_selection:selected_coins";
    }
  }

  /// `coin_selection:normal_create_tx_internal`: the first attempt at a transaction is done.
  ///
  /// @param wallet wallet name
  /// @param success whether it worked
  /// @param fee satoshi
  /// @param changePosition output index of the change, empty if there is none
  record NormalCreateTxInternal(
      Origin origin, String wallet, boolean success, long fee, OptionalInt changePosition)
      implements CoinSelectionEvent {
    @Override
    public String name() {
      return "coin_selection:normal_create_tx_internal";
    }
  }

  /// `coin_selection:attempting_aps_create_tx`: trying again while avoiding partial spends.
  ///
  /// @param wallet wallet name
  record AttemptingApsCreateTx(Origin origin, String wallet) implements CoinSelectionEvent {
    @Override
    public String name() {
      return "coin_selection:attempting_aps_create_tx";
    }
  }

  /// `coin_selection:aps_create_tx_internal`: that second attempt is done.
  ///
  /// @param wallet wallet name
  /// @param useAps whether its result is taken
  /// @param success whether it worked
  /// @param fee satoshi
  /// @param changePosition output index of the change, empty if there is none
  record ApsCreateTxInternal(
      Origin origin,
      String wallet,
      boolean useAps,
      boolean success,
      long fee,
      OptionalInt changePosition)
      implements CoinSelectionEvent {
    @Override
    public String name() {
      return "coin_selection:aps_create_tx_internal";
    }
  }
}
