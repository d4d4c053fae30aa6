package vedette.tap.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.Selection;
import vedette.event.VedetteEvent;

/// Capture files of tests.
final class Captures {
  private Captures() {}

  static void record(Path file, List<Event> events) {
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      events.forEach(writer::write);
    }
  }

  static List<Event> read(Path file) {
    List<Event> events = new ArrayList<>();
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      recording.forEach(events::add);
    }
    return events;
  }

  static List<Event> drain(byte[] file) {
    List<Event> events = new ArrayList<>();
    try (Recording recording =
        Recording.over(
            "memory", new MemoryChannel(file), Recording.Pace.FULL_SPEED, Selection.ALL)) {
      recording.forEach(events::add);
    }
    return events;
  }

  static boolean loss(Event event) {
    return event instanceof VedetteEvent.Loss;
  }

  static Event at(long nanos) {
    NetEvent.Message message = (NetEvent.Message) Fixtures.message(1, "ping", new byte[8]);
    return new NetEvent.InboundMessage(
        new Origin(nanos, 1, NodeId.UNKNOWN), message.peer(), message.message());
  }
}
