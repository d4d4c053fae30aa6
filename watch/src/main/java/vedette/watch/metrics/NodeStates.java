package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.State;

/// How the node is, as the watch judges it, and on which chain.
final class NodeStates {
  private static final Label STATE =
      Label.closed("state", Stream.of(State.values()).map(NodeStates::word).toList());

  private static final Label CHAIN =
      Label.folded("chain", List.of("main", "test", "testnet4", "signet", "regtest"));

  private static final Family NOW =
      Family.gauge(
          "vedette_node_state",
          "0 or 1",
          "1 for the state that the node is in; also of a node that does not run.",
          "Vedette",
          STATE);

  private static final Family ON =
      Family.gauge(
          "vedette_node_chain",
          "0 or 1",
          "1 for the chain that the node is on.",
          "getblockchaininfo",
          CHAIN);

  static final List<Family> FAMILIES = List.of(NOW, ON);

  private final Children<GaugeDataPoint> states;
  private final Children<GaugeDataPoint> chains;

  NodeStates(NodeSeries series) {
    states = series.lasting(NOW);
    chains = series.gauges(ON);
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  void accept(State now) {
    for (State state : State.values()) {
      states.at(STATE.place(word(state))).set(state == now ? 1 : 0);
    }
  }

  void accept(BitcoindAnswer.Blockchain told) {
    int now = CHAIN.place(told.chain());
    if (!chains.begun(now)) {
      chains.clear();
      chains.at(now).set(1);
    }
  }
}
