package vedette.watch.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;
import vedette.poll.machine.MachineAnswer;
import vedette.watch.service.OneService;

class MachineFoldTest {
  private static final long GB = 1_000_000_000L;

  private final OneService machine = new OneService(new MachineKind());

  private static MachineAnswer.Load load(long available) {
    return new MachineAnswer.Load(
        OptionalLong.of(32 * GB),
        OptionalLong.of(available),
        OptionalLong.of(0),
        OptionalLong.of(0),
        OptionalDouble.of(1.5),
        OptionalDouble.of(1),
        OptionalDouble.of(0.5),
        OptionalInt.of(4),
        Optional.of(Duration.ofDays(3)),
        List.of(new MachineAnswer.Pressure("io", 0.25, OptionalDouble.of(0.1))));
  }

  private static MachineAnswer.Disks disks(long rootFree, long dataFree) {
    return new MachineAnswer.Disks(
        List.of(
            new MachineAnswer.Disk(
                "/",
                "/dev/a",
                "ext4",
                false,
                OptionalLong.of(100 * GB),
                OptionalLong.of(90 * GB - rootFree),
                OptionalLong.of(rootFree)),
            new MachineAnswer.Disk(
                "/data",
                "/dev/b",
                "xfs",
                false,
                OptionalLong.of(2_000 * GB),
                OptionalLong.of(2_000 * GB - dataFree),
                OptionalLong.of(dataFree))));
  }

  private MachinePage page() {
    return (MachinePage) machine.page().page().orElseThrow();
  }

  @Test
  void aMachineThatIsWellRuns() {
    machine.says("load", load(20 * GB)).says("disks", disks(50 * GB, 900 * GB));
    assertThat(machine.standing()).isEqualTo("OK: runs");
    assertThat(machine.view().detail()).isEqualTo("Up for 3 d.");
    assertThat(machine.measured())
        .containsEntry("machine_load1", 1.5)
        .containsEntry("machine_pressure_ratio[io, some]", 0.25)
        .containsEntry("machine_disk_available_bytes[/data, /dev/b]", 900.0 * GB)
        .containsEntry("machine_fullest_disk_ratio", 0.55)
        .doesNotContainKey("machine_disk_full_in_seconds[/data, /dev/b]");
    assertThat(page().disks()).extracting(MachinePage.Disk::mount).containsExactly("/data", "/");
    assertThat(page().disks().getFirst().outlook()).isEqualTo("unknown");
  }

  @Test
  void aDiskThatFillsWithinADayIsToldWithItsTime() {
    for (int half = 0; half <= 120; half++) {
      machine
          .says("load", load(20 * GB))
          .says("disks", disks(50 * GB, 900 * GB - half * GB))
          .passes(Duration.ofSeconds(30));
    }
    assertThat(machine.standing()).isEqualTo("WARN: disk /data fills up");
    assertThat(machine.view().detail())
        .isEqualTo("780.0 GB free. Full in about 6 h 30 min at the pace of the last hours.");
    assertThat(machine.measured().get("machine_disk_full_in_seconds[/data, /dev/b]"))
        .isBetween(23_000.0, 24_000.0);
    assertThat(page().disks())
        .extracting(MachinePage.Disk::outlook)
        .containsExactly("filling", "steady");
  }

  @Test
  void aDiskWithNextToNothingFreeIsTold() {
    machine.says("load", load(20 * GB)).says("disks", disks(GB, 900 * GB));
    assertThat(machine.standing()).isEqualTo("WARN: disk / is nearly full");
    assertThat(machine.view().detail()).isEqualTo("1.0 GB free on /dev/a.");
  }

  @Test
  void aDiskThatHangsShowsNoOldNumbersAndStopsNothingElse() {
    machine.says("load", load(20 * GB)).says("disks", disks(50 * GB, 900 * GB));
    machine.fails("disks", Trouble.TIMEOUT, "no answer within 20 s");
    assertThat(machine.standing()).isEqualTo("WARN: disks cannot be looked at");
    assertThat(machine.measured())
        .containsKey("machine_load1")
        .doesNotContainKey("machine_fullest_disk_ratio");
    assertThat(page().disks()).isEmpty();
    assertThat(page().disksAsOf()).isPresent();
  }

  @Test
  void littleMemoryAndHeatAreTold() {
    machine.says("load", load(GB));
    assertThat(machine.standing()).isEqualTo("WARN: memory is nearly used up");
    machine
        .says("load", load(20 * GB))
        .says(
            "temperatures",
            new MachineAnswer.Temperatures(
                List.of(
                    new MachineAnswer.Temperature("nvme", "Composite", 85, OptionalDouble.of(84.8)),
                    new MachineAnswer.Temperature("x", "y", 99, OptionalDouble.empty()))));
    assertThat(machine.standing()).isEqualTo("WARN: too hot");
    assertThat(machine.view().detail()).isEqualTo("nvme Composite shows 85 °C.");
    assertThat(machine.measured())
        .containsEntry("machine_temperature_celsius[x, y]", 99.0)
        .doesNotContainKey("machine_temperature_critical_celsius[x, y]");
  }

  @Test
  void aClockThatNobodyKeepsIsSaidButIsNoFailure() {
    machine.says("load", load(20 * GB));
    machine.says(
        "clock", new MachineAnswer.Clock(false, OptionalDouble.empty(), OptionalDouble.empty()));
    assertThat(machine.standing()).isEqualTo("OK: runs");
    assertThat(machine.view().detail()).startsWith("No time service keeps its clock");
    assertThat(machine.measured())
        .containsEntry("machine_clock_synchronised", 0.0)
        .doesNotContainKey("machine_clock_most_error_seconds");
    machine.fails("clock", Trouble.FORBIDDEN, "may not");
    assertThat(machine.measured()).doesNotContainKey("machine_clock_synchronised");
    assertThat(page().clock()).isEmpty();
  }

  @Test
  void aFolderThatWasNotAddedUpWholeIsNoMetric() {
    machine.says("load", load(20 * GB));
    machine.says(
        "directories",
        new MachineAnswer.Directories(
            List.of(
                new MachineAnswer.Directory(
                    Path.of("/data/bitcoin"),
                    Optional.of("/data"),
                    Optional.of("/dev/b"),
                    OptionalLong.of(800 * GB),
                    true,
                    Optional.empty()),
                new MachineAnswer.Directory(
                    Path.of("/data/lnd"),
                    Optional.of("/data"),
                    Optional.of("/dev/b"),
                    OptionalLong.of(5),
                    false,
                    Optional.of("parts of it may not be read by this user")))));
    assertThat(machine.measured())
        .containsEntry("machine_directory_bytes[/data/bitcoin]", 800.0 * GB)
        .doesNotContainKey("machine_directory_bytes[/data/lnd]");
    assertThat(page().directories()).hasSize(2);
  }

  @Test
  void whatTheKernelDoesNotTellIsAbsentAndNotZero() {
    machine.says(
        "load",
        new MachineAnswer.Load(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            List.of()));
    assertThat(machine.standing()).isEqualTo("OK: runs");
    assertThat(machine.measured()).isEmpty();
    assertThat(machine.view().figures()).allMatch(it -> it.value().isEmpty());
  }
}
