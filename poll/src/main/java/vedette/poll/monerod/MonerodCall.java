package vedette.poll.monerod;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import vedette.poll.Call;
import vedette.poll.json.Malformed;

/// What monerod is asked, how often, and who reads the answer. None has parameters, none changes
/// anything. In the order in which they are asked first.
// A Call is a record of immutable parts, a parser a static method: the checker cannot see it.
@SuppressWarnings("ImmutableEnumChecker")
public enum MonerodCall {
  /// Height, peers, pool, version: nearly all there is.
  GET_INFO(5, Way.METHOD, false, Answers::info),
  /// The newest block.
  GET_LAST_BLOCK_HEADER(10, Way.METHOD, false, Answers::header),
  /// What waits to be mined.
  GET_TRANSACTION_POOL_STATS(10, Way.PATH, false, Answers::pool),
  /// Peer by peer.
  GET_CONNECTIONS(15, Way.METHOD, true, Answers::connections),
  /// Bytes in and out.
  GET_NET_STATS(15, Way.PATH, true, Answers::traffic),
  /// What has been fetched and waits to be checked.
  SYNC_INFO(15, Way.METHOD, true, Answers::sync),
  /// Versions of the rules.
  HARD_FORK_INFO(120, Way.METHOD, false, Answers::hardFork),
  /// What a transaction costs.
  GET_FEE_ESTIMATE(120, Way.METHOD, false, Answers::fees);

  /// How a call travels.
  enum Way {
    /// As a method of JSON-RPC at `/json_rpc`.
    METHOD,
    /// As a path of its own, whose body is the result.
    PATH
  }

  private final Call call;
  private final Way way;
  private final boolean unrestricted;
  private final Function<JsonNode, MonerodAnswer> parser;

  MonerodCall(
      int seconds, Way way, boolean unrestricted, Function<JsonNode, MonerodAnswer> parser) {
    this.call =
        new Call(
            name().toLowerCase(Locale.ROOT), Duration.ofSeconds(seconds), Duration.ofSeconds(10));
    this.way = way;
    this.unrestricted = unrestricted;
    this.parser = parser;
  }

  /// Its name, interval and timeout.
  public Call call() {
    return call;
  }

  Way way() {
    return way;
  }

  /// Whether only an unrestricted port answers it.
  public boolean unrestricted() {
    return unrestricted;
  }

  static Optional<MonerodCall> named(String name) {
    return Arrays.stream(values()).filter(it -> it.call.name().equals(name)).findFirst();
  }

  /// Reads the result of an answer.
  ///
  /// @throws Malformed if it is not what this call gives
  MonerodAnswer parse(JsonNode result) {
    return parser.apply(result);
  }
}
