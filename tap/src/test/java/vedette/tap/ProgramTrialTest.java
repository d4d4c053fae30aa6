package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.tap.bpf.Arch;
import vedette.tap.bpf.KernelFeatures;
import vedette.tap.bpf.Support;

class ProgramTrialTest {
  @TempDir Path folder;

  @BeforeEach
  void needsTheRights() {
    assumeTrue(
        Support.YES.equals(new KernelFeatures().programs()), "needs CAP_BPF and CAP_PERFMON");
    assumeTrue(Arch.current().equals(java.util.Optional.of(Arch.X86_64)), "the binary is x86-64");
  }

  @Test
  void kernelAcceptsTheProgramOfEachTracepoint() throws IOException {
    Path node = new NodeElf().probesOf(29).write(folder.resolve("node"));
    assertThat(ProgramTrial.of(node)).isEqualTo(new ProgramTrial.Accepted(20));
  }

  @Test
  void binaryWithoutTracepointsHasNothingToLoad() throws IOException {
    Path node = new NodeElf().write(folder.resolve("node"));
    assertThat(ProgramTrial.of(node)).isEqualTo(new ProgramTrial.Accepted(0));
  }

  @Test
  void operandThatIsNotUnderstoodCostsItsTracepointOnly() throws IOException {
    Path node =
        new NodeElf()
            .probe("mempool:rejected", "8@%rax 8@%odd", true)
            .probe("mempool:added", "8@%rax 4@%ebx 8@%rcx", true)
            .write(folder.resolve("node"));
    assertThat(ProgramTrial.of(node)).isEqualTo(new ProgramTrial.Accepted(1));
  }

  @Test
  void absentBinaryIsNotTried() {
    assertThat(ProgramTrial.of(folder.resolve("none"))).isEqualTo(new ProgramTrial.NotTried());
  }
}
