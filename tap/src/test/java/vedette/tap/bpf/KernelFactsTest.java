package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFactsTest {
  @TempDir Path root;

  @Test
  void everythingIsReadFromProcAndSys() throws IOException {
    write("proc/sys/kernel/osrelease", "5.10.0-28-amd64\n");
    write("sys/kernel/btf/vmlinux", "");
    write("sys/bus/event_source/devices/uprobe/type", "8\n");
    write("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
    write("proc/sys/kernel/perf_event_paranoid", "-1\n");
    write("proc/sys/kernel/unprivileged_bpf_disabled", "2\n");
    KernelFacts facts = KernelFacts.read(root);
    assertThat(facts.release()).isEqualTo("5.10.0-28-amd64");
    assertThat(facts.version()).contains(new KernelVersion(5, 10));
    assertThat(facts.btf()).isTrue();
    assertThat(facts.uprobes()).isTrue();
    assertThat(facts.lockdown()).contains("confidentiality");
    assertThat(facts.perfEventParanoid()).hasValue(-1);
    assertThat(facts.unprivilegedBpfDisabled()).hasValue(2);
  }

  @Test
  void whatIsNotThereIsUnknownAndNotInvented() {
    KernelFacts facts = KernelFacts.read(root);
    assertThat(facts)
        .isEqualTo(
            new KernelFacts(
                "",
                System.getProperty("os.arch", ""),
                Arch.current(),
                false,
                false,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty()));
    assertThat(facts.version()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "6.6,6,6",
    "6.18.44-fc-v595,6,18",
    "5.8.0-rc1,5,8",
    "6.1-foo,6,1",
    "10.0+,10,0",
  })
  void versionIsTheFirstTwoNumbersOfTheRelease(String release, int major, int minor) {
    assertThat(KernelVersion.parse(release)).contains(new KernelVersion(major, minor));
  }

  @ParameterizedTest
  @CsvSource({"6", "six.six", "''", "6.", "99999.1"})
  void releaseWithoutVersionHasNone(String release) {
    assertThat(KernelVersion.parse(release)).isEmpty();
  }

  @Test
  void versionsAreComparedAsNumbers() {
    KernelVersion version = new KernelVersion(6, 18);
    assertThat(version.atLeast(6, 6)).isTrue();
    assertThat(version.atLeast(6, 18)).isTrue();
    assertThat(version.atLeast(6, 19)).isFalse();
    assertThat(version.atLeast(5, 99)).isTrue();
    assertThat(version.atLeast(7, 0)).isFalse();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
