package vedette.watch.backup;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.backup.BackupAnswer;
import vedette.watch.fold.Words;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// Judges how backups stand: what is not in safety is worse than what is not proven.
final class BackupFold implements ServiceFold {
  /// A change needs a moment to be exported, verified and put elsewhere.
  static final long PATIENCE_MS = 2 * 60_000;

  /// A place that is away is somebody's affair only after a while.
  static final long AWAY_MS = 60 * 60_000;

  private final Surroundings around;
  private @Nullable BackupAnswer last;

  BackupFold(Surroundings around) {
    this.around = around;
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered(BackupAnswer answer)) {
      last = answer;
    }
  }

  @Override
  public Standing standing(long now) {
    Optional<Standing> trouble = around.reach().trouble(now);
    BackupAnswer answer = last;
    if (trouble.isPresent() || answer == null) {
      return trouble.orElseGet(() -> standing(State.UNKNOWN, "not asked yet", ""));
    }
    return held(answer)
        .or(() -> behind(answer, now))
        .or(() -> failing(answer))
        .or(() -> damaged(answer))
        .or(() -> away(answer, now))
        .or(() -> starting(answer))
        .orElseGet(() -> standing(State.OK, "in safety", ""));
  }

  private Optional<Standing> held(BackupAnswer answer) {
    return answer.streams().stream()
        .filter(it -> it.heldSince().isPresent())
        .findFirst()
        .map(it -> standing(State.BAD, "held back", it.name() + ": " + it.trouble()));
  }

  private Optional<Standing> behind(BackupAnswer answer, long now) {
    return answer.streams().stream()
        .filter(it -> !it.current() && it.lookedAt().isPresent())
        .filter(it -> now - it.behindSince().orElse(now) > PATIENCE_MS)
        .findFirst()
        .map(it ->
            standing(
                it.channels() ? State.BAD : State.WARN,
                "not in safety",
                it.name()
                    + " has changed and the newest backup does not hold it"
                    + (it.trouble().isEmpty() ? ". " + away(answer) : ": " + it.trouble())));
  }

  private static String away(BackupAnswer answer) {
    return answer.places().stream()
        .filter(it -> !it.trouble().isEmpty())
        .findFirst()
        .map(it -> it.name() + ": " + it.trouble())
        .orElse("");
  }

  private Optional<Standing> failing(BackupAnswer answer) {
    return answer.streams().stream()
        .filter(it -> !it.trouble().isEmpty())
        .findFirst()
        .map(it -> standing(State.WARN, "last try failed", it.name() + ": " + it.trouble()));
  }

  private Optional<Standing> damaged(BackupAnswer answer) {
    return answer.damages().stream()
        .findFirst()
        .map(it ->
            standing(
                it.healed() ? State.WARN : State.BAD,
                "damaged copy",
                it.place()
                    + ": "
                    + it.name()
                    + " was "
                    + it.what()
                    + (it.healed() ? " and has been put there again." : ".")));
  }

  private Optional<Standing> away(BackupAnswer answer, long now) {
    return answer.places().stream()
        .filter(it -> !it.trouble().isEmpty())
        .filter(it -> !it.elsewhere() || now - it.troubleSince().orElse(now) > AWAY_MS)
        .findFirst()
        .map(it -> standing(State.WARN, it.name() + " is away", it.trouble()));
  }

  /// Not all was looked at yet.
  private Optional<Standing> starting(BackupAnswer answer) {
    return answer.streams().stream().anyMatch(it -> it.lookedAt().isEmpty())
        ? Optional.of(standing(State.STARTING, "looking", ""))
        : Optional.empty();
  }

  private Standing standing(State state, String word, String detail) {
    return new Standing(state, word, detail, around.reach().asOf());
  }

  @Override
  public List<Figure> figures(long now) {
    BackupAnswer answer = last;
    if (answer == null) {
      return List.of();
    }
    OptionalLong kept =
        answer.streams().stream()
            .filter(BackupAnswer.Stream::channels)
            .filter(it -> it.kept().isPresent())
            .mapToLong(it -> it.kept().getAsInt())
            .reduce(Long::sum);
    OptionalLong proven =
        answer.places().stream()
            .filter(it -> it.provenAt().isPresent())
            .mapToLong(it -> it.provenAt().getAsLong())
            .min();
    long well = answer.places().stream().filter(it -> it.trouble().isEmpty()).count();
    return List.of(
        Figure.of(
            "channels backed up", number(kept), "channels", "No channels were backed up yet."),
        Figure.of("places", (double) well, "places"),
        Figure.of("proven", number(proven), "time", "No copy was read back yet."));
  }

  private static OptionalDouble number(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }

  @Override
  public void measure(Gauging into, long now) {
    BackupAnswer answer = last;
    if (answer == null) {
      return;
    }
    for (BackupAnswer.Stream it : answer.streams()) {
      String name = Words.tame(it.name(), 70);
      into.put(BackupMeasures.CURRENT, it.current(), name);
      it.live().ifPresent(live -> into.put(BackupMeasures.LIVE, (double) live, name));
      it.kept().ifPresent(kept -> into.put(BackupMeasures.ITEMS, (double) kept, name));
      it.recordedAt().ifPresent(at -> into.put(BackupMeasures.RECORDED, at / 1e3, name));
      into.put(BackupMeasures.AGE, age(it.recordedAt(), now), name);
      into.put(BackupMeasures.LOOKED, age(it.lookedAt(), now), name);
      into.put(BackupMeasures.VERIFIED, age(it.verifiedAt(), now), name);
      into.put(BackupMeasures.HELD, it.heldSince().isPresent(), name);
      into.put(BackupMeasures.FAILURES, (double) it.failures(), name);
    }
    for (BackupAnswer.Place it : answer.places()) {
      String name = Words.tame(it.name(), 64);
      into.put(BackupMeasures.COPIES, (double) it.copies(), name);
      into.put(BackupMeasures.MISSING, (double) it.missing(), name);
      into.put(BackupMeasures.TROUBLE, !it.trouble().isEmpty(), name);
      into.put(BackupMeasures.PROVEN, age(it.provenAt(), now), name);
      into.put(
          BackupMeasures.DAMAGED,
          (double) answer.damages().stream().filter(bad -> bad.place().equals(it.name())).count(),
          name);
      into.put(BackupMeasures.PLACE_FAILURES, (double) it.failures(), name);
    }
  }

  private static OptionalDouble age(OptionalLong at, long now) {
    return at.isPresent()
        ? OptionalDouble.of(Math.max(0, now - at.getAsLong()) / 1e3)
        : OptionalDouble.empty();
  }

  @Override
  public Optional<BackupPage> page(long now) {
    return Optional.ofNullable(last)
        .map(answer ->
            new BackupPage(
                answer.streams().stream().map(BackupFold::row).toList(),
                answer.places().stream().map(BackupFold::row).toList(),
                answer.damages().stream()
                    .map(it ->
                        new BackupPage.DamageRow(
                            it.at(), it.place(), it.name(), it.what(), it.healed()))
                    .toList()));
  }

  private static BackupPage.StreamRow row(BackupAnswer.Stream it) {
    return new BackupPage.StreamRow(
        it.name(),
        it.channels(),
        it.live(),
        it.kept(),
        it.current(),
        it.lookedAt(),
        it.behindSince(),
        it.recordedAt(),
        it.verifiedAt(),
        it.heldSince(),
        it.trouble());
  }

  private static BackupPage.PlaceRow row(BackupAnswer.Place it) {
    return new BackupPage.PlaceRow(
        it.name(),
        it.kind(),
        it.copies(),
        it.missing(),
        it.storedAt(),
        it.provenAt(),
        it.trouble(),
        it.troubleSince());
  }
}
