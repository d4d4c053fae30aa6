package vedette.poll.electrum;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import vedette.poll.Call;

/// What an Electrum server is asked and how often. Nothing of it changes anything or names an
/// address of anybody. In the order in which it is asked first.
// A Call is a record of immutable parts: the checker cannot see it.
@SuppressWarnings("ImmutableEnumChecker")
public enum ElectrumCall {
  /// Fulcrum's figures over HTTP.
  STATS("stats", 15, ""),
  /// electrs' figures over HTTP.
  METRICS("metrics", 15, ""),
  /// The tip. Asking for it subscribes to the next ones.
  TIP("blockchain.headers.subscribe", 10, ""),
  /// Software and protocol, as said when the connection was made, if it still answers.
  VERSION("server.version", 60, ""),
  /// Whether it answers, and how fast: it is the cheapest question.
  PING("server.ping", 5, ""),
  /// Which chain it serves.
  FEATURES("server.features", 60, ""),
  /// Fee rates in its view of the mempool.
  FEE_HISTOGRAM("mempool.get_fee_histogram", 30, ""),
  /// The least fee rate that is relayed; it asks its bitcoind for it.
  RELAY_FEE("blockchain.relayfee", 60, ""),
  /// The fee rate that gets into one of the next six blocks.
  FEE_ESTIMATE("blockchain.estimatefee", 60, "6"),
  /// Other servers that it knows.
  PEERS("server.peers.subscribe", 300, "");

  private final Call call;
  private final String parameters;

  ElectrumCall(String name, int seconds, String parameters) {
    // While it reads blocks, electrs answers between two batches of them.
    this.call = new Call(name, Duration.ofSeconds(seconds), Duration.ofSeconds(15));
    this.parameters = parameters;
  }

  /// Its name, interval and timeout.
  public Call call() {
    return call;
  }

  /// What is between the brackets of `params`.
  String parameters() {
    return parameters;
  }

  static Optional<ElectrumCall> named(String name) {
    return Arrays.stream(values()).filter(it -> it.call.name().equals(name)).findFirst();
  }
}
