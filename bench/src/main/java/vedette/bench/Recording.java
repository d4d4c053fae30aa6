package vedette.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.wire.Bytes;

/// The messages of a report that the demo node wrote with `--report FILE --report-payloads`; layout
/// in demo/README.md.
final class Recording {
  private static final int HEAD = 32;
  private static final int OUTBOUND_MESSAGE = 1;

  private Recording() {}

  /// Reads every message, in the order of the file.
  static List<NetEvent.Message> messages(Path file) {
    List<NetEvent.Message> messages = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer in =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
      int pid = in.getInt(16);
      in.position(HEAD);
      while (in.remaining() > 4) {
        int end = in.getInt() + in.position();
        long time = in.getLong();
        int event = in.get() & 0xff;
        in.get();
        if (event <= OUTBOUND_MESSAGE) {
          Origin origin = new Origin(time, messages.size() + 1L, new NodeId(pid, "demo-node"));
          messages.add(message(in, origin, event));
        }
        in.position(end);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return messages;
  }

  private static NetEvent.Message message(ByteBuffer in, Origin origin, int event) {
    Peer peer = new Peer(in.getLong(), text(in), text(in), "");
    String type = text(in);
    long size = in.getLong();
    byte[] payload = new byte[(int) in.getLong()];
    in.get(payload);
    P2pMessage message =
        new P2pMessage(type, size, Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE);
    return event == OUTBOUND_MESSAGE
        ? new NetEvent.OutboundMessage(origin, peer, message)
        : new NetEvent.InboundMessage(origin, peer, message);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
