package vedette.app.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.app.cli.Arguments;
import vedette.app.cli.UsageException;
import vedette.app.tap.TapRequest.Format;
import vedette.app.tap.TapRequest.From;
import vedette.event.Selection;
import vedette.tap.TapOptions;
import vedette.tap.Target;

class TapRequestsTest {
  private static final Terminal PIPE = new Terminal(false, true, 0);
  private static final Terminal TTY = new Terminal(true, true, 120);

  @Test
  void withoutOptionsEveryNodeOrTheDemoIsPrintedWhole() {
    TapRequest request = request(PIPE);
    assertThat(request.from()).isInstanceOf(From.NodesOrDemo.class);
    assertThat(request.selection()).isEqualTo(Selection.ALL);
    assertThat(request.format()).isEqualTo(new Format.Json());
    assertThat(request.maxPayload()).isEqualTo(TapOptions.WHOLE_PAYLOAD);
    assertThat(request.ringBytes()).isEqualTo(TapOptions.DEFAULT_RING_BYTES);
    assertThat(request.count()).isEmpty();
    assertThat(request.duration()).isEmpty();
  }

  @Test
  void targetsAreTold() {
    assertThat(request(PIPE, "--pid", "7").from()).isEqualTo(new From.Nodes(new Target.Pid(7)));
    assertThat(request(PIPE, "--pid-file", "/run/x.pid").from())
        .isEqualTo(new From.Nodes(new Target.PidFile(Path.of("/run/x.pid"))));
    assertThat(request(PIPE, "--exe", "/opt/bitcoind", "--wait").from())
        .isEqualTo(new From.Nodes(new Target.Executable(Path.of("/opt/bitcoind"))));
    assertThat(request(PIPE, "--wait").from()).isEqualTo(new From.Nodes(Target.EVERY_NODE));
    assertThat(request(PIPE, "--demo", "--demo-rate", "1_000").from())
        .isEqualTo(new From.Demo(java.util.Optional.of("1000")));
    assertThat(request(PIPE, "--messages", "/x", "--no-follow").from())
        .isEqualTo(new From.Messages(Path.of("/x"), false));
    assertThat(request(PIPE, "--replay", "/x", "--real-time").from())
        .isEqualTo(new From.Replay(Path.of("/x"), true));
  }

  @Test
  void valuesOfOneFlagAndOfTheTextAreAlternatives() {
    assertThat(
            request(
                    PIPE,
                    "--message",
                    "inv,tx",
                    "--message",
                    "!tx",
                    "--select",
                    "message=ping peer=7")
                .selection())
        .isEqualTo(Selection.parse("message=inv,tx,ping !message=tx peer=7"));
  }

  @Test
  void aProbeMayBeSelectedByName() {
    TapRequest request = request(PIPE, "--probe", "orphan:added", "--event", "orphan:*");
    assertThat(request.probes()).isEqualTo(List.of("orphan:added"));
    assertThat(request.selection().wants("orphan:added")).isTrue();
    assertThat(request.selection().wants("mempool:added")).isFalse();
  }

  @Test
  void aTerminalGetsTextOfItsWidthUnlessTheOutputIsAFile() {
    assertThat(request(TTY).format()).isEqualTo(new Format.Text(true, 120));
    assertThat(request(TTY, "--colour", "never").format()).isEqualTo(new Format.Text(false, 120));
    assertThat(request(TTY, "--output", "x").format()).isEqualTo(new Format.Json());
    assertThat(request(TTY, "--output", "x", "--format", "text").format())
        .isEqualTo(new Format.Text(false, 0));
    assertThat(request(new Terminal(true, false, 0)).format()).isEqualTo(new Format.Text(false, 0));
  }

  @Test
  void theHelpNamesTheRingThatIsMade() {
    assertThat(TapOptionTable.GROUPS.toString())
        .contains("(default " + (TapOptions.DEFAULT_RING_BYTES >> 20) + "MiB)");
  }

  @Test
  void limitsAreRead() {
    TapRequest request =
        request(
            PIPE, "--count", "10", "--duration", "1.5s", "--ring", "8MiB", "--max-payload", "4KiB");
    assertThat(request.count()).isEqualTo(OptionalLong.of(10));
    assertThat(request.duration()).contains(Duration.ofMillis(1500));
    assertThat(request.ringBytes()).isEqualTo(8 << 20);
    assertThat(request.maxPayload()).isEqualTo(4096);
    assertThat(request(PIPE, "--headers-only").maxPayload()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --pid 1 --exe /x              | --pid and --exe exclude each other. Do: leave one out.
          --demo --replay x             | --demo and --replay exclude each other. Do: leave one out.
          --wait --demo                 | --wait and --demo exclude each other. Do: leave one out.
          --replay x --ring 1MiB        | --ring and --replay exclude each other. Do: leave one out.
          --messages x --probe a:b      | --probe and --messages exclude each other. Do: leave one out.
          --payload --headers-only      | --payload and --headers-only exclude each other. Do: leave one out.
          --max-payload 1 --headers-only | --max-payload and --headers-only exclude each other. Do: leave one out.
          --demo-rate 5                 | --demo-rate belongs to --demo. Do: add that, or leave it out.
          --real-time                   | --real-time belongs to --replay. Do: add that, or leave it out.
          --no-follow                   | --no-follow belongs to --messages. Do: add that, or leave it out.
          --payload --format text       | --payload: only JSON has a place for it. Do: add --format json.
          --format yaml                 | --format: expected one of json, text, bitcointap. Found: 'yaml'.
          --probe added                 | --probe: expected <provider>:<name>, as `readelf -n` lists them. Found: 'added'.
          --ring 3MiB                   | --ring: expected a power of two from 64KiB to 1GiB. Found: '3MiB'. Nearest: 2048KiB.
          --ring 1KiB                   | --ring: expected a size from 65536 to 1073741824 bytes, such as 65536, 64KiB, 32MiB. Found: '1KiB'.
          --ring 32MB                   | --ring: expected a size from 65536 to 1073741824 bytes, such as 65536, 64KiB, 32MiB. Found: '32MB'.
          --count 0                     | --count: expected a whole number, 1 or more. Found: '0'.
          --message pingg               | selection: message=pingg: no such message type. Nearest: ping. A type that Core does not know goes in quotes.
          tx                            | expected options only. Found: 'tx'.
          """)
  void aWrongLineIsRefusedWithAReason(String line, String message) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> request(PIPE, line.strip().split(" +")))
        .withMessage(message.strip());
  }

  private static TapRequest request(Terminal terminal, String... words) {
    return TapRequests.of(Arguments.parse(TapOptionTable.GROUPS, List.of(words)), terminal);
  }
}
