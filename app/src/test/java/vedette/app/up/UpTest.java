package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vedette.testing.Signals;

/// What `vedette up` promises to who starts it and to systemd.
class UpTest {
  /// Prints what comes as one line each, line ends inside as `|`.
  private static final String LISTENER =
      """
      use Socket; $| = 1;
      socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die;
      bind($s, pack_sockaddr_un($ARGV[0])) or die "bind: $!"; print "bound\\n";
      while (defined recv($s, my $m, 4096, 0)) { $m =~ s/\\n/|/g; print "$m\\n"; }
      """;

  @TempDir private Path folder;

  @Test
  void withoutANodeTheDemoNodeIsShownAndLabelled() throws Exception {
    Nodes.assumeDemo();
    try (UpProcess up = UpProcess.in(folder).start().login()) {
      // It answers from the first moment, not only after its first turns.
      JsonNode session = up.json("/api/v1/session");
      assertThat(session.at("/demo").asBoolean()).isTrue();
      assertThat(session.at("/nodes/0/key").asString()).isEqualTo("demo");
      assertThat(session.at("/nodes/0/name").asString()).isEqualTo("demo node");
      assertThat(session.at("/nodes/0/demo").asBoolean()).isTrue();
      JsonNode now = up.topic("now");
      assertThat(now.at("/demo").asBoolean()).isTrue();
      assertThat(now.at("/verdict/sentence").asString())
          .isEqualTo("The demo node runs; everything shown of it is made up.");
      assertThat(now.at("/nodes/demo/demo").asBoolean()).isTrue();
      assertThat(now.at("/nodes/demo/word").asString()).isEqualTo("demo");
      for (String topic : List.of("peers", "blocks", "mempool", "network")) {
        assertThat(up.topic(topic + "/demo").isObject()).as(topic).isTrue();
      }
      assertThat(up.get("/healthz").statusCode()).isEqualTo(200);
      up.awaitSaid("watches demo node");
    }
  }

  @Test
  void eventsOfTheDemoNodeArriveFromItsFirst() throws Exception {
    Nodes.assumeTracing();
    try (UpProcess up = UpProcess.in(folder).start().login()) {
      up.awaitNode(
          "demo",
          node -> {
            assertThat(node.at("/tracepoints/state").asString()).isEqualTo("ok");
            assertThat(node.at("/rates/events").asDouble()).isPositive();
            assertThat(node.at("/connections/outbound").asInt()).isPositive();
          });
    }
  }

  @Test
  void sigtermEndsItWithItsDemoNode() throws Exception {
    Nodes.assumeDemo();
    try (UpProcess up = UpProcess.in(folder).start()) {
      up.awaitSaid("dashboard at");
      List<Long> children = up.children();
      assertThat(children).isNotEmpty();
      up.signal("TERM");
      assertThat(up.exitCode()).isZero();
      assertThat(up.said()).last().asString().endsWith("ended");
      assertThat(up.said()).noneMatch(line -> line.contains("while ending"));
      // Killed at the latest, which nobody waits for.
      Awaitility.await()
          .atMost(UpProcess.PATIENCE)
          .until(() -> children.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    }
  }

  @Test
  void itEndsByItselfAfterItsDuration() throws Exception {
    try (UpProcess up =
        UpProcess.in(folder).set("demo", "never").option("--duration", "1s").start()) {
      assertThat(up.exitCode()).isZero();
      assertThat(up.said()).anyMatch(line -> line.contains("watches no node yet"));
    }
  }

  @Test
  void secondStartKnowsThePasswordAndThePast() throws Exception {
    Nodes.assumeDemo();
    String password;
    long ended;
    try (UpProcess up = UpProcess.in(folder).start()) {
      password = up.password();
      assertThat(up.login("not it")).isEqualTo(401);
      assertThat(up.login(password)).isEqualTo(204);
      up.login()
          .awaitTopic(
              "system", system -> assertThat(system.at("/history/oldest").asLong()).isPositive());
      up.signal("TERM");
      assertThat(up.exitCode()).isZero();
      ended = System.currentTimeMillis();
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("state/history/history.db")).toString())
        .doesNotContain("OTHERS", "GROUP");
    try (UpProcess up = UpProcess.in(folder).start()) {
      up.awaitSaid("dashboard at");
      assertThat(up.said()).noneMatch(line -> line.contains("password"));
      assertThat(up.login(password)).isEqualTo(204);
      up.login()
          .awaitTopic(
              "system",
              system ->
                  assertThat(system.at("/history/oldest").asLong()).isPositive().isLessThan(ended));
    }
  }

