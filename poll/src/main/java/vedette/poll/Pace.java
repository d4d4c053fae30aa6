package vedette.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When which call of one target is due: a state machine over times that it is told, without a
/// clock and without threads of its own.
///
/// ```
///            any sign of life: all due at once
///          ┌──────────────────────────────────┐
///          ▼                                  │
///      each call at ──unreachable, starting, ─► one call at a time, in turn,
///      its interval   busy, unauthorised,       ever less often
///                     nothing but timeouts
/// ```
///
/// A target that hangs still works on what it was asked when we have long given up; asking on would
/// fill its queue until it serves nobody. So timeouts with no sign of life between them count as
/// the target's. Where other calls are answered, only the call that fails is asked less often: LND
/// tells its state to everybody, all else to who has a macaroon.
final class Pace {
  /// A call that is not allowed or not known may become so with a restart of the service, which is
  /// noticed, or by a change that is not.
  static final Duration RARE = Duration.ofMinutes(10);

  /// Where every call is refused the service knows nothing of us, and nobody would notice its
  /// restart from here: one call goes on asking.
  static final Duration ALL_RARE = Duration.ofSeconds(15);

  static final Duration SLOWEST_CALL = Duration.ofSeconds(60);

  /// However many notices a stream sends, a call is begun no more often than this because of them.
  static final Duration LEAST_GAP = Duration.ofMillis(500);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final int TIMEOUTS_IN_A_ROW = 3;
  private static final double JITTER = 0.1;
  private static final int MOST_DOUBLINGS = 10;

  private static final class Slot {
    final Call call;
    long due;
    int failures;
    boolean rare;
    boolean busy;
    boolean probe;
    boolean again;
    boolean answered;
    long began;

    Slot(Call call, long due) {
      this.call = call;
      this.due = due;
      this.began = due - LEAST_GAP.toNanos();
    }
  }

  private final List<Slot> slots = new ArrayList<>();
  private final int concurrency;
  private final RandomGenerator random;
  private int running;
  private int stuck;
  private boolean held;
  private int probes;
  private int turn;
  private long probeAt;
  private int timeouts;

  /// @param now in nanoseconds of any origin, as all times here
  Pace(List<Call> calls, int concurrency, RandomGenerator random, long now) {
    calls.forEach(call -> slots.add(new Slot(call, now)));
    this.concurrency = concurrency;
    this.random = random;
  }

  /// The call to begin now, if any; it counts as begun. To be asked again until empty.
  Optional<Call> next(long now) {
    if (running + stuck >= concurrency) {
      return Optional.empty();
    }
    Optional<Slot> chosen = held ? probe(now) : earliest().filter(slot -> slot.due - now <= 0);
    chosen.ifPresent(slot -> {
      slot.busy = true;
      slot.began = now;
      slot.probe = held;
      running++;
    });
    return chosen.map(slot -> slot.call);
  }

  /// When to look again, if nothing ends before; empty if nothing can begin before something ends.
  Optional<Long> wakeAt() {
    if (running + stuck >= concurrency || (held && running > 0)) {
      return Optional.empty();
    }
    return held ? Optional.of(probeAt) : earliest().map(slot -> slot.due);
  }

  /// A call was answered.
  void answered(Call call, long now) {
    Slot slot = ended(call);
    alive(now);
    if (slots.stream().allMatch(it -> it.rare)) {
      slots.forEach(it -> due(it, now));
    }
    slot.rare = false;
    slot.failures = 0;
    slot.answered = true;
    // What changed while the answer was on its way may not be in it.
    slot.due = slot.again ? soonest(slot, now) : now + jittered(call.interval());
    slot.again = false;
  }

  /// A call ended without an answer.
  void failed(Call call, Trouble trouble, long now) {
    Slot slot = ended(call);
    boolean probe = slot.probe;
    slot.answered = false;
    switch (trouble) {
      case FORBIDDEN, UNSUPPORTED -> {
        alive(now);
        slot.rare = true;
        boolean all = slots.stream().allMatch(it -> it.rare);
        slot.due = now + jittered(all ? ALL_RARE : RARE);
      }
      case ERROR -> {
        alive(now);
        later(slot, now);
      }
      case GARBAGE -> {
        later(slot, now);
        if (held) {
          hold(trouble, probe, now);
        }
      }
      case TIMEOUT -> {
        later(slot, now);
        timeouts++;
        if (held || timeouts >= Math.min(TIMEOUTS_IN_A_ROW, slots.size())) {
          hold(trouble, probe, now);
        }
      }
      case UNAUTHORIZED -> {
        if (slots.stream().anyMatch(it -> it.answered)) {
          later(slot, now);
        } else {
          hold(trouble, probe, now);
        }
      }
      case STARTING, BUSY, UNTRUSTED, UNREACHABLE, UNASKABLE -> hold(trouble, probe, now);
    }
  }

