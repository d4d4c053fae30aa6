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
import vedette.wire.Bytes;

/// Makes the classes that write lines ready while the kernel is busy attaching, so that the first
/// event does not wait for them.
final class Warmup {
  private Warmup() {}

  /// Writes one line to nowhere, on a thread of its own.
  static void start(TapRequest request) {
    Thread.ofPlatform().daemon().name("vedette-warmup").start(() -> write(plain(request)));
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