  @Test
  void takenPortIsARefusalThatNamesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        UpProcess up = UpProcess.in(folder).set("web.port", taken.getLocalPort()).start()) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(String.join("\n", up.said()))
          .contains("127.0.0.1 port " + taken.getLocalPort(), "Do: ")
          .doesNotContain("Exception", "\tat ");
      assertThat(up.children()).isEmpty();
    }
  }

  @Test
  void mistakenFileIsShownWithItsPlace() throws Exception {
    try (UpProcess up =
        UpProcess.in(folder).unset("web.port").yaml("web:\n  prot: 21000\n").start()) {
      assertThat(up.exitCode()).isEqualTo(2);
      assertThat(String.join("\n", up.said()))
          .contains("vedette.yaml:2:3: web.prot: ", "nearest: web.port", "  2 |   prot", "^")
          .doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void sighupReadsTheFileAgainAndAMistakenOneChangesNothing() throws Exception {
    Nodes.assumeDemo();
    assumeHangupIsHeard();
    UpProcess.Plan plan = UpProcess.in(folder).yaml("demo: auto\n");
    try (UpProcess up = plan.start().login()) {
      plan.yaml("demo: sometimes\n");
      up.signal("HUP");
      up.awaitSaid("vedette.yaml:1:7: ");
      up.awaitSaid("the one before goes on");
      assertThat(up.json("/api/v1/session").at("/nodes/0/key").asString()).isEqualTo("demo");

      plan.yaml(
          """
          demo: never
          history: {size: 64 MiB}
          nodes:
            - {key: far, rpc: "http://127.0.0.1:1", user: u, password: {env: HOME}}
          """);
      up.signal("HUP");
      up.awaitSaid("settings read again from");
      up.awaitSaid("count only after a restart have changed: history");
      up.awaitTopic(
          "now",
          now -> {
            assertThat(now.at("/nodes/demo").isMissingNode()).isTrue();
            assertThat(now.at("/nodes/far/rpc/word").asString()).isEqualTo("unreachable");
            assertThat(now.at("/demo").asBoolean()).isFalse();
          });
      Awaitility.await().atMost(UpProcess.PATIENCE).until(() -> up.children().isEmpty());

      plan.yaml("demo: auto\n");
      up.signal("HUP");
      up.awaitNode("demo", node -> assertThat(node.at("/demo").asBoolean()).isTrue());
      up.awaitTopic(
          "now",
          now ->
              assertThat(now.at("/nodes/far").isMissingNode())
                  .as("what nobody declares any more is gone")
                  .isTrue());
    }
  }

  private static void assumeHangupIsHeard() throws IOException {
    Assumptions.assumeTrue(Signals.heard("HUP"), "SIGHUP is ignored here, as by nohup");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void systemdHearsThatItIsReadyAliveAndEnding() throws Exception {
    Nodes.assumeDemo();
    assumeHangupIsHeard();
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/perl")), "needs perl, which listens");
    String socket = folder.resolve("notify").toString();
    Process listener = new ProcessBuilder("/usr/bin/perl", "-e", LISTENER, socket).start();
    try (BufferedReader heard = listener.inputReader()) {
      assertThat(heard.readLine()).isEqualTo("bound");
      UpProcess.Plan plan =
          UpProcess.in(folder)
              .environment("NOTIFY_SOCKET", socket)
              .environment("WATCHDOG_USEC", "30000000");
      try (UpProcess up = plan.start()) {
        assertThat(next(heard, "READY=1")).isEqualTo("READY=1|STATUS=watches demo node");
        assertThat(up.get("/healthz").statusCode()).as("ready means: it answers").isEqualTo(200);
        next(heard, "WATCHDOG=1");
        next(heard, "WATCHDOG=1");
        up.signal("HUP");
        assertThat(next(heard, "RELOADING=1")).contains("MONOTONIC_USEC=");
        next(heard, "READY=1");
        up.signal("TERM");
        next(heard, "STOPPING=1");
        assertThat(up.exitCode()).isZero();
      }
    } finally {
      listener.destroyForcibly();
      assertThat(listener.waitFor(UpProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String next(BufferedReader heard, String begin) throws IOException {
    for (String line = heard.readLine(); line != null; line = heard.readLine()) {
      if (line.startsWith(begin)) {
        return line;
      }
    }
    throw new AssertionError("nothing more was heard, " + begin + " was expected");
  }

  @Test
  void withoutTheRightToTraceItSaysSoAndAsksByRpc() throws Exception {
    Nodes.assumeDemo();
    OrdinaryUser user = OrdinaryUser.assumed(folder);
    Path home = Files.createDirectory(folder.resolve("of-the-user"));
    try (FakeRpc rpc = new FakeRpc(folder.resolve("rpc"))) {
      user.owns(home);
      user.owns(folder.resolve("rpc/.cookie"));
      UpProcess.Plan plan =
          UpProcess.in(home)
              .by(user.command())
              .classes(user.classes())
              .set("demo", "always")
              .yaml("nodes:\n" + rpc.yaml("asked"));
      try (UpProcess up = plan.start().login()) {
        up.awaitSaid("tap: ");
        assertThat(String.join("\n", up.said())).contains("CAP_BPF");
        up.awaitNode(
            "asked",
            node -> {
              assertThat(node.at("/rpc/word").asString()).isEqualTo("answers");
              assertThat(node.at("/word").asString()).isEqualTo("at the tip");
            });
        up.awaitNode(
            "demo",
            node -> {
              assertThat(node.at("/tracepoints/state").asString()).isEqualTo("warn");
              assertThat(node.at("/tracepoints/detail").asString()).contains("CAP_BPF");
            });
        up.awaitTopic(
            "now",
            now ->
                assertThat(now.at("/verdict/reasons").toString())
                    .contains("Tracepoints are not watched"));
        Awaitility.await()
            .during(Duration.ofSeconds(2))
            .atMost(UpProcess.PATIENCE)
            .until(() -> up.said().stream().filter(line -> line.contains("tap: ")).count() == 1);
        up.signal("TERM");
        assertThat(up.exitCode()).isZero();
      }
    }
  }
}
