package vedette.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.watch.alert.Value.metric;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.watch.alert.Announcer.Mute;
import vedette.watch.alert.Announcer.Notice;
import vedette.watch.alert.Announcer.Patience;

class AnnouncerTest {
  private static final Rule DOWN =
      Rule.named("Down", Rule.ANY, Severity.CRITICAL)
          .whole()
          .when(metric("down").is(1), "Start it.");
  private static final Rule LATE =
      Rule.named("Late", Rule.ANY, Severity.WARNING).when(metric("late").is(1), "Wait.");
  private static final Rule LATER =
      Rule.named("Later", Rule.ANY, Severity.WARNING)
          .under("Late")
          .when(metric("later").is(1), "Wait.");
  private static final List<Rule> RULES = List.of(DOWN, LATE, LATER);

  private final Alerts alerts = new Alerts(RULES, Threshold::preset);
  private Announcer announcer = new Announcer(RULES, Patience.PRESET);
  private final Map<String, Integer> measured = new HashMap<>();
  private long second;

  /// Lets time pass with what is in `measured`: `down/node` → 1.
  private List<Notice> pass(int seconds) {
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      Measurements now =
          new Measurements(second++ * 1_000)
              .subject("node", "bitcoind")
              .subject("lnd", "lnd", "node")
              .subject("electrs", "electrum", "node");
      measured.forEach((what, value) -> {
        String[] parts = what.split("/", -1);
        now.put(parts[0], value, "service", parts[1]);
      });
      announcer.step(alerts, alerts.step(now), now).ifPresent(notices::add);
    }
    return notices;
  }

  private static List<String> firing(Notice notice) {
    return notice.firing().stream().map(it -> it.rule() + "/" + it.subject()).toList();
  }

  @Test
  void whatHappensTogetherIsToldTogether() {
    measured.put("late/lnd", 1);
    pass(20);
    measured.put("late/electrs", 1);
    List<Notice> notices = pass(60);
    assertThat(notices).hasSize(1);
    assertThat(firing(notices.getFirst())).containsExactly("Late/lnd", "Late/electrs");
    assertThat(pass(3_600)).isEmpty();
  }

  @Test
  void theEndIsToldToThoseWhoWereToldOfTheBeginning() {
    measured.put("late/lnd", 1);
    pass(60);
    measured.put("late/lnd", 0);
    List<Notice> notices = pass(400);
    assertThat(notices).hasSize(1);
    assertThat(notices.getFirst().over()).extracting(Alert::rule).containsExactly("Late");
    measured.put("late/electrs", 1);
    pass(5);
    measured.put("late/electrs", 0);
    assertThat(pass(30)).isEmpty();
  }

  @Test
  void whatIsDownSilencesTheRestOfItAndWhatNeedsIt() {
    measured.put("down/node", 1);
    measured.put("late/node", 1);
    measured.put("late/lnd", 1);
    measured.put("down/electrs", 1);
    List<Notice> notices = pass(600);
    assertThat(notices).hasSize(1);
    assertThat(firing(notices.getFirst())).containsExactly("Down/node");
    measured.put("down/node", 0);
    measured.put("late/node", 0);
    measured.put("down/electrs", 0);
    notices = pass(900);
    assertThat(notices).hasSize(2);
    assertThat(notices.getFirst().over()).extracting(Alert::subject).containsExactly("node");
    assertThat(firing(notices.getLast())).containsExactly("Late/lnd");
  }

  @Test
  void aRuleIsSilentUnderItsParent() {
    measured.put("late/node", 1);
    measured.put("later/lnd", 1);
    List<Notice> notices = pass(600);
    assertThat(notices).hasSize(1);
    assertThat(firing(notices.getFirst())).containsExactly("Late/node");
  }

  @Test
  void mutedAlertsAreNotTold() {
    assertThat(announcer.mute(new Mute("Late", "", 0, false))).isTrue();
    measured.put("late/lnd", 1);
    assertThat(pass(600)).isEmpty();
    assertThat(announcer.silence(alerts.active().getFirst(), second * 1_000)).contains("muted");
    assertThat(announcer.unmute("mute/Late/")).isTrue();
    assertThat(announcer.unmute("mute/Late/")).isFalse();
    assertThat(pass(60)).hasSize(1);
  }

  @Test
  void maintenanceEndsByItselfAndWhatIsStillWrongIsToldThen() {
    announcer.mute(new Mute("", "node", 300_000, true));
    measured.put("down/node", 1);
    assertThat(pass(300)).isEmpty();
    assertThat(announcer.mutes()).hasSize(1);
    assertThat(pass(60)).hasSize(1);
    assertThat(announcer.mutes()).isEmpty();
  }

  @Test
  void inQuietHoursOnlyWhatIsCriticalIsTold() {
    announcer =
        new Announcer(
            RULES,
            new Patience(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Optional.of(
                    new QuietHours(LocalTime.of(0, 0), LocalTime.of(0, 10), ZoneId.of("UTC")))));
    measured.put("late/lnd", 1);
    assertThat(pass(200)).isEmpty();
    measured.put("down/electrs", 1);
    assertThat(pass(60)).hasSize(1);
    assertThat(pass(800))
        .hasSize(1)
        .allSatisfy(it -> assertThat(firing(it)).containsExactly("Late/lnd"));
  }

  @Test
  void quietHoursGoOverMidnightInTheirOwnZone() {
    QuietHours hours =
        new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Berlin"));
    assertThat(hours.include(java.time.Instant.parse("2026-01-01T21:00:00Z").toEpochMilli()))
        .isTrue();
    assertThat(hours.include(java.time.Instant.parse("2026-01-01T20:59:00Z").toEpochMilli()))
        .isFalse();
    assertThat(hours.include(java.time.Instant.parse("2026-07-01T05:00:00Z").toEpochMilli()))
        .isFalse();
    assertThat(hours.include(java.time.Instant.parse("2026-01-01T05:59:00Z").toEpochMilli()))
        .isTrue();
  }

  @Test
  void whatComesAndGoesIsToldOnceInACooldown() {
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      measured.put("late/lnd", 1);
      notices.addAll(pass(60));
      measured.put("late/lnd", 0);
      notices.addAll(pass(65));
    }
    assertThat(notices).hasSizeLessThanOrEqualTo(3);
    assertThat(notices.stream().filter(it -> !it.firing().isEmpty())).hasSize(1);
  }

  @Test
  void whatWasToldBeforeARestartIsNotToldAgain() {
    measured.put("late/lnd", 1);
    assertThat(pass(60)).hasSize(1);
    Alerts next = new Alerts(RULES, Threshold::preset);
    next.restore(alerts.active(), 0);
    Announcer nextAnnouncer = new Announcer(RULES, Patience.PRESET);
    for (int i = 0; i < 600; i++) {
      Measurements now =
          new Measurements(second++ * 1_000).subject("lnd", "lnd").put("late", 1, "service", "lnd");
      assertThat(nextAnnouncer.step(next, next.step(now), now)).isEmpty();
    }
  }

  @Test
  void thereAreNeverMoreMutesThanABound() {
    for (int i = 0; i < Announcer.MOST_MUTES; i++) {
      assertThat(announcer.mute(new Mute("", "s" + i, 0, false))).isTrue();
    }
    assertThat(announcer.mute(new Mute("", "one more", 0, false))).isFalse();
  }
}
