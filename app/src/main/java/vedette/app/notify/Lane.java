package vedette.app.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One channel's queue and thread. At most [#ROOM] messages wait; the oldest give way.
final class Lane {
  /// Messages that may wait.
  static final int ROOM = 64;

  private final Channel channel;
  private final Courier.Pace pace;
  private final BiConsumer<String, String> settled;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // All below is guarded by the lock.
  private final ArrayDeque<Message> waiting = new ArrayDeque<>();

  /// When messages of the last hour were sent, [System#nanoTime].
  private final ArrayDeque<Long> lately = new ArrayDeque<>();

  private boolean closed;
  private long sent;
  private OptionalLong sentAt = OptionalLong.empty();
  private long failed;
  private long dropped;
  private String trouble = "";

  Lane(Channel channel, Courier.Pace pace, BiConsumer<String, String> settled) {
    this.channel = channel;
    this.pace = pace;
    this.settled = settled;
    thread = Thread.ofVirtual().name("vedette-notify-" + channel.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Channel channel() {
    return channel;
  }

  void give(Message message) {
    Message gone = null;
    lock.lock();
    try {
      if (waiting.size() >= ROOM) {
        gone = waiting.pollFirst();
        dropped++;
      }
      waiting.addLast(message);
      news.signalAll();
    } finally {
      lock.unlock();
    }
    if (gone != null) {
      settled.accept(channel.name(), gone.id());
    }
  }

  private void run() {
    try {
      Message message = next();
      while (message != null) {
        bring(message);
        message = next();
      }
    } catch (InterruptedException ending) {
      // It is over.
    }
  }

  /// The oldest message, as soon as the hour has room for it; null when it is over.
  private @Nullable Message next() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long hour = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
        while (!lately.isEmpty() && lately.getFirst() - hour < 0) {
          lately.removeFirst();
        }
        if (waiting.isEmpty()) {
          news.await();
        } else if (lately.size() >= channel.perHour()) {
          trouble = "waits: " + channel.perHour() + " messages were sent within an hour";
          long _ = news.awaitNanos(lately.getFirst() - hour);
        } else {
          return waiting.getFirst();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void bring(Message message) throws InterruptedException {
    long begun = System.nanoTime();
    Duration pause = pace.first();
    while (waits(message)) {
      try {
        Delivery.deliver(channel, message);
        done(message, true, "");
        return;
      } catch (NotifyException refused) {
        boolean over = !refused.passing() || System.nanoTime() - begun > pace.patience().toNanos();
        if (over) {
          done(message, false, refused.text());
          return;
        }
        failed(refused.text());
      }
      rest(pause);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(pace.longest()) > 0 ? pace.longest() : twice;
    }
  }

  /// Whether it has not had to give way meanwhile.
  private boolean waits(Message message) {
    lock.lock();
    try {
      return !closed && waiting.peekFirst() != null && waiting.getFirst().equals(message);
    } finally {
      lock.unlock();
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void failed(String why) {
    lock.lock();
    try {
      failed++;
      trouble = why;
    } finally {
      lock.unlock();
    }
  }

  private void done(Message message, boolean taken, String why) {
    lock.lock();
    try {
      boolean _ = waiting.removeFirstOccurrence(message);
      trouble = why;
      if (taken) {
        sent++;
        sentAt = OptionalLong.of(System.currentTimeMillis());
        lately.addLast(System.nanoTime());
      } else {
        failed++;
        dropped++;
      }
    } finally {
      lock.unlock();
    }
    settled.accept(channel.name(), message.id());
  }

  Courier.Status status() {
    lock.lock();
    try {
      return new Courier.Status(
          channel.name(),
          channel.target().word(),
          waiting.size(),
          sent,
          sentAt,
          failed,
          dropped,
          trouble);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }
}
