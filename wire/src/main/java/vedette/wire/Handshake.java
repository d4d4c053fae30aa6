package vedette.wire;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.wire.Message.ServiceAddress;

/// Reads the messages that two peers agree and keep in touch with: `version`, `feature`,
/// `sendtxrcncl`, `sendcmpct`, `feefilter`, `ping`, `pong`, and the retired `reject` and `alert`.
final class Handshake {
  private Handshake() {}

  /// ```
  /// i32 version | u64 services | i64 time | receiver (26)
  ///   | sender (26), u64 nonce | CompactSize user agent | i32 height | u8 relay
  /// ```
  ///
  /// Each part of the second line is there only if bytes are left, as Core reads it
  /// (`net_processing.cpp`: `ProcessMessage`).
  static Message version(PayloadReader in) {
    int version = in.i32("version");
    long services = in.i64("services");
    long time = in.i64("time");
    ServiceAddress receiver = Addresses.service(in, "addrRecv");
    Optional<ServiceAddress> sender = Optional.empty();
    OptionalLong nonce = OptionalLong.empty();
    if (in.remaining() > 0) {
      sender = Optional.of(Addresses.service(in, "addrFrom"));
      nonce = OptionalLong.of(in.i64("nonce"));
    }
    Optional<Bytes> userAgent =
        in.remaining() > 0 ? Optional.of(in.sizedBytes("userAgent")) : Optional.empty();
    OptionalInt height =
        in.remaining() > 0 ? OptionalInt.of(in.i32("startHeight")) : OptionalInt.empty();
    Optional<Boolean> relay =
        in.remaining() > 0 ? Optional.of(in.u8("relay") != 0) : Optional.empty();
    return new Message.Version(
        version, services, time, receiver, sender, nonce, userAgent, height, relay);
  }

  static Message feature(PayloadReader in) {
    return new Message.Feature(in.sizedBytes("id"), in.sizedBytes("data"));
  }

  static Message sendTxRcncl(PayloadReader in) {
    return new Message.SendTxRcncl(in.u32("version"), in.i64("salt"));
  }

  static Message sendCmpct(PayloadReader in) {
    return new Message.SendCmpct(in.u8("announce"), in.i64("version"));
  }

  static Message feeFilter(PayloadReader in) {
    return new Message.FeeFilter(in.i64("feerate"));
  }

  static Message ping(PayloadReader in) {
    return new Message.Ping(
        in.remaining() == 0 ? OptionalLong.empty() : OptionalLong.of(in.i64("nonce")));
  }

  static Message pong(PayloadReader in) {
    return new Message.Pong(in.i64("nonce"));
  }

  /// BIP61 adds a hash for some messages only and does not say for which to expect one: fewer than
  /// 32 bytes at the end are left over, not a broken hash.
  static Message reject(PayloadReader in) {
    return new Message.Reject(
        in.sizedBytes("message"),
        in.u8("code"),
        in.sizedBytes("reason"),
        in.remaining() >= Hash256.SIZE ? Optional.of(in.hash("hash")) : Optional.empty());
  }

  static Message alert(PayloadReader in) {
    return new Message.Alert(in.sizedBytes("payload"), in.sizedBytes("signature"));
  }
}
