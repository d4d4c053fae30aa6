package vedette.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final Report.Line FAILED =
      new Report.Line(
          "capabilities",
          "capabilities",
          Optional.empty(),
          Finding.failure("CAP_BPF missing", "Run as root."));
  private static final Report.Line WELL =
      new Report.Line("btf", "BTF", Optional.empty(), Finding.ok("there"));
  private static final Report.Line NOT_YET =
      new Report.Line("nodes", "nodes", Optional.empty(), Finding.notYet("none", "Start one."));

  private static Report.Line ofNode(Sample sample, Finding finding) {
    return new Report.Line(
        "binary", "binary", Optional.of(sample.facts().nodes().getFirst()), finding);
  }

  @Test
  void textHasAnAlignedLineForEachCheckAndWhatToDoBelow() {
    Report report =
        new Report(
            List.of(WELL, FAILED, ofNode(new Sample(), Finding.warning("old\u001b[2J", "Renew."))));
    assertThat(TextReport.of(report))
        .isEqualTo(
            """
            ok    BTF           there
            FAIL  capabilities  CAP_BPF missing
                                Do: Run as root.

            bitcoind, process 4711
            warn  binary        old?[2J
                                Do: Renew.

            1 failure, 1 warning.
            """);
  }

  @Test
  void textEndsWithAllWellOnlyIfItIs() {
    assertThat(TextReport.of(new Report(List.of(WELL))))
        .endsWith("All well: 'vedette tap' works here.\n");
    Report warned = new Report(List.of(ofNode(new Sample(), Finding.warning("old", "Renew."))));
    assertThat(TextReport.of(warned)).endsWith("'vedette tap' works here; see 1 warning above.\n");
    Report unknown = new Report(List.of(ofNode(new Sample(), Finding.unknown("who knows"))));
    assertThat(TextReport.of(unknown)).contains("?     binary  who knows");
  }

  @Test
  void jsonIsOneObjectOnOneLineWithoutNulls() {
    Sample named = new Sample();
    named.pid = OptionalInt.empty();
    Report report =
        new Report(
            List.of(
                WELL,
                FAILED,
                ofNode(new Sample(), Finding.ok("read").withDetail("a \"log\"\n")),
                ofNode(named, Finding.unknown("what?"))));
    assertThat(json(report))
        .isEqualTo(
            "{\"exit\":2,\"checks\":["
                + "{\"id\":\"btf\",\"title\":\"BTF\",\"result\":\"ok\",\"finding\":\"there\"},"
                + "{\"id\":\"capabilities\",\"title\":\"capabilities\",\"result\":\"failure\","
                + "\"retry\":false,\"finding\":\"CAP_BPF missing\",\"remedy\":\"Run as root.\"},"
                + "{\"id\":\"binary\",\"title\":\"binary\",\"node\":{\"pid\":4711,"
                + "\"name\":\"bitcoind\",\"executable\":\"/usr/bin/bitcoind\"},\"result\":\"ok\","
                + "\"finding\":\"read\",\"detail\":\"a \\\"log\\\"\\n\"},"
                + "{\"id\":\"binary\",\"title\":\"binary\",\"node\":{\"name\":\"bitcoind\","
                + "\"executable\":\"/usr/bin/bitcoind\"},\"result\":\"unknown\","
                + "\"finding\":\"what?\"}]}\n");
  }

  @Test
  void exitCodeAsksForARetryOnlyIfEveryFailureMayPass() {
    assertThat(new Report(List.of(WELL)).exitCode()).isZero();
    assertThat(new Report(List.of(WELL, NOT_YET)).exitCode()).isEqualTo(1);
    assertThat(new Report(List.of(NOT_YET, FAILED)).exitCode()).isEqualTo(2);
    assertThat(json(new Report(List.of(NOT_YET)))).contains("\"retry\":true");
  }

  private static String json(Report report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(report, out);
    return out.toString(UTF_8);
  }
}
