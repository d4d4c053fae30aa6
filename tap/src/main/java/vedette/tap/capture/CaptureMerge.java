package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.wire.Bytes;

/// The records of all files as one sequence: always the oldest of those that come next in a file.
final class CaptureMerge {
  /// A record that waits for its turn.
  private record Waiting(CaptureFile file, CaptureRecord record) {
    static final Comparator<Waiting> ORDER =
        Comparator.<Waiting>comparingLong(waiting -> waiting.record.timeNanos())
            .thenComparing(waiting -> waiting.file.path());
  }

  private final CaptureFaults faults;
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Waiting.ORDER);

  /// @param faults where files are told that are damaged
  CaptureMerge(CaptureFaults faults) {
    this.faults = faults;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Files have grown: what is whole now waits for its turn.
  void advance(List<CaptureFile> files) throws ClosedByInterruptException {
    for (CaptureFile file : files) {
      advance(file);
    }
  }

  private void advance(CaptureFile file) throws ClosedByInterruptException {
    if (file.head() != null) {
      return;
    }
    try {
      file.advance();
      CaptureRecord record = file.head();
      if (record != null) {
        waiting.add(new Waiting(file, record));
      }
    } catch (ClosedByInterruptException asked) {
      throw asked;
    } catch (IOException | Malformed broken) {
      giveUp(file, broken);
    }
  }

  /// Takes the oldest record.
  ///
  /// @param sequence of its event
  /// @return its message; null if it cannot be read, or its file was replaced meanwhile
  NetEvent.@Nullable Message take(long sequence) throws ClosedByInterruptException {
    Waiting first = waiting.remove();
    CaptureFile file = first.file;
    CaptureRecord record = first.record;
    if (!record.equals(file.head())) {
      // The file was replaced meanwhile; its new head waits too.
      return null;
    }
    byte[] payload;
    try {
      payload = file.take(record);
    } catch (ClosedByInterruptException asked) {
      throw asked;
    } catch (IOException | Malformed broken) {
      giveUp(file, broken);
      return null;
    }
    advance(file);
    Origin origin = new Origin(record.timeNanos(), sequence, NodeId.UNKNOWN);
    Peer peer = new Peer(Peer.UNKNOWN_ID, file.address(), "", "");
    P2pMessage message =
        new P2pMessage(
            record.type(), record.length(), Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE);
    return file.inbound()
        ? new NetEvent.InboundMessage(origin, peer, message)
        : new NetEvent.OutboundMessage(origin, peer, message);
  }

  /// Nothing more will be written: what is left in the files are torn records.
  void end(Collection<CaptureFile> files) {
    for (CaptureFile file : files) {
      long torn = file.pending();
      if (torn > 0) {
        faults.add(
            file.inbound(),
            "%s: byte %d: the last %d B are not a whole record; the node was killed, or still writes"
                .formatted(file.path(), file.offset(), torn));
      }
    }
  }

  private void giveUp(CaptureFile file, Exception reason) {
    String text = reason instanceof IOException io ? Io.says(io) : reason.getMessage();
    faults.add(
        file.inbound(),
        "%s: byte %d: %s. The rest of this file is not read."
            .formatted(file.path(), file.offset(), text));
    file.giveUp();
  }
}
