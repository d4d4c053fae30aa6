package vedette.poll.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Session;
import vedette.poll.Trouble;

class UnitsTest {
  private static final String RECORDED = recording("/vedette/poll/units/show.txt");

  private static final List<String> ASKED =
      List.of("good.service", "flapping.service", "failed.service", "off.service", "none.service");

  /// `/proc/uptime` when it was recorded.
  private static final Duration UPTIME = Duration.ofMillis(2_358_100);

  @TempDir private Path world;

  private static String recording(String name) {
    try (var in = UnitsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      throw new IllegalStateException(name, gone);
    }
  }

  @BeforeEach
  void make() throws IOException {
    Files.createDirectories(world.resolve("run/systemd/system"));
    Files.writeString(world.resolve("uptime"), "100.00 100.00\n");
  }

  private Units units(String script) throws IOException {
    Path systemctl = world.resolve("systemctl");
    Files.writeString(systemctl, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
    return new Units(ASKED, systemctl, world.resolve("run"), world);
  }

  private static Outcome ask(Units units) throws InterruptedException {
    try (Session session = units.open()) {
      return session.ask(Units.SHOW);
    }
  }

  @Test
  void unitsAreReadAsSystemdShowsThem() {
    List<UnitsAnswer.Unit> units = Shown.parse(RECORDED, ASKED, Optional.of(UPTIME));
    assertThat(units)
        .extracting(UnitsAnswer.Unit::name, UnitsAnswer.Unit::active, UnitsAnswer.Unit::sub)
        .containsExactly(
            tuple("good.service", "active", "running"),
            tuple("flapping.service", "activating", "auto-restart"),
            tuple("failed.service", "failed", "failed"),
            tuple("off.service", "inactive", "dead"));
  }

  @Test
  void restartsAndTimesAreTold() {
    UnitsAnswer.Unit flapping = Shown.parse(RECORDED, ASKED, Optional.of(UPTIME)).get(1);
    assertThat(flapping.restarts()).hasValue(2);
    assertThat(flapping.result()).isEqualTo("exit-code");
    assertThat(flapping.since().orElseThrow())
        .isBetween(Duration.ofMillis(1_396), Duration.ofMillis(1_397));
    assertThat(flapping.memory()).isEmpty();
    String accounted = RECORDED.replaceFirst("MemoryCurrent=\\[not set]", "MemoryCurrent=4096");
    assertThat(Shown.parse(accounted, ASKED, Optional.of(UPTIME)).getFirst().memory())
        .hasValue(4096);
  }

  @Test
  void whatOldVersionsSayForUnknownIsUnknown() {
    String old = RECORDED.replace("[not set]", "18446744073709551615");
    assertThat(Shown.parse(old, ASKED, Optional.empty()))
        .allSatisfy(unit -> {
          assertThat(unit.memory()).isEqualTo(OptionalLong.empty());
          assertThat(unit.since()).isEmpty();
        });
  }

  @Test
  void systemctlIsAskedOnceForAllUnitsWithoutOurEnvironment() throws Exception {
    Path shown = world.resolve("shown");
    Files.writeString(shown, RECORDED);
    Units units = units("echo \"$@\" >" + world.resolve("arguments") + "; env >&2; cat " + shown);
    assertThat(ask(units))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            it -> assertThat(((UnitsAnswer) it.answer()).units()).hasSize(4));
    assertThat(Files.readString(world.resolve("arguments")))
        .isEqualToIgnoringNewLines(
            "show --no-pager --property=Id,LoadState,ActiveState,SubState,Result,NRestarts,"
                + "MemoryCurrent,StateChangeTimestampMonotonic -- good.service flapping.service"
                + " failed.service off.service none.service");
    Units telling = units("env >&2; exit 1");
    assertThat(ask(telling))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            it -> assertThat(it.said()).startsWith("systemctl: ").doesNotContain("HOME="));
  }

  @Test
  void aMachineWithoutSystemdSaysSo() throws Exception {
    Units units = units("exit 0");
    Files.delete(world.resolve("run/systemd/system"));
    assertThat(ask(units))
        .isEqualTo(new Outcome.Failed(Trouble.UNSUPPORTED, "systemd does not run this machine"));
  }

  @Test
  void whoPrintsWithoutEndIsStopped() throws Exception {
    assertThat(ask(units("while :; do echo Id=x; done")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            it -> assertThat(it.said()).contains("it printed more than 262144 bytes"));
  }

  @Test
  void whoNeverEndsIsKilledWhenTheCallIsGivenUp() throws Exception {
    Units units = units("echo $$ >" + world.resolve("pid") + "; exec sleep 1000");
    Thread asking = Thread.ofVirtual().start(() -> assertThatThrownBy(() -> ask(units)));
    await().atMost(30, TimeUnit.SECONDS).until(() -> pid().isPresent());
    ProcessHandle process = ProcessHandle.of(pid().orElseThrow()).orElseThrow();
    asking.interrupt();
    await().atMost(30, TimeUnit.SECONDS).until(() -> !process.isAlive());
    asking.join();
  }

  private Optional<Long> pid() throws IOException {
    Path file = world.resolve("pid");
    return Files.exists(file)
        ? Optional.of(Files.readString(file).strip()).filter(it -> !it.isEmpty()).map(Long::valueOf)
        : Optional.empty();
  }

  @Test
  void aProgramThatIsMissingIsSaid() throws Exception {
    Units units =
        new Units(ASKED, world.resolve("nothing"), world.resolve("run"), world.resolve("proc"));
    assertThat(ask(units))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, it -> assertThat(it.trouble()).isEqualTo(Trouble.UNREACHABLE));
  }

  @Test
  void aNameThatIsNoUnitsNameIsRefused() {
    for (String name : List.of("--help", "", "a b", "a;b", "../x", "a\nb")) {
      assertThatThrownBy(() -> Units.here(List.of(name)))
          .isInstanceOf(PollException.class)
          .hasMessageContaining("names such as bitcoind.service");
    }
    assertThat(Units.here(List.of("lnd", "lnd.service", "a@b.timer")).names())
        .containsExactly("lnd.service", "a@b.timer");
  }

  /// Anything may be printed.
  @FuzzTest(maxDuration = "1m")
  void anythingPrintedIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(Shown.parse(text, ASKED, Optional.of(UPTIME)))
        .allSatisfy(unit -> assertThat(unit.active()).hasSizeLessThanOrEqualTo(64));
  }
}
