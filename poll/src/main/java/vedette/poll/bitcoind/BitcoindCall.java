package vedette.poll.bitcoind;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import vedette.poll.Call;

/// What bitcoind is asked, how often, and who reads the answer. None has parameters, none changes
/// anything. In the order in which they are asked first.
// A Call is a record of immutable parts, a parser a static method: the checker cannot see it.
@SuppressWarnings("ImmutableEnumChecker")
public enum BitcoindCall {
  /// Chain, height, progress.
  GETBLOCKCHAININFO(5, Answers::blockchain),
  /// Version, connections, networks.
  GETNETWORKINFO(5, Answers::network),
  /// What waits to be mined.
  GETMEMPOOLINFO(5, Answers::mempool),
  /// Peer by peer.
  GETPEERINFO(5, Answers::peers),
  /// Bytes in and out.
  GETNETTOTALS(5, Answers::netTotals),
  /// Seconds since its start.
  UPTIME(30, Answers::uptime),
  /// Branches.
  GETCHAINTIPS(60, Answers::chainTips),
  /// Optional indexes.
  GETINDEXINFO(60, Answers::indexes),
  /// Known addresses by network.
  GETADDRMANINFO(120, Answers::addressManager),
  /// Locked memory.
  GETMEMORYINFO(120, Answers::memory);

  private final Call call;
  private final Function<JsonNode, BitcoindAnswer> parser;

  BitcoindCall(int seconds, Function<JsonNode, BitcoindAnswer> parser) {
    // During initial download answers can take many seconds; bitcoind itself gives up after 30.
    Duration timeout = Duration.ofSeconds(15);
    this.call = new Call(name().toLowerCase(Locale.ROOT), Duration.ofSeconds(seconds), timeout);
    this.parser = parser;
  }

  /// Its name, interval and timeout.
  public Call call() {
    return call;
  }

  /// The names of all, with commas between them, as `rpcwhitelist` wants them.
  public static String whitelist() {
    return Arrays.stream(values()).map(it -> it.call.name()).collect(Collectors.joining(","));
  }

  static Optional<BitcoindCall> named(String name) {
    return Arrays.stream(values()).filter(it -> it.call.name().equals(name)).findFirst();
  }

  /// Reads the member `result` of an answer.
  ///
  /// @throws Malformed if it is not what this call gives
  BitcoindAnswer parse(JsonNode result) {
    return parser.apply(result);
  }
}
