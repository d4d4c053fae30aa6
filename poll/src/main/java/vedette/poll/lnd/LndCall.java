package vedette.poll.lnd;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vedette.poll.Call;

/// What LND is asked and how often; none changes anything. What its streams tell comes earlier. In
/// the order in which they are asked first.
// A Call is a record of immutable parts: the checker cannot see it.
@SuppressWarnings("ImmutableEnumChecker")
public enum LndCall {
  /// How far it is; needs no macaroon.
  STATE(5, "/v1/state"),
  /// Version, height, whether it is in step with the chain. Slow now and then.
  GETINFO(10, "/v1/getinfo"),
  /// Open channels with what is in flight.
  CHANNELS(10, "/v1/channels?peer_alias_lookup=true"),
  /// Channels that open or close.
  PENDING(15, "/v1/channels/pending"),
  /// Peers, with the last error of each.
  PEERS(20, "/v1/peers?latest_error=true"),
  /// Sums over all channels.
  CHANNEL_BALANCE(30, "/v1/balance/channels"),
  /// What is on the chain.
  WALLET_BALANCE(30, "/v1/balance/blockchain"),
  /// Channels that were closed.
  CLOSED(300, "/v1/channels/closed"),
  /// What was forwarded.
  FORWARDS(60, "/v1/switch"),
  /// What watchtowers have got.
  TOWER(60, "/v2/watchtower/client/stats"),
  /// What certificate it shows; asked with the state, needs no macaroon.
  CERTIFICATE(600, "/v1/state");

  private final Call call;
  private final String path;

  LndCall(int seconds, String path) {
    // LND is known to take long for getinfo now and then.
    Duration timeout = Duration.ofSeconds(20);
    this.call = new Call(name().toLowerCase(Locale.ROOT), Duration.ofSeconds(seconds), timeout);
    this.path = path;
  }

  /// Its name, interval and timeout.
  public Call call() {
    return call;
  }

  /// Where it is asked.
  String path() {
    return path;
  }

  /// Whether a locked LND answers it too.
  boolean withoutWallet() {
    return this == STATE || this == CERTIFICATE;
  }

  static Optional<LndCall> named(String name) {
    return Arrays.stream(values()).filter(it -> it.call.name().equals(name)).findFirst();
  }

  /// The least rights that all of this needs, as `lncli bakemacaroon` names them.
  public static List<String> permissions() {
    return List.of("info:read", "offchain:read", "onchain:read", "peers:read");
  }
}
