package vedette.watch.metrics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// Events as a node could fire them.
final class Happenings {
  static final long START = 1_767_225_600L;
  static final Hash256 HASH = Hash256.parse("ab".repeat(32));

  private Happenings() {}

  static Origin at(double seconds) {
    return new Origin(
        START * 1_000_000_000L + (long) (seconds * 1e9), 1, new NodeId(42, "bitcoind"));
  }

  static Peer peer(long id, String connection, String network) {
    return new Peer(id, "192.0.2.7:8333", connection, network);
  }

  static NetEvent.Message in(double seconds, long peer, String type, byte[] payload) {
    return new NetEvent.InboundMessage(
        at(seconds), peer(peer, "outbound-full-relay", ""), message(type, payload));
  }

  static NetEvent.Message out(double seconds, long peer, String type, byte[] payload) {
    return new NetEvent.OutboundMessage(
        at(seconds), peer(peer, "outbound-full-relay", ""), message(type, payload));
  }

  static P2pMessage message(String type, byte[] payload) {
    return new P2pMessage(type, payload.length, Bytes.wrap(payload), PayloadState.WHOLE);
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static byte[] nonce(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /// An inv, getdata or notfound with an entry of each kind.
  static byte[] inventory(long... kinds) {
    ByteBuffer payload = ByteBuffer.allocate(3 + 36 * kinds.length).order(ByteOrder.LITTLE_ENDIAN);
    payload.put((byte) 0xfd).putShort((short) kinds.length);
    for (long kind : kinds) {
      payload.putInt((int) kind).put(new byte[32]);
    }
    return payload.array();
  }

  static byte[] version(String agent) {
    byte[] text = agent.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(80 + 1 + text.length + 5)
        .put(new byte[80])
        .put((byte) text.length)
        .put(text)
        .array();
  }

  static NetEvent.Connection opened(long id, String type, String network, long connections) {
    return type.equals("inbound")
        ? new NetEvent.InboundConnection(at(0), peer(id, type, network), connections)
        : new NetEvent.OutboundConnection(at(0), peer(id, type, network), connections);
  }

  static NetEvent.Connection closed(long id, String type, String network, long seconds) {
    return new NetEvent.ClosedConnection(at((double) seconds), peer(id, type, network), START);
  }
}
