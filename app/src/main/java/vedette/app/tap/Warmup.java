package vedette.app.tap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.tap.Tap;
import vedette.wire.Bytes;

/// Makes ready beside the main thread what it will need: the tap while the demo node is started,
/// the classes that write lines while the kernel is busy attaching.
final class Warmup {
  private Warmup() {}

  /// Starts, on a thread of its own.
  static void start(TapRequest request) {
    Thread.ofPlatform()
        .daemon()
        .name("vedette-warmup")
        .start(() -> {
          if (request.from().live()) {
            Tap.prepare();
          }
          write(plain(request));
        });
  }

  private static void write(TapRequest request) {
    try (Lines lines = Lines.of(request, OutputStream.nullOutputStream())) {
      lines.write(
          new NetEvent.InboundMessage(
              new Origin(0, 0, NodeId.UNKNOWN),
              new Peer(0, "", "", ""),
              new P2pMessage("ping", 8, Bytes.wrap(new byte[8]), P2pMessage.PayloadState.WHOLE)));
    } catch (IOException impossible) {
      // Nowhere takes everything.
    }
  }

  /// The same format without a recording.
  private static TapRequest plain(TapRequest request) {
    return new TapRequest(
        request.from(),
        request.selection(),
        request.probes(),
        request.format(),
        request.payload(),
        request.maxPayload(),
        request.ringBytes(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        false,
        false);
  }
}
