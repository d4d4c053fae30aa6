package vedette.poll.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class ProcFuzzTest {
  /// Anything may stand in `/proc`.
  @FuzzTest(maxDuration = "1m")
  void anythingInProcIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    ProcessTable.startTicks(text);
    ProcessTable.homeOf("1000", text);
    assertThat(ProcessTable.localAddresses(text)).allMatch(it -> it.matches("[0-9.]+"));
  }
}
