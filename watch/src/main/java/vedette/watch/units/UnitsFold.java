package vedette.watch.units;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.units.UnitsAnswer;
import vedette.watch.fold.Words;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// Folds what systemd says. A unit that is off is off: only one that failed, or that is started
/// again and again, needs a look.
final class UnitsFold implements ServiceFold {
  private static final long LATELY_MS = 3_600_000;

  /// As many restarts in an hour are no accident.
  private static final int MANY = 3;

  private static final int MOST_RESTARTS = 1_000;

  /// The restarts of one unit that we saw.
  private static final class Restarts {
    final Deque<Long> seen = new ArrayDeque<>();
    long last;
  }

  private final Surroundings around;
  private final Map<String, Restarts> restarts = new HashMap<>();
  private List<UnitsAnswer.Unit> units = List.of();
  private boolean told;
  private long at;

  UnitsFold(Surroundings around) {
    this.around = around;
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered(UnitsAnswer answer)) {
      told = true;
      at = reading.at().toEpochMilli();
      units =
          answer.units().stream()
              .sorted(Comparator.comparing(UnitsFold::state, Comparator.reverseOrder()))
              .toList();
      restarts.keySet().retainAll(units.stream().map(UnitsAnswer.Unit::name).toList());
      for (UnitsAnswer.Unit unit : units) {
        unit.restarts().ifPresent(count -> count(unit.name(), count));
      }
    }
  }

  /// The first count is where we begin; a smaller one means that systemd began anew.
  private void count(String unit, long count) {
    Restarts of = restarts.get(unit);
    if (of == null) {
      of = new Restarts();
      of.last = count;
      restarts.put(unit, of);
    }
    long more = Math.min(MOST_RESTARTS, count - of.last);
    for (long i = 0; i < more; i++) {
      of.seen.addLast(at);
      if (of.seen.size() > MOST_RESTARTS) {
        of.seen.removeFirst();
      }
    }
    of.last = count;
  }

  private int lately(String unit, long now) {
    Restarts of = restarts.get(unit);
    if (of == null) {
      return 0;
    }
    while (!of.seen.isEmpty() && now - of.seen.getFirst() > LATELY_MS) {
      of.seen.removeFirst();
    }
    return of.seen.size();
  }

  private static boolean failed(UnitsAnswer.Unit unit) {
    return unit.active().equals("failed")
        || unit.load().equals("error")
        || unit.load().equals("bad-setting");
  }

  private static boolean runs(UnitsAnswer.Unit unit) {
    return unit.active().equals("active") || unit.active().equals("reloading");
  }

  private static State state(UnitsAnswer.Unit unit) {
    return failed(unit) ? State.BAD : runs(unit) ? State.OK : State.GONE;
  }

  @Override
  public Standing standing(long now) {
    if (around.reach().trouble("units").filter(it -> it == Trouble.UNSUPPORTED).isPresent()) {
      return new Standing(
          State.UNKNOWN, "no systemd here", around.reach().said("units"), around.reach().asOf());
    }
    return around.reach().trouble(now).orElseGet(() -> judged(now));
  }

  private Standing judged(long now) {
    OptionalLong asOf = around.reach().asOf();
    List<UnitsAnswer.Unit> failed = units.stream().filter(UnitsFold::failed).toList();
    if (!failed.isEmpty()) {
      UnitsAnswer.Unit first = failed.getFirst();
      return new Standing(
          State.WARN,
          failed.size() == 1 ? shortName(first) + " failed" : failed.size() + " units failed",
          "%s: %s. Look at: journalctl -u %s"
              .formatted(shortName(first), first.result(), first.name()),
          asOf);
    }
    for (UnitsAnswer.Unit unit : units) {
      int lately = lately(unit.name(), now);
      if (lately >= MANY) {
        return new Standing(
            State.WARN,
            shortName(unit) + " starts again and again",
            "Started again %s in the last hour. Look at: journalctl -u %s"
                .formatted(Words.counted(lately, "time", "times"), unit.name()),
            asOf);
      }
    }
    long running = units.stream().filter(UnitsFold::runs).count();
    return new Standing(
        State.OK,
        units.isEmpty() ? "none of them is here" : Words.counted(running, "unit runs", "units run"),
        running == units.size() ? "" : Words.count(units.size() - running) + " do not run.",
        asOf);
  }

  private static String shortName(UnitsAnswer.Unit unit) {
    return Words.tame(unit.name().replaceFirst("[.]service$", ""), 20);
  }

  @Override
  public List<Figure> figures(long now) {
    boolean known = told && around.reach().trouble("units").isEmpty();
    String why = "systemd does not tell";
    return List.of(
        count("run", known, units.stream().filter(UnitsFold::runs).count(), why),
        count("failed", known, units.stream().filter(UnitsFold::failed).count(), why),
        count(
            "restarts in 1 h",
            known,
            units.stream().mapToLong(unit -> lately(unit.name(), now)).sum(),
            why));
  }

  private static Figure count(String label, boolean known, long value, String why) {
    return Figure.of(
        label, known ? OptionalDouble.of((double) value) : OptionalDouble.empty(), "", why);
  }

  @Override
  public void measure(Gauging into, long now) {
    if (!told || around.reach().trouble("units").isPresent()) {
      return;
    }
    for (UnitsAnswer.Unit unit : units) {
      into.put(UnitsKind.ACTIVE, runs(unit), unit.name());
      into.put(UnitsKind.FAILED, failed(unit), unit.name());
      into.put(UnitsKind.RESTARTS, unit.restarts(), unit.name());
      into.put(UnitsKind.MEMORY, unit.memory(), unit.name());
      unit.since()
          .ifPresent(it -> into.put(UnitsKind.SINCE, (at - it.toMillis()) / 1e3, unit.name()));
    }
    into.put(UnitsKind.ALL_FAILED, (double) units.stream().filter(UnitsFold::failed).count());
  }

  @Override
  public Optional<UnitsPage> page(long now) {
    return told
        ? Optional.of(new UnitsPage(units.stream().map(unit -> row(unit, now)).toList()))
        : Optional.empty();
  }

  private UnitsPage.Unit row(UnitsAnswer.Unit unit, long now) {
    int lately = lately(unit.name(), now);
    return new UnitsPage.Unit(
        unit.name(),
        failed(unit) || lately >= MANY ? "warn" : runs(unit) ? "ok" : "gone",
        unit.active(),
        unit.sub(),
        unit.result(),
        unit.since().map(it -> OptionalLong.of(at - it.toMillis())).orElse(OptionalLong.empty()),
        unit.memory(),
        unit.restarts(),
        lately);
  }
}
