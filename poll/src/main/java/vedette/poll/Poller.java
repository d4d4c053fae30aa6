package vedette.poll;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Asks targets again and again and hands over what they say.
///
/// ```java
/// try (Poller poller = Poller.start(readings::add)) {
///   poller.targets(Map.of("main", Bitcoind.local(8332, new Auth.Cookie(cookie))));
///   ...
/// }
/// ```
///
/// Each target has virtual threads of its own: a slow one, a hanging one or one that sends rubbish
/// delays nobody else. Readings of one target come one after the other, those of different targets
/// at the same time; the consumer must be fit for that. While it works, its target waits, so that
/// nothing piles up. What it throws is logged and counted.
///
/// A target that cannot be reached, is starting, is overloaded or does not know us is asked one
/// question at a time, less and less often up to a bound; at its first sign of life everything is
/// asked at once. All methods may be called from any thread, also from within the consumer.
public final class Poller implements AutoCloseable {
  /// More targets than this are a mistake; with [Service#concurrency] it bounds what is under way.
  public static final int MOST_TARGETS = 64;

  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Map<String, TargetLoop> loops = new HashMap<>();
  private final Consumer<Reading> readings;
  private final InstantSource clock;
  private boolean closed;

  private Poller(Consumer<Reading> readings, InstantSource clock) {
    this.readings = readings;
    this.clock = clock;
  }

  /// Starts without targets.
  ///
  /// @param readings gets what targets say, on their threads
  public static Poller start(Consumer<Reading> readings) {
    return start(readings, InstantSource.system());
  }

  /// The same with the clock that dates readings. Intervals and timeouts do not depend on it, so
  /// that a clock that jumps stops nothing.
  public static Poller start(Consumer<Reading> readings, InstantSource clock) {
    return new Poller(readings, clock);
  }

  /// Polls exactly these from now on: what is new is added, what is gone removed, what differs
  /// replaced, and what is equal goes on undisturbed.
  ///
  /// @param wanted by key; the key is [Reading#target]
  /// @throws PollException if there are too many or one cannot be asked; then nothing has changed
  public void targets(Map<String, Service> wanted) {
    change(present -> new HashMap<>(wanted));
  }

  /// Adds a target or replaces the one of this key; does nothing if it is equal.
  ///
  /// @throws PollException if there are too many or it cannot be asked; then nothing has changed
  public void put(String key, Service service) {
    change(wanted -> {
      wanted.put(key, service);
      return wanted;
    });
  }

  /// Stops asking a target; none of its readings comes after this returns, unless the consumer
  /// takes longer than two seconds with one.
  public void remove(String key) {
    change(wanted -> {
      wanted.remove(key);
      return wanted;
    });
  }

  /// Asks everything of this target now, because something else says that it has changed, such as a
  /// process that has ended or begun.
  public void askNow(String key) {
    @Nullable TargetLoop loop;
    synchronized (loops) {
      loop = loops.get(key);
    }
    if (loop != null) {
      loop.askNow();
    }
  }

  /// Asks one call of this target now, because something says that its answer has changed.
  public void askNow(String key, String call) {
    @Nullable TargetLoop loop;
    synchronized (loops) {
      loop = loops.get(key);
    }
    if (loop != null) {
      loop.askNow(call);
    }
  }

  /// What became of every call of every target that is polled now.
  public List<PollTally> tallies() {
    List<TargetLoop> now;
    synchronized (loops) {
      now = List.copyOf(loops.values());
    }
    List<PollTally> all = new ArrayList<>();
    now.forEach(loop -> all.addAll(loop.tallies()));
    return all;
  }

  /// Stops all; takes at most two seconds. Nothing can be added afterwards.
  @Override
  public void close() {
    List<TargetLoop> ending;
    synchronized (loops) {
      closed = true;
      ending = List.copyOf(loops.values());
      loops.clear();
    }
    end(ending);
  }

  private void change(UnaryOperator<Map<String, Service>> choice) {
    List<TargetLoop> ending = new ArrayList<>();
    synchronized (loops) {
      if (closed) {
        return;
      }
      Map<String, Service> present = new HashMap<>();
      loops.forEach((key, loop) -> present.put(key, loop.service()));
      Map<String, Service> wanted = choice.apply(new HashMap<>(present));
      if (wanted.size() > MOST_TARGETS) {
        throw new PollException(
            "targets: expected at most %d. Found: %d. Do: watch some of them elsewhere"
                .formatted(MOST_TARGETS, wanted.size()));
      }
      List<TargetLoop> starting = new ArrayList<>();
      wanted.forEach((key, service) -> {
        if (!service.equals(present.get(key))) {
          starting.add(TargetLoop.of(key, service, readings, clock));
        }
      });
      present.keySet().stream()
          .filter(key -> !wanted.containsKey(key))
          .forEach(key -> ending.add(loops.remove(key)));
      for (TargetLoop loop : starting) {
        TargetLoop former = loops.put(loop.key(), loop);
        if (former != null) {
          ending.add(former);
        }
        loop.start();
      }
    }
    end(ending);
  }

  private static void end(List<TargetLoop> ending) {
    ending.forEach(TargetLoop::stop);
    long deadline = System.nanoTime() + GRACE.toNanos();
    ending.forEach(loop -> loop.join(deadline - System.nanoTime()));
  }
}
