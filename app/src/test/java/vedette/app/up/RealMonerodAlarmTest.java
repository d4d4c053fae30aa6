package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.notify.HttpSink;

/// Two real Monero nodes, the whole daemon, and somebody who is told: from the last peer that
/// leaves to the message that it is back.
class RealMonerodAlarmTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<Process> processes = new ArrayList<>();
  private final int open = UpProcess.freePort();
  private final int masked = UpProcess.freePort();
  private final int peersOfOne = UpProcess.freePort();
  private final int peersOfTwo = UpProcess.freePort();
  @TempDir private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(program().isPresent(), "needs monerod (Debian package monero)");
    assumeTrue(freeMegabytes() > 3_000, "needs 3 GB of free memory for two monerods and Vedette");
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      boolean _ = process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, "monerod"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static long freeMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024)
        .findFirst()
        .orElse(0);
  }

  private Process monerod(String name, int peers, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program().orElseThrow().toString());
    command.addAll(
        List.of(
            "--regtest",
            "--fixed-difficulty=1",
            "--keep-fakechain",
            "--non-interactive",
            "--no-zmq",
            "--no-igd",
            "--disable-dns-checkpoints",
            "--check-updates=disabled",
            "--allow-local-ip",
            "--max-concurrency=1",
            "--p2p-bind-ip=127.0.0.1",
            "--p2p-bind-port=" + peers,
            "--data-dir=" + folder.resolve(name)));
    command.addAll(Arrays.asList(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }

  /// The only peer of the other; it goes to nobody itself.
  private Process peer() throws IOException {
    return monerod("two", peersOfTwo, "--rpc-bind-port=" + UpProcess.freePort(), "--out-peers=0");
  }

  private static Stream<String> told(HttpSink sink, String status) {
    return sink.got().stream()
        .map(HttpSink.Got::body)
        .filter(body -> body.contains("MoneroNoPeers") && body.contains(status));
  }

  private static void linked(UpProcess up) {
    up.awaitTopic(
        "service/open",
        it -> assertThat(it.at("/page/links/outgoing").asInt(0)).as("%s", it).isEqualTo(1));
  }

  @Test
  void losingTheLastPeerIsToldAndItsReturnAndARestrictedPortRaisesNothing() throws Exception {
    Process _ =
        monerod(
            "one",
            peersOfOne,
            "--rpc-bind-port=" + open,
            "--rpc-restricted-bind-port=" + masked,
            "--add-exclusive-node=127.0.0.1:" + peersOfTwo);
    Process last = peer();
    try (HttpSink sink = HttpSink.taking();
        UpProcess up =
            UpProcess.in(folder)
                .yaml(
                    """
                    demo: never
                    monerod:
                      - {key: open, url: 'http://127.0.0.1:%d'}
                      - {key: masked, url: 'http://127.0.0.1:%d'}
                    alerts:
                      group: 0 s
                      between: 0 s
                      cooldown: 0 s
                      rules: [{rule: MoneroNoPeers, for: 5 s}]
                      channels: [{name: hook, kind: webhook, url: '%s'}]
                    """
                        .formatted(open, masked, sink.uri("/hook")))
                .start()) {
      up.login();
      linked(up);
      assertThat(told(sink, "").toList()).as("nothing while it has a peer").isEmpty();

      int _ = last.destroyForcibly().waitFor();
      await().atMost(PATIENCE).until(() -> told(sink, "\"firing\"").findAny().isPresent());
      String alarm = told(sink, "\"firing\"").findFirst().orElseThrow();
      assertThat(alarm).contains("\"critical\"").contains("open");

      Process _ = peer();
      await().atMost(PATIENCE).until(() -> told(sink, "\"resolved\"").findAny().isPresent());
      assertThat(told(sink, "\"resolved\"").findFirst().orElseThrow()).contains("open");
      linked(up);

      assertThat(told(sink, "\"firing\"").toList()).as("told once").hasSize(1);
      assertThat(sink.got())
          .as("its restricted port shows no peers at all")
          .noneMatch(got -> got.body().toLowerCase(Locale.ROOT).contains("masked"));
    }
  }
}
