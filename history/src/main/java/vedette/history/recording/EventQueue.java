package vedette.history.recording;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NetEvent;

/// Events on their way to a file, bounded in bytes. What finds no room is counted by name, and the
/// count goes into the queue before the next event that does: in its place.
///
/// Any thread offers, one takes.
final class EventQueue {
  /// Room that an event takes besides its payload, about.
  private static final int OVERHEAD = 256;

  /// An event, after what was lost before it.
  ///
  /// @param event null for a loss at the end
  record Item(@Nullable Event event, Map<String, Long> lostBefore) {}

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Item> waiting = new ArrayDeque<>();
  private Map<String, Long> lost = new LinkedHashMap<>();
  private long bytes;
  private long dropped;
  private boolean closed;

  EventQueue(long capacity) {
    this.capacity = capacity;
  }

  void offer(Event event) {
    int weight = weight(event);
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (bytes + weight > capacity) {
        dropped++;
        lost.merge(event.name(), 1L, Long::sum);
        return;
      }
      waiting.add(new Item(event, takeLost()));
      bytes += weight;
      if (waiting.size() == 1) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The next, waiting up to `nanos` for it; null if there is none, also not at the end.
  @Nullable Item poll(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (waiting.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      Item item = waiting.poll();
      if (item != null && item.event() != null) {
        bytes -= weight(item.event());
      }
      if (item == null && closed && !lost.isEmpty()) {
        return new Item(null, takeLost());
      }
      return item;
    } finally {
      lock.unlock();
    }
  }

  /// Waits, but no longer than until the queue is closed.
  void pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing will come any more.
  boolean finished() {
    lock.lock();
    try {
      return closed && waiting.isEmpty() && lost.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Long> takeLost() {
    if (lost.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> taken = lost;
    lost = new LinkedHashMap<>();
    return taken;
  }

  private static int weight(Event event) {
    return event instanceof NetEvent.Message message
        ? OVERHEAD + message.message().payload().size()
        : OVERHEAD;
  }
}