  /// A call was given up but what asks has not come back: its place stays taken.
  void stuck(Call call) {
    slot(call).busy = true;
    stuck++;
  }

  /// What was stuck has come back.
  void unstuck(Call call) {
    slot(call).busy = false;
    stuck--;
  }

  /// Everything is due.
  void askNow(long now) {
    slots.forEach(slot -> slot.due = now);
    probeAt = now;
    probes = 0;
  }

  /// One call is due, if there is one of this name. A target that is held stays so: what it says on
  /// a stream is no answer.
  void askNow(String call, long now) {
    for (Slot slot : slots) {
      if (slot.call.name().equals(call) && !slot.rare) {
        slot.due = soonest(slot, now);
        slot.again = slot.busy;
      }
    }
  }

  private static long soonest(Slot slot, long now) {
    return now + Math.max(0, slot.began + LEAST_GAP.toNanos() - now);
  }

  private Slot ended(Call call) {
    Slot slot = slot(call);
    slot.busy = false;
    running--;
    return slot;
  }

  private Slot slot(Call call) {
    return slots.stream().filter(slot -> slot.call.equals(call)).findFirst().orElseThrow();
  }

  private Optional<Slot> earliest() {
    return slots.stream()
        .filter(slot -> !slot.busy)
        .min(Comparator.comparingLong(slot -> slot.due));
  }

  private Optional<Slot> probe(long now) {
    if (running > 0 || probeAt - now > 0) {
      return Optional.empty();
    }
    boolean onlyRare = slots.stream().allMatch(slot -> slot.rare || slot.busy);
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(Math.floorMod(turn++, slots.size()));
      if (!slot.busy && (onlyRare || !slot.rare)) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }

  private void alive(long now) {
    timeouts = 0;
    if (held) {
      held = false;
      probes = 0;
      turn = 0;
      slots.forEach(slot -> due(slot, now));
    }
  }

  private static void due(Slot slot, long now) {
    slot.due = now;
    slot.failures = 0;
    slot.rare = false;
  }

  private void hold(Trouble trouble, boolean probe, long now) {
    if (held && !probe) {
      return;
    }
    held = true;
    Duration wait = doubled(FIRST_RETRY, probes, slowestProbe(trouble));
    probeAt = now + jittered(wait);
    probes = trouble == Trouble.STARTING ? 0 : Math.min(probes + 1, MOST_DOUBLINGS);
  }

  private void later(Slot slot, long now) {
    Duration interval = slot.call.interval();
    Duration slowest = interval.compareTo(SLOWEST_CALL) > 0 ? interval : SLOWEST_CALL;
    slot.due = now + jittered(doubled(interval, slot.failures, slowest));
    slot.failures = Math.min(slot.failures + 1, MOST_DOUBLINGS);
  }

  /// A refused connection costs nobody anything; a wrong password costs bitcoind a quarter of a
  /// second and a line in its log; a timeout may leave work behind.
  private static Duration slowestProbe(Trouble trouble) {
    return switch (trouble) {
      case STARTING -> FIRST_RETRY;
      case UNREACHABLE -> Duration.ofSeconds(5);
      case BUSY -> Duration.ofSeconds(15);
      case UNAUTHORIZED, UNTRUSTED, TIMEOUT, GARBAGE, ERROR, FORBIDDEN, UNSUPPORTED, UNASKABLE ->
          Duration.ofSeconds(30);
    };
  }

  private static Duration doubled(Duration first, int times, Duration most) {
    Duration wait = first.multipliedBy(1L << times);
    return wait.compareTo(most) > 0 ? most : wait;
  }

  private long jittered(Duration duration) {
    return Math.round(duration.toNanos() * (1 + JITTER * (2 * random.nextDouble() - 1)));
  }
}
