package vedette.poll;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One target: a virtual thread that decides, waits and hands over, and one for each call under
/// way, which only asks.
///
/// A call whose time is up is a reading at once and its thread is interrupted. If that does not
/// help (a name server that does not answer), its place stays taken until it comes back.
final class TargetLoop {
  private static final System.Logger LOG = System.getLogger(TargetLoop.class.getName());

  private final String key;
  private final Service service;
  private final Session session;
  private final Consumer<Reading> readings;
  private final InstantSource clock;
  private final Thread thread;

  private final Listening listening;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Pace pace;
  private final List<Asking> underWay = new ArrayList<>();
  private final Map<String, PollTally> tallies = new LinkedHashMap<>();
  private boolean stopped;

  private TargetLoop(
      String key,
      Service service,
      List<Call> calls,
      Consumer<Reading> readings,
      InstantSource clock) {
    this.key = key;
    this.service = service;
    this.readings = readings;
    this.clock = clock;
    this.session = service.open();
    this.pace =
        new Pace(calls, service.concurrency(), ThreadLocalRandom.current(), System.nanoTime());
    calls.forEach(call -> tallies.put(call.name(), PollTally.none(key, call.name())));
    this.thread = Thread.ofVirtual().name("poll " + key).unstarted(this::run);
    this.listening = new Listening(key, session, this::askNow);
  }

  static TargetLoop of(
      String key, Service service, Consumer<Reading> readings, InstantSource clock) {
    List<Call> calls = List.copyOf(service.calls());
    long names = calls.stream().map(Call::name).distinct().count();
    if (calls.isEmpty() || names < calls.size() || service.concurrency() < 1) {
      throw new PollException(
          "%s: expected calls that differ, at least one at a time. Found: %d calls of %d names, %d"
                  .formatted(key, calls.size(), names, service.concurrency())
              + " at a time. Do: correct its service");
    }
    return new TargetLoop(key, service, calls, readings, clock);
  }

  String key() {
    return key;
  }

  Service service() {
    return service;
  }

  void start() {
    thread.start();
  }

  void askNow() {
    lock.lock();
    try {
      pace.askNow(System.nanoTime());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void askNow(String call) {
    lock.lock();
    try {
      pace.askNow(call, System.nanoTime());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<PollTally> tallies() {
    lock.lock();
    try {
      return List.copyOf(tallies.values());
    } finally {
      lock.unlock();
    }
  }

  /// Begins no call and hands over nothing from now on, except what is being handed over.
  void stop() {
    lock.lock();
    try {
      stopped = true;
      underWay.forEach(Asking::interrupt);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listening.stop();
  }

  /// Waits for the end, unless it is itself that asks.
  void join(long nanos) {
    if (Thread.currentThread().equals(thread) || nanos <= 0) {
      return;
    }
    try {
      if (!thread.join(Duration.ofNanos(nanos))) {
        thread.interrupt();
      }
    } catch (InterruptedException wanted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (session) {
      Queue<Reading> ready = new ArrayDeque<>();
      while (turn(ready)) {
        while (!ready.isEmpty() && goingOn()) {
          hand(ready.remove());
        }
      }
    } catch (InterruptedException ended) {
      // Only this class interrupts its thread, when the consumer takes too long at the end.
    }
  }

  private boolean goingOn() {
    lock.lock();
    try {
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is a reading or a call to begin; false at the end.
  private boolean turn(Queue<Reading> ready) throws InterruptedException {
    lock.lock();
    try {
      while (!stopped) {
        long now = System.nanoTime();
        collect(ready, now);
        for (Optional<Call> call = pace.next(now); call.isPresent(); call = pace.next(now)) {
          begin(call.get(), now);
        }
        if (!ready.isEmpty()) {
          return true;
        }
        long wait = untilNext(now);
        if (wait > 0) {
          // What has changed is looked up in any case.
          var _ = changed.awaitNanos(wait);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void collect(Queue<Reading> ready, long now) {
    for (Iterator<Asking> all = underWay.iterator(); all.hasNext(); ) {
      Asking asking = all.next();
      Outcome outcome = asking.outcome;
      if (outcome != null) {
        all.remove();
        if (asking.late) {
          pace.unstuck(asking.call);
        } else {
          ready.add(ended(asking, outcome, asking.ended));
        }
      } else if (!asking.late && asking.deadline() - now <= 0) {
        ready.add(ended(asking, asking.timedOut(), now));
        asking.late = true;
        pace.stuck(asking.call);
        asking.interrupt();
      }
    }
  }

  private Reading ended(Asking asking, Outcome outcome, long at) {
    switch (outcome) {
      case Outcome.Answered _ -> {
        pace.answered(asking.call, at);
        listening.begin();
      }
      case Outcome.Failed failed -> pace.failed(asking.call, failed.trouble(), at);
    }
    String name = asking.call.name();
    tallies.computeIfPresent(name, (same, tally) -> tally.with(outcome));
    return new Reading(
        key, name, clock.instant(), Duration.ofNanos(Math.max(0, at - asking.began)), outcome);
  }

  private long untilNext(long now) {
    long wait = pace.wakeAt().map(at -> at - now).orElse(Long.MAX_VALUE);
    for (Asking asking : underWay) {
      if (!asking.late) {
        wait = Math.min(wait, asking.deadline() - now);
      }
    }
    return wait;
  }

  private void begin(Call call, long now) {
    Asking asking = new Asking(call, now);
    tallies.computeIfPresent(call.name(), (same, tally) -> tally.withAsked());
    underWay.add(asking);
    asking.thread =
        Thread.ofVirtual().name("poll " + key + " " + call.name()).start(() -> ask(asking));
  }

  private void ask(Asking asking) {
    Outcome outcome = new Outcome.Failed(Trouble.ERROR, "asking broke off, see the log");
    try {
      outcome = session.ask(asking.call);
    } catch (InterruptedException givenUp) {
      outcome = new Outcome.Failed(Trouble.TIMEOUT, "given up");
    } catch (RuntimeException mistake) {
      LOG.log(System.Logger.Level.ERROR, () -> key + ": asking " + asking.call.name(), mistake);
    } finally {
      // Whatever happened, the loop must hear of it: otherwise the call would be asked no more.
      conclude(asking, outcome);
    }
  }

  private void conclude(Asking asking, Outcome outcome) {
    lock.lock();
    try {
      asking.outcome = outcome;
      asking.ended = System.nanoTime();
      if (asking.late && outcome instanceof Outcome.Answered) {
        tallies.computeIfPresent(asking.call.name(), (same, tally) -> tally.withLate());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void hand(Reading reading) {
    try {
      readings.accept(reading);
    } catch (RuntimeException refused) {
      LOG.log(System.Logger.Level.ERROR, () -> key + ": a reading of " + reading.call(), refused);
      lock.lock();
      try {
        tallies.computeIfPresent(reading.call(), (same, tally) -> tally.withDropped());
      } finally {
        lock.unlock();
      }
    }
  }
}
