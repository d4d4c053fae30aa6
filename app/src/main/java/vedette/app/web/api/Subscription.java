package vedette.app.web.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.Selection;

/// One listener's events, in order, in a queue of its own.
public final class Subscription implements AutoCloseable {
  /// What an event takes besides its payload, about.
  private static final long HEAD = 256;

  private final String node;
  private final Selection selection;
  private final Runnable wake;
  private final LongSupplier share;
  private final Consumer<Subscription> leave;
  private final ArrayDeque<Event> waiting = new ArrayDeque<>();
  private long bytes;
  private long skipped;
  private boolean closed;

  Subscription(
      String node,
      Selection selection,
      Runnable wake,
      LongSupplier share,
      Consumer<Subscription> leave) {
    this.node = node;
    this.selection = selection;
    this.wake = wake;
    this.share = share;
    this.leave = leave;
  }

  /// What came since the last call.
  ///
  /// @param events in order
  /// @param skipped how many were selected but found no room since the last call
  public record Batch(List<Event> events, long skipped) {}

  /// The node's key.
  public String node() {
    return node;
  }

  /// What is listened to.
  public Selection selection() {
    return selection;
  }

  void offer(String from, Event event) {
    if (!node.equals(from) || !selection.matches(event)) {
      return;
    }
    boolean first;
    synchronized (waiting) {
      if (closed) {
        return;
      }
      first = waiting.isEmpty() && skipped == 0;
      long size = size(event);
      // Into an empty queue every message fits: who reads gets the large ones too.
      if (waiting.size() >= Events.ROOM
          || (!waiting.isEmpty() && bytes + size > share.getAsLong())) {
        skipped++;
      } else {
        waiting.add(event);
        bytes += size;
      }
    }
    if (first) {
      wake.run();
    }
  }

  /// Takes the oldest events without waiting.
  ///
  /// @param most how many at most
  public Batch take(int most) {
    synchronized (waiting) {
      List<Event> taken = new ArrayList<>(Math.min(most, waiting.size()));
      while (taken.size() < most && !waiting.isEmpty()) {
        Event event = waiting.poll();
        bytes -= size(event);
        taken.add(event);
      }
      long counted = skipped;
      skipped = 0;
      return new Batch(List.copyOf(taken), counted);
    }
  }

  /// How many wait.
  public int depth() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /// Whether something waits.
  public boolean ready() {
    synchronized (waiting) {
      return !waiting.isEmpty() || skipped > 0;
    }
  }

  /// Ends it; what waits is given up.
  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      waiting.clear();
      bytes = 0;
    }
    leave.accept(this);
  }

  private static long size(Event event) {
    return HEAD + (event instanceof NetEvent.Message said ? said.message().payload().size() : 0);
  }
}
