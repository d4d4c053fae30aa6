package vedette.watch.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;
import vedette.poll.units.UnitsAnswer;
import vedette.watch.service.OneService;

class UnitsFoldTest {
  private final OneService units = new OneService(new UnitsKind());

  private static UnitsAnswer.Unit unit(String name, String active, long restarts) {
    return new UnitsAnswer.Unit(
        name,
        "loaded",
        active,
        active.equals("active") ? "running" : "dead",
        active.equals("failed") ? "exit-code" : "success",
        OptionalLong.of(restarts),
        OptionalLong.empty(),
        Optional.of(Duration.ofMinutes(10)));
  }

  private OneService says(UnitsAnswer.Unit... all) {
    return units.says("units", new UnitsAnswer(List.of(all)));
  }

  @Test
  void unitsThatRunOrAreOffAreWell() {
    says(unit("lnd.service", "active", 0), unit("tor.service", "inactive", 0));
    assertThat(units.standing()).isEqualTo("OK: 1 unit runs");
    assertThat(units.view().detail()).isEqualTo("1 do not run.");
    assertThat(units.measured())
        .containsEntry("unit_active[lnd.service]", 1.0)
        .containsEntry("unit_active[tor.service]", 0.0)
        .containsEntry("units_failed", 0.0)
        .containsEntry("unit_state_since_timestamp_seconds[lnd.service]", units.now() / 1e3 - 600)
        .doesNotContainKey("unit_memory_bytes[lnd.service]");
  }

  @Test
  void aFailedUnitIsNamedWithTheCommandThatSaysWhy() {
    says(unit("lnd.service", "active", 0), unit("electrs.service", "failed", 2));
    assertThat(units.standing()).isEqualTo("WARN: electrs failed");
    assertThat(units.view().detail())
        .isEqualTo("electrs: exit-code. Look at: journalctl -u electrs.service");
    UnitsPage page = (UnitsPage) units.page().page().orElseThrow();
    assertThat(page.units())
        .extracting(UnitsPage.Unit::name)
        .containsExactly("electrs.service", "lnd.service");
  }

  @Test
  void restartsFromBeforeWeWatchedDoNotCountAndThreeInAnHourDo() {
    says(unit("lnd.service", "active", 40));
    assertThat(units.standing()).isEqualTo("OK: 1 unit runs");
    for (int restarts = 41; restarts <= 43; restarts++) {
      units.passes(Duration.ofMinutes(1));
      says(unit("lnd.service", "active", restarts));
    }
    assertThat(units.standing()).isEqualTo("WARN: lnd starts again and again");
    assertThat(units.measured()).containsEntry("unit_restarts_total[lnd.service]", 43.0);
    units.passes(Duration.ofMinutes(59));
    says(unit("lnd.service", "active", 43));
    assertThat(units.standing()).isEqualTo("OK: 1 unit runs");
    says(unit("lnd.service", "active", 0));
    assertThat(units.standing()).isEqualTo("OK: 1 unit runs");
  }

  @Test
  void withoutSystemdNothingIsKnown() {
    units.fails("units", Trouble.UNSUPPORTED, "systemd does not run this machine");
    assertThat(units.standing()).isEqualTo("UNKNOWN: no systemd here");
    assertThat(units.measured()).isEmpty();
    assertThat(units.page().page()).isEmpty();
  }

  @Test
  void aSystemctlThatHangsIsTold() {
    says(unit("lnd.service", "active", 0));
    units.fails("units", Trouble.TIMEOUT, "no answer within 10 s");
    assertThat(units.standing()).isEqualTo("BAD: hangs");
    assertThat(units.measured()).isEmpty();
  }
}
