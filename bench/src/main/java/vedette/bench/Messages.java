package vedette.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.wire.Bytes;

/// The messages that `Decode` decodes: what the demo node has sent, and what is put together from
/// it.
final class Messages {
  private static final int HEADER = 80;

  private final List<NetEvent.Message> recorded;

  /// @param report made with `--report-payloads`
  Messages(Path report) {
    recorded = Recording.messages(report);
  }

  /// By the name that the results have.
  NetEvent.Message named(String name) {
    return switch (name) {
      case "tx 300 B" -> largest("tx");
      case "inv of 35" -> with("inv", inv(35));
      case "addrv2" -> largest("addrv2");
      case "headers" -> largest("headers");
      case "cmpctblock" -> largest("cmpctblock");
      case "block 1 MB" -> with("block", block(1_000_000));
      case "block 4 MB" -> with("block", block(4_000_000));
      default -> throw new IllegalArgumentException("no such message: " + name);
    };
  }

  private NetEvent.Message largest(String type) {
    return recorded.stream()
        .filter(it -> it.message().type().equals(type))
        .max(Comparator.comparingLong(it -> it.message().size()))
        .orElseThrow(() -> new IllegalStateException("the recording has no " + type));
  }

  private NetEvent.Message with(String type, byte[] payload) {
    NetEvent.Message like = largest(type);
    return new NetEvent.InboundMessage(
        like.origin(),
        like.peer(),
        new P2pMessage(type, payload.length, Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE));
  }

  private static byte[] inv(int items) {
    ByteBuffer out = ByteBuffer.allocate(1 + 36 * items).order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(1);
    byte[] hash = new byte[32];
    out.put((byte) items);
    for (int i = 0; i < items; i++) {
      random.nextBytes(hash);
      out.putInt(5).put(hash); // MSG_WTX
    }
    return out.array();
  }

  /// A block's header and as many of the recorded transactions as fit, over and over.
  private byte[] block(int size) {
    List<byte[]> transactions =
        recorded.stream()
            .filter(it -> it.message().type().equals("tx"))
            .map(it -> it.message().payload().toArray())
            .toList();
    ByteBuffer body = ByteBuffer.allocate(size - HEADER - 3).order(ByteOrder.LITTLE_ENDIAN);
    int count = 0;
    while (body.remaining() >= transactions.get(count % transactions.size()).length) {
      body.put(transactions.get(count % transactions.size()));
      count++;
    }
    return ByteBuffer.allocate(HEADER + 3 + body.position())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[HEADER])
        .put((byte) 0xfd)
        .putShort((short) count)
        .put(body.flip())
        .array();
  }
}
