package vedette.app.web.pushes;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for one client: at most 256 messages and a mebibyte of characters. The oldest goes
/// when there is no room, and is counted: the newest is what somebody who looks on wants.
final class PushQueue {
  static final int MOST = 256;
  static final int CHARACTERS = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final ArrayDeque<String> waiting = new ArrayDeque<>();
  private int characters;
  private long dropped;

  /// Adds a message; never waits.
  ///
  /// @return how many had to go
  int offer(String message) {
    lock.lock();
    try {
      int gone = 0;
      while (!waiting.isEmpty()
          && (waiting.size() >= MOST || characters + message.length() > CHARACTERS)) {
        characters -= waiting.removeFirst().length();
        gone++;
      }
      waiting.addLast(message);
      characters += message.length();
      dropped += gone;
      more.signal();
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /// The oldest, after waiting for one if need be.
  Optional<String> poll(long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (waiting.isEmpty() && left > 0) {
        left = more.awaitNanos(left);
      }
      Optional<String> first = Optional.ofNullable(waiting.pollFirst());
      first.ifPresent(message -> characters -= message.length());
      return first;
    } finally {
      lock.unlock();
    }
  }

  /// How many had to go since the last call.
  long takeDropped() {
    lock.lock();
    try {
      long taken = dropped;
      dropped = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  int depth() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
