package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.testing.Ports;

/// Whom Vedette speaks to, by what it asks of the kernel.
class OutwardTest {
  private static final Pattern ADDRESS =
      Pattern.compile("inet_addr\\(\"([^\"]+)\"\\)|inet_pton\\(AF_INET6, \"([^\"]+)\"");
  private static final String WALLET = "0x1111111111111111111111111111111111111111";

  @TempDir Path folder;

  @BeforeEach
  void strace() throws Exception {
    boolean there;
    try {
      // That it may trace is another question than that it is installed.
      there = new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException none) {
      there = false;
    }
    assumeTrue(there, "needs strace, and the right to use it");
  }

  private UpProcess.Plan plan() throws Exception {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    String stamp =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .format(LocalDateTime.now(ZoneOffset.UTC));
    Files.writeString(
        logs.resolve("node.log"),
        "%s info: @truebit/worker-runner-node-%s:1.0.0 Starting\n".formatted(stamp, WALLET)
            + "%s info: @truebit/worker-runner-node-%s:1.0.0 Started\n".formatted(stamp, WALLET));
    return UpProcess.in(folder)
        .set("demo", "never")
        .set("truebit.watch", "always")
        .set("truebit.engine", "false")
        .set("truebit.logs", logs)
        .by(
            List.of(
                "strace",
                "-D",
                "-f",
                "-qq",
                "-e",
                "trace=connect,sendto,sendmsg,sendmmsg",
                "-o",
                folder.resolve("trace").toString()));
  }

  private static void awaitNode(UpProcess up) {
    up.awaitTopic(
        "service/truebit",
        state -> assertThat(state.at("/page/wallet").asString("")).isEqualTo(WALLET));
  }

  /// Everybody who was spoken to, but this machine itself.
  private List<String> others() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("trace"))) {
      return lines
          .flatMap(line -> ADDRESS.matcher(line).results())
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .map(address -> address.replace("::ffff:", ""))
          .filter(address -> !address.equals("127.0.0.1") && !address.equals("::1"))
          .distinct()
          .toList();
    }
  }

  /// B9, and what S2 and §10 of the old monitor's privacy claim come down to: unless somebody is
  /// named, nobody is told anything, not even a name server.
  @Test
  void b09ByDefaultNothingLeavesTheMachine() throws Exception {
    try (UpProcess up = plan().start()) {
      up.login();
      awaitNode(up);
      up.awaitTopic("now", now -> assertThat(now.at("/services/truebit/word").isString()).isTrue());
    }
    assertThat(others()).isEmpty();
    // Something was seen at all: the answers to this test.
    assertThat(Files.size(folder.resolve("trace"))).isPositive();
  }

  @Test
  void whoeverIsNamedIsSeenByThisTrap() throws Exception {
    try (UpProcess up =
        plan().set("truebit.chain.ethereum", "http://127.0.0.2:" + Ports.free()).start()) {
      up.login();
      awaitNode(up);
      Awaitility.await()
          .atMost(UpProcess.PATIENCE)
          .untilAsserted(() -> assertThat(others()).containsExactly("127.0.0.2"));
      up.awaitTopic(
          "service/truebit",
          state ->
              assertThat(state.at("/page/chain/troubles/0").asString(""))
                  .contains("nobody accepts connections"));
    }
  }
}
