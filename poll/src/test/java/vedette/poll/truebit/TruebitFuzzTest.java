package vedette.poll.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vedette.poll.docker.Lines;

class TruebitFuzzTest {
  private static final String HEAD = "2025-12-17 09:23:08 info: @truebit/w-0x11:1.0.0 ";
  private final LogGrammar grammar = new LogGrammar(1_000);

  /// Any bytes of a log are entries that steer no terminal, and each of them means something.
  @FuzzTest(maxDuration = "1m")
  void anyLogIsEntries(byte[] bytes) {
    for (byte[] log : new byte[][] {bytes, headed(bytes)}) {
      List<LogEntry> all = new ArrayList<>();
      LogAssembler assembler = new LogAssembler();
      Lines lines = new Lines(4_096);
      List<Lines.Line> read = new ArrayList<>();
      lines.feed(log, 0, log.length, read::add);
      lines.end(read::add);
      read.forEach(line -> assembler.line(line.text(), line.cut(), all::add));
      assembler.flush(all::add);
      assertThat(read.stream().mapToLong(Lines.Line::bytes).sum()).isEqualTo(log.length);
      assertThat(all.stream().mapToInt(LogEntry::lines).sum()).isEqualTo(read.size());
      for (LogEntry entry : all) {
        assertThat(entry.message()).doesNotContain("\u001b", "\u0000", "\r", "\u009b", "\u202e");
        assertThat(grammar.of(entry).kind()).isNotNull();
      }
    }
  }

  /// Any JSON is a message, and its ids are ids.
  @FuzzTest(maxDuration = "1m")
  void anyJsonIsAMessage(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (String json :
        List.of(text, "{\"payload\":" + text + "}", "{\"executionId\":\"e\"," + text)) {
      new NodeMessages(100)
          .in(json)
          .ifPresent(message -> {
            if (message instanceof NodeMessage.TaskCreated task) {
              assertThat(task.executionId()).matches("[A-Za-z0-9][A-Za-z0-9_./:-]{0,199}");
              task.blockNumber().ifPresent(n -> assertThat(n.signum()).isNotNegative());
            }
            if (message instanceof NodeMessage.Invoice invoice) {
              invoice
                  .price()
                  .ifPresent(p -> assertThat(p.toPlainString().length()).isLessThan(200));
            }
          });
    }
  }

  private static byte[] headed(byte[] bytes) {
    byte[] head = HEAD.getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return all;
  }
}
