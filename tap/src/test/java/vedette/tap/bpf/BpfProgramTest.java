package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BpfProgramTest {

  @Test
  void theUsefulLineOfAVerifierLogIsTheLastBeforeTheStatistics() {
    assertThat(
            BpfProgram.lastLine(
                """
                0: (bf) r6 = r1
                1: (85) call unknown#198
                invalid func unknown#198

                processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0
                verification time 12 usec
                """))
        .isEqualTo("invalid func unknown#198");
  }

  @Test
  void aLogThatWasCutHasItsLastLine() {
    assertThat(BpfProgram.lastLine("0: (bf) r6 = r1\n  R2 min value is negative"))
        .isEqualTo("R2 min value is negative");
  }

  @Test
  void noLogIsSaidToBeNone() {
    assertThat(BpfProgram.lastLine("")).isEqualTo("it left no log.");
    assertThat(BpfProgram.lastLine("processed 0 insns\n")).isEqualTo("it left no log.");
  }
}
