package vedette.tap.capture;

import vedette.event.Event;
import vedette.event.NetEvent;

/// How much one poll hands over at most: who iterates keeps a batch in memory.
final class Batch {
  private static final int MOST_EVENTS = 1024;
  private static final long MOST_BYTES = 8 << 20;

  private int events;
  private long bytes;

  boolean full() {
    return events >= MOST_EVENTS || bytes >= MOST_BYTES;
  }

  void add(Event event) {
    events++;
    if (event instanceof NetEvent.Message message) {
      bytes += message.message().payload().size();
    }
  }

  int events() {
    return events;
  }
}
