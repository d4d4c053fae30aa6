package vedette.watch.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.backup.BackupAnswer;
import vedette.poll.backup.BackupService;
import vedette.watch.service.Measured;
import vedette.watch.service.NoNodes;
import vedette.watch.service.Services;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;

class BackupKindTest {
  private long now = Instant.parse("2026-11-26T14:00:00Z").toEpochMilli();
  private final Services services = new Services(() -> Instant.ofEpochMilli(now), new NoNodes());

  @BeforeEach
  void put() {
    assertThat(services.put(BackupKind.INSTANCE, "backup", "Backups", List.of())).isTrue();
  }

  private BackupAnswer.Stream stream(
      boolean current, OptionalLong behindSince, OptionalLong heldSince, String trouble) {
    return new BackupAnswer.Stream(
        "scb/main",
        true,
        OptionalInt.of(4),
        OptionalInt.of(3),
        current,
        OptionalLong.of(now),
        behindSince,
        OptionalLong.of(now - 60_000),
        OptionalLong.of(now - 60_000),
        heldSince,
        trouble,
        2);
  }

  private BackupAnswer.Stream well() {
    return stream(true, OptionalLong.empty(), OptionalLong.empty(), "");
  }

  private BackupAnswer.Place place(String trouble, long since) {
    return new BackupAnswer.Place(
        "nas",
        "sftp",
        true,
        3,
        trouble.isEmpty() ? 0 : 1,
        OptionalLong.of(now - 60_000),
        OptionalLong.of(now - 30_000),
        trouble,
        trouble.isEmpty() ? OptionalLong.empty() : OptionalLong.of(since),
        trouble.isEmpty() ? 0 : 5);
  }

  private ServiceView said(
      BackupAnswer.Stream stream, BackupAnswer.Place place, BackupAnswer.Damage... damages) {
    say(new Outcome.Answered(new BackupAnswer(List.of(stream), List.of(place), List.of(damages))));
    return view();
  }

  private void say(Outcome outcome) {
    boolean _ =
        services.accept(
            new Reading(
                "backup",
                BackupService.STATUS,
                Instant.ofEpochMilli(now),
                Duration.ofMillis(3),
                outcome));
  }

  private ServiceView view() {
    ServiceView view = services.views().get("backup");
    assertThat(view).isNotNull();
    return Objects.requireNonNull(view);
  }

  private double measured(String name) {
    return services.measured().stream()
        .filter(it -> it.measure().name().equals(name))
        .mapToDouble(Measured::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Test
  void whatLiesElsewhereAndWasProvenIsInSafety() {
    ServiceView view = said(well(), place("", 0));
    assertThat(view.state()).isEqualTo(State.OK);
    assertThat(view.word()).isEqualTo("in safety");
    assertThat(measured("vedette_backup_current")).isEqualTo(1);
    assertThat(measured("vedette_backup_items")).isEqualTo(3);
    assertThat(measured("vedette_backup_verified_age_seconds")).isEqualTo(60);
    assertThat(measured("vedette_backup_place_proven_age_seconds")).isEqualTo(30);
    assertThat(view.figures()).hasSize(3);
  }

  @Test
  void aChangeHasAMomentToGetElsewhereAndIsBadAfterwards() {
    OptionalLong since = OptionalLong.of(now);
    BackupAnswer.Stream behind = stream(false, since, OptionalLong.empty(), "");
    assertThat(said(behind, place("nobody accepts connections", now)).state()).isEqualTo(State.OK);
    assertThat(measured("vedette_backup_current")).isZero();
    now += BackupFold.PATIENCE_MS + 1;
    ServiceView view =
        said(
            stream(false, since, OptionalLong.empty(), ""),
            place("nobody accepts connections", since.getAsLong()));
    assertThat(view.state()).isEqualTo(State.BAD);
    assertThat(view.word()).isEqualTo("not in safety");
    assertThat(view.detail()).contains("scb/main").contains("nas: nobody accepts connections");
  }

  @Test
  void anEmptyExportIsHeldBackAndSaysWhatToDo() {
    ServiceView view =
        said(
            stream(
                false, OptionalLong.of(now), OptionalLong.of(now), "it has no channels. Do: look"),
            place("", 0));
    assertThat(view.state()).isEqualTo(State.BAD);
    assertThat(view.word()).isEqualTo("held back");
    assertThat(view.detail()).contains("Do: look");
    assertThat(measured("vedette_backup_held")).isEqualTo(1);
  }

  @Test
  void aDamagedCopyIsToldForADayAlsoWhenItWasMended() {
    var healed = new BackupAnswer.Damage(now, "nas", "scb/main/x", "different", true);
    var bad = new BackupAnswer.Damage(now, "nas", "scb/main/x", "missing", false);
    assertThat(said(well(), place("", 0), healed).state()).isEqualTo(State.WARN);
    assertThat(said(well(), place("", 0), bad).state()).isEqualTo(State.BAD);
    assertThat(view().word()).isEqualTo("damaged copy");
    assertThat(measured("vedette_backup_place_damaged")).isEqualTo(1);
  }

  @Test
  void aPlaceThatIsAwayIsToldAfterAnHourWhileAllIsStillInSafety() {
    long since = now;
    assertThat(said(well(), place("no such host", since)).state()).isEqualTo(State.OK);
    assertThat(measured("vedette_backup_place_trouble")).isEqualTo(1);
    now += BackupFold.AWAY_MS + 1;
    ServiceView view = said(well(), place("no such host", since));
    assertThat(view.state()).isEqualTo(State.WARN);
    assertThat(view.word()).isEqualTo("nas is away");
  }

  @Test
  void aFolderThatCannotBeUsedIsAnErrorAndTellsNoNumbers() {
    say(new Outcome.Failed(Trouble.ERROR, "the folder of backups cannot be used"));
    assertThat(view().state()).isEqualTo(State.WARN);
    assertThat(view().detail()).contains("cannot be used");
    assertThat(services.measured()).isEmpty();
  }

  @Test
  void everyMeasureIsHandedOver() {
    ServiceView _ = said(well(), place("", 0));
    assertThat(services.measured().stream().map(it -> it.measure().name()).toList())
        .containsAll(
            BackupMeasures.ALL.stream()
                .map(it -> it.name())
                .collect(java.util.stream.Collectors.toSet()));
    assertThat(Set.of(State.OK, State.STARTING)).contains(view().state());
  }
}
