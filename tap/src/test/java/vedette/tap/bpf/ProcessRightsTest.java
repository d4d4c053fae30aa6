package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRightsTest {
  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max file size             unlimited            unlimited            bytes
      Max locked memory         %s              8388608              bytes
      """;

  @TempDir Path root;

  @Test
  void everythingIsReadFromProcAndSys() throws IOException {
    write(
        "proc/self/status",
        "Name:\tx\nCapEff:\t000000c000000000\nCapBnd:\t000001ffffffffff\nSeccomp:\t2\n");
    link("proc/self/ns/user", "user:[4026531837]");
    write("proc/self/limits", LIMITS.formatted("65536"));
    write("proc/self/cgroup", "0::/system.slice/vedette.service\n");
    write("sys/fs/cgroup/system.slice/vedette.service/memory.max", "134217728\n");
    write("sys/fs/cgroup/system.slice/memory.max", "max\n");
    ProcessRights rights = ProcessRights.read(root);
    assertThat(rights)
        .isEqualTo(
            new ProcessRights(
                OptionalLong.of(0xc000000000L),
                OptionalLong.of(0x1ffffffffffL),
                Optional.of(true),
                OptionalInt.of(2),
                OptionalLong.of(65536),
                OptionalLong.of(128 << 20)));
    assertThat(rights.has(Capability.CAP_BPF)).isTrue();
    assertThat(rights.has(Capability.CAP_PERFMON)).isTrue();
    assertThat(rights.has(Capability.CAP_SYS_ADMIN)).isFalse();
    assertThat(rights.has(Capability.CAP_SYS_PTRACE)).isFalse();
  }

  @Test
  void whatIsNotThereIsUnknownAndNoCapabilityIsPresumed() {
    ProcessRights rights = ProcessRights.read(root);
    assertThat(rights)
        .isEqualTo(
            new ProcessRights(
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty()));
    assertThat(Capability.values()).noneMatch(rights::has);
  }

  @Test
  void sysAdminIncludesBpfAndPerfmonAndNothingElse() throws IOException {
    write("proc/self/status", "CapEff:\t0000000000200000\n");
    ProcessRights rights = ProcessRights.read(root);
    assertThat(rights.has(Capability.CAP_SYS_ADMIN)).isTrue();
    assertThat(rights.has(Capability.CAP_BPF)).isTrue();
    assertThat(rights.has(Capability.CAP_PERFMON)).isTrue();
    assertThat(rights.has(Capability.CAP_SYS_PTRACE)).isFalse();
    assertThat(rights.has(Capability.CAP_DAC_READ_SEARCH)).isFalse();
  }

  @Test
  void anotherUserNamespaceIsNoticed() throws IOException {
    link("proc/self/ns/user", "user:[4026532177]");
    assertThat(ProcessRights.read(root).initialUserNamespace()).contains(false);
  }

  @Test
  void unlimitedMemlockHasNoBound() throws IOException {
    write("proc/self/limits", LIMITS.formatted("unlimited"));
    assertThat(ProcessRights.read(root).memlock()).hasValue(Long.MAX_VALUE);
  }

  @Test
  void tightestMemoryLimitAboveCountsAndVersionOneHasItsOwnFolder() throws IOException {
    write("proc/self/cgroup", "4:memory:/a/b\n0::/x/y\n");
    write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(ProcessRights.read(root).memoryLimit()).isEmpty();
    write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "300\n");
    write("sys/fs/cgroup/x/memory.max", "200\n");
    write("sys/fs/cgroup/x/y/memory.max", "400\n");
    assertThat(ProcessRights.read(root).memoryLimit()).hasValue(200);
  }

  @Test
  void groupOutsideTheVisibleTreeIsNotFollowed() throws IOException {
    write("proc/self/cgroup", "0::/../../../etc\n");
    write("etc/memory.max", "1\n");
    write("sys/etc/memory.max", "1\n");
    assertThat(ProcessRights.read(root).memoryLimit()).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String name, String target) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Path.of(target));
  }
}
