package vedette.poll.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Made-up trees in the kernel's format.
class ReadersTest {
  private static final String MOUNTS =
      """
      22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro
      30 22 0:25 / /proc rw,nosuid - proc proc rw
      40 22 259:2 / /srv/node\\040data rw - xfs /dev/nvme0n1p2 rw
      41 22 0:40 / /mnt rw - tmpfs tmpfs rw
      42 22 259:3 / /mnt ro shared:2 master:1 - ext4 /dev/nvme1n1 rw
      nonsense
      """;

  @TempDir private Path tree;

  private void write(String file, String text) throws IOException {
    Path path = tree.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void kilobytesOfMeminfoAreKibibytes() throws IOException {
    write("meminfo", "MemTotal:       24684084 kB\nMemFree: 1 kB\nMemAvailable:   20000000 kB\n");
    write("loadavg", "3.07 1.86 0.98 4/108 20378\n");
    write("stat", "cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n");
    write("uptime", "1935.22 2000.10\n");
    MachineAnswer.Load load = LoadReader.read(tree);
    assertThat(load.memory()).hasValue(24_684_084L << 10);
    assertThat(load.available()).hasValue(20_000_000L << 10);
    assertThat(load.swap()).isEmpty();
    assertThat(load.load1()).hasValue(3.07);
    assertThat(load.load15()).hasValue(0.98);
    assertThat(load.cores()).hasValue(2);
    assertThat(load.uptime()).contains(Duration.ofMillis(1_935_220));
  }

  @Test
  void pressureIsTheShareOfTheLastMinute() throws IOException {
    write("pressure/cpu", "some avg10=9.00 avg60=50.00 avg300=1.00 total=5\n");
    write(
        "pressure/io",
        """
        some avg10=0.00 avg60=12.50 avg300=0.00 total=5
        full avg10=0.00 avg60=2.00 avg300=0.00 total=5
        """);
    assertThat(LoadReader.read(tree).pressures())
        .containsExactly(
            new MachineAnswer.Pressure("cpu", 0.5, OptionalDouble.empty()),
            new MachineAnswer.Pressure("io", 0.125, OptionalDouble.of(0.02)));
  }

  @Test
  void aPathIsOnTheNearestMountAndTheLastOneHidesOthers() {
    Mounts mounts = Mounts.parse(MOUNTS);
    assertThat(mounts.of(Path.of("/srv/node data/x")).orElseThrow().device())
        .isEqualTo("/dev/nvme0n1p2");
    assertThat(mounts.of(Path.of("/srv/node")).orElseThrow().point()).isEqualTo("/");
    assertThat(mounts.of(Path.of("/mnt/x")).orElseThrow())
        .isEqualTo(new Mounts.Mount("/mnt", "/dev/nvme1n1", "ext4", true));
    assertThat(mounts.of(Path.of("/")).orElseThrow().readOnly()).isFalse();
  }

  @Test
  void aFolderIsAddedUpWithinItsFileSystemWithoutFollowingLinks() throws Exception {
    write("data/blocks/blk0", "x".repeat(1000));
    write("data/peers", "x".repeat(24));
    write("outside", "x".repeat(5000));
    Files.createSymbolicLink(tree.resolve("data/link"), tree.resolve("outside"));
    write("data/other/large", "x".repeat(9000));
    Path real = tree.toRealPath();
    Mounts mounts =
        Mounts.parse(
            "1 1 1:1 / / rw - ext4 /dev/a rw\n2 1 1:2 / %s/data/other rw - ext4 /dev/b rw\n"
                .formatted(real));
    MachineAnswer.Directory measured =
        DirectoryWalk.measure(
            tree.resolve("data"), mounts, System.nanoTime() + Duration.ofMinutes(1).toNanos());
    assertThat(measured.remark()).isEmpty();
    assertThat(measured.complete()).isTrue();
    assertThat(measured.bytes()).hasValue(1024);
    assertThat(measured.device()).contains("/dev/a");
  }

  @Test
  void aWalkWhoseTimeIsUpSaysThatThereIsMore() throws Exception {
    write("data/file", "x");
    MachineAnswer.Directory measured =
        DirectoryWalk.measure(tree.resolve("data"), Mounts.parse(MOUNTS), System.nanoTime() - 1);
    assertThat(measured.complete()).isFalse();
    assertThat(measured.remark()).hasValueSatisfying(it -> assertThat(it).contains("too many"));
  }

  @Test
  void aFolderThatIsNotThereHasNoSize() throws Exception {
    MachineAnswer.Directory measured =
        DirectoryWalk.measure(
            tree.resolve("none"),
            Mounts.parse(MOUNTS),
            System.nanoTime() + Duration.ofMinutes(1).toNanos());
    assertThat(measured.bytes()).isEmpty();
    assertThat(measured.remark()).contains("there is no such folder");
  }

  @Test
  void sensorsOfTwinChipsAreToldApartAndZonesAreOnlyTheFallback() throws IOException {
    for (int chip = 0; chip < 2; chip++) {
      write("class/hwmon/hwmon" + chip + "/name", "nvme\n");
      write("class/hwmon/hwmon" + chip + "/temp1_input", "41850\n");
      write("class/hwmon/hwmon" + chip + "/temp1_label", "Composite\n");
      write("class/hwmon/hwmon" + chip + "/temp1_crit", "84850\n");
    }
    write("class/hwmon/hwmon2/name", "coretemp\n");
    write("class/hwmon/hwmon2/temp2_input", "52000\n");
    write("class/hwmon/hwmon2/temp10_input", "-274000\n");
    write("class/hwmon/hwmon3/name", "no_temperature\n");
    write("class/thermal/thermal_zone0/type", "x86_pkg_temp\n");
    write("class/thermal/thermal_zone0/temp", "52000\n");
    assertThat(Sensors.read(tree).sensors())
        .containsExactly(
            new MachineAnswer.Temperature("nvme", "Composite", 41.85, OptionalDouble.of(84.85)),
            new MachineAnswer.Temperature("nvme 2", "Composite", 41.85, OptionalDouble.of(84.85)),
            new MachineAnswer.Temperature("coretemp", "temp2", 52, OptionalDouble.empty()));
    Path fallback = tree.resolve("sys");
    write("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n");
    write("sys/class/thermal/thermal_zone0/temp", "48312\n");
    assertThat(Sensors.read(fallback).sensors())
        .containsExactly(
            new MachineAnswer.Temperature(
                "cpu-thermal", "thermal_zone0", 48.312, OptionalDouble.empty()));
  }

  @Test
  void aClockThatNobodyKeepsHasNoErrorAndOnlyTheKernelsOwnLoopHasAnOffset() {
    assertThat(KernelClock.state(0x40, 0, 16_000_000))
        .isEqualTo(new MachineAnswer.Clock(false, OptionalDouble.empty(), OptionalDouble.empty()));
    assertThat(KernelClock.state(0x2001, -1_500_000, 250_000))
        .isEqualTo(
            new MachineAnswer.Clock(true, OptionalDouble.of(-0.0015), OptionalDouble.of(0.25)));
    assertThat(KernelClock.state(0, 7, 1_000).offset()).isEmpty();
  }

  /// Anything may stand in `/proc` and `/sys`.
  @FuzzTest(maxDuration = "1m")
  void anythingIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    LoadReader.kibibytes("MemTotal:" + text, "MemTotal");
    LoadReader.cores(text);
    assertThat(LoadReader.share("some " + text, "some").orElse(0)).isBetween(0.0, 1.0);
    Mounts mounts = Mounts.parse(text);
    mounts.of(Path.of("/srv/data"));
    assertThat(List.of(Mounts.plain(text))).hasSize(1);
  }
}
