package vedette.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Entries on their way to the writer, bounded by their weight. What finds no room is not taken:
/// the caller counts it. Samples leave the last quarter to what happens once.
///
/// Any thread offers; one takes. The lock is held for a few instructions only.
final class WriteQueue {
  private static final int BATCH = 16_384;

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
  private long weight;
  private long accepted;
  private long settled;
  private long wanted;
  private boolean closed;

  WriteQueue(long capacity) {
    this.capacity = capacity;
  }

  /// Takes the entry, if there is room for it.
  boolean offer(Entry entry) {
    int more = entry.weight();
    lock.lock();
    try {
      long limit = entry instanceof Sample ? capacity - capacity / 4 : capacity;
      if (closed || weight + more > limit) {
        return false;
      }
      waiting.add(entry);
      weight += more;
      accepted++;
      if (waiting.size() == 1 || waiting.size() == BATCH) {
        changed.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Looks at what is to be written next, without taking it: waits up to `idle` for the first, then
  /// up to `gather` for more to come. Returns sooner when a batch is full, a flush is wanted or the
  /// queue is closed.
  List<Entry> next(long idleNanos, long gatherNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = idleNanos;
      while (waiting.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      left = gatherNanos;
      while (!waiting.isEmpty()
          && waiting.size() < BATCH
          && !closed
          && wanted <= settled
          && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<Entry> batch = new ArrayList<>(Math.min(BATCH, waiting.size()));
      for (Entry entry : waiting) {
        if (batch.size() == BATCH) {
          break;
        }
        batch.add(entry);
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// The first `count` are done with: committed, or given up.
  void settle(int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        weight -= waiting.remove().weight();
      }
      settled += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until everything that was accepted before is settled.
  ///
  /// @return whether that came about in time
  boolean awaitSettled(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long goal = accepted;
      wanted = Math.max(wanted, goal);
      changed.signalAll();
      long left = nanos;
      while (settled < goal && left > 0) {
        left = changed.awaitNanos(left);
      }
      return settled >= goal;
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

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  HistoryStatus.Queue state() {
    lock.lock();
    try {
      return new HistoryStatus.Queue(waiting.size(), weight, capacity);
    } finally {
      lock.unlock();
    }
  }

  /// What is left at the end.
  List<Entry> rest() {
    lock.lock();
    try {
      return List.copyOf(waiting);
    } finally {
      lock.unlock();
    }
  }
}
