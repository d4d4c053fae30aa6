package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Must show 5: the node's process is killed, stopped and started again, and no other node notices.
class ProcessChaosTest {
  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void assumeTracing() {
    Nodes.assumeTracing();
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(Path binary) throws Exception {
    Process process = Nodes.start(binary, "--rate", "200");
    started.add(process);
    return process;
  }

  private static String yaml(Path one, Path other) {
    return """
    demo: never
    nodes:
      - {key: one, exe: %s}
      - {key: other, exe: %s}
    """
        .formatted(one, other);
  }

  private static void runs(JsonNode node, Process process) {
    assertThat(node.at("/pid").asLong()).isEqualTo(process.pid());
    assertThat(node.at("/state").asString()).isNotEqualTo("gone");
    assertThat(node.at("/tracepoints/state").asString()).isEqualTo("ok");
    assertThat(node.at("/tracepoints/attached")).isNotEmpty();
    assertThat(node.at("/rates/events").asDouble()).isPositive();
  }

  /// What is said to have happened to a node, newest first.
  private static List<String> changes(JsonNode now, String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode change : now.at("/changes")) {
      if (change.at("/node").asString().equals(key)) {
        texts.add(change.at("/text").asString());
      }
    }
    return texts;
  }

  @Test
  void killedNodeIsSeenToGoAndToComeBack() throws Exception {
    Path one = Nodes.binary(folder.resolve("one"), "bitcoind");
    Path other = Nodes.binary(folder.resolve("other"), "bitcoind");
    Process first = start(one);
    Process calm = start(other);
    try (UpProcess up = UpProcess.in(folder).yaml(yaml(one, other)).start().login()) {
      up.awaitNode("one", node -> runs(node, first));
      up.awaitNode("other", node -> runs(node, calm));

      first.destroyForcibly().waitFor();
      up.awaitNode(
          "one",
          node -> {
            assertThat(node.at("/state").asString()).isEqualTo("gone");
            assertThat(node.at("/word").asString()).isEqualTo("not running");
            assertThat(node.at("/pid").isMissingNode()).isTrue();
          });
      up.awaitTopic(
          "now",
          now ->
              assertThat(now.at("/verdict/sentence").asString())
                  .isEqualTo("1 of 2 nodes is not running."));
      up.awaitNode("other", node -> runs(node, calm));

      Process second = start(one);
      up.awaitNode("one", node -> runs(node, second));
      up.awaitTopic(
          "now",
          now ->
              assertThat(changes(now, "one"))
                  .anyMatch(text -> text.startsWith("bitcoind runs again, after"))
                  .contains("bitcoind stopped"));
      up.awaitNode("other", node -> runs(node, calm));
      assertThat(up.node("other").at("/tracepoints/lost").asLong()).isZero();
      assertThat(changes(up.topic("now"), "other"))
          .noneMatch(text -> text.matches("bitcoind (stopped|restarted|runs again).*"));

      // A restart so quick that nobody was asked in between.
      second.destroyForcibly();
      Process third = start(one);
      up.awaitNode("one", node -> runs(node, third));
    }
  }

  @Test
  void nodesThatNobodyWatchesDelayNoOther() throws Exception {
    Path one = Nodes.binary(folder.resolve("one"), "bitcoind");
    Path other = Nodes.binary(folder.resolve("other"), "bitcoind");
    Process watched = start(one);
    String yaml = "demo: never\nnodes:\n  - {key: one, exe: " + one + "}\n";
    try (UpProcess up = UpProcess.in(folder).yaml(yaml).start().login()) {
      up.awaitNode("one", node -> runs(node, watched));
      List<Process> strangers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Process stranger = Nodes.start(other, "--rate", "2000", "--count", "20000");
        started.add(stranger);
        strangers.add(stranger);
      }
      for (Process stranger : strangers) {
        assertThat(stranger.waitFor(UpProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      // What they fired is not waiting any more, and the one that counts is still seen.
      up.awaitTopic(
          "system",
          system -> {
            for (JsonNode queue : system.at("/queues")) {
              if (queue.at("/name").asString().equals("ring buffer")) {
                assertThat(queue.at("/depth").asLong()).isLessThan(100_000);
                assertThat(queue.at("/dropped").asLong()).isZero();
              }
            }
          });
      up.awaitNode("one", node -> runs(node, watched));
      assertThat(up.topic("now").at("/nodes")).hasSize(1);
    }
  }

  @Test
  void stoppedNodeFallsSilentAndGoesOn() throws Exception {
    Path one = Nodes.binary(folder.resolve("one"), "bitcoind");
    Path other = Nodes.binary(folder.resolve("other"), "bitcoin-node");
    Process frozen = start(one);
    Process calm = start(other);
    try (UpProcess up = UpProcess.in(folder).yaml(yaml(one, other)).start().login()) {
      up.awaitNode("one", node -> runs(node, frozen));
      Nodes.signal(frozen.pid(), "STOP");
      up.awaitNode(
          "one",
          node -> {
            assertThat(node.at("/rates/events").asDouble(-1)).isZero();
            assertThat(node.at("/pid").asLong()).isEqualTo(frozen.pid());
          });
      up.awaitNode("other", node -> runs(node, calm));
      Nodes.signal(frozen.pid(), "CONT");
      up.awaitNode("one", node -> runs(node, frozen));
      assertThat(up.node("one").at("/tracepoints/lost").asLong()).isZero();
    }
  }

  @Test
  void nodeWhoseRpcHangsIsStillSeenByItsTracepoints() throws Exception {
    Path binary = Nodes.binary(folder.resolve("one"), "bitcoind");
    try (FakeRpc rpc = new FakeRpc(folder.resolve("rpc"))) {
      Process process = start(binary);
      String yaml =
          "demo: never\npoll: {fast: 1 s, normal: 1 s, timeout: 1 s}\nnodes:\n"
              + rpc.yaml("both")
              + "    exe: "
              + binary
              + "\n";
      try (UpProcess up = UpProcess.in(folder).yaml(yaml).start().login()) {
        up.awaitNode(
            "both",
            node -> {
              runs(node, process);
              assertThat(node.at("/word").asString()).isEqualTo("at the tip");
            });
        rpc.behave(FakeRpc.HANGING);
        up.awaitNode(
            "both",
            node -> {
              runs(node, process);
              assertThat(node.at("/rpc/word").asString()).isEqualTo("no answer in time");
              assertThat(node.at("/state").asString()).isEqualTo("warn");
            });
        rpc.behave(FakeRpc.WELL);
        process.destroyForcibly().waitFor();
        // Whoever answers runs, whatever is seen of its process; but the restart is seen.
        Process next = start(binary);
        up.awaitNode(
            "both",
            node -> {
              runs(node, next);
              assertThat(node.at("/rpc/word").asString()).isEqualTo("answers");
              assertThat(node.at("/word").asString()).isEqualTo("at the tip");
            });
      }
    }
  }

  @Test
  void killedDemoNodeIsStartedAgain() throws Exception {
    try (UpProcess up = UpProcess.in(folder).start().login()) {
      up.awaitNode("demo", node -> assertThat(node.at("/rates/events").asDouble()).isPositive());
      long before = up.node("demo").at("/pid").asLong();
      Nodes.signal(before, "KILL");
      up.awaitNode(
          "demo",
          node -> {
            assertThat(node.at("/pid").asLong()).isPositive().isNotEqualTo(before);
            assertThat(node.at("/state").asString()).isEqualTo("ok");
          });
      up.awaitTopic("peers/demo", peers -> assertThat(peers.toString()).contains("\"address\""));
      await().atMost(UpProcess.PATIENCE).until(() -> up.children().size() == 1);
    }
  }

  @Test
  void nodeThatStartsLaterTakesThePlaceOfTheDemoNode() throws Exception {
    Path binary = Nodes.binary(folder.resolve("late"), "bitcoind");
    try (UpProcess up =
        UpProcess.in(folder).unset("discovery").set("demo", "auto").start().login()) {
      Process late = start(binary);
      String pid = "\"pid\":" + late.pid();
      up.awaitTopic(
          "now",
          now -> {
            assertThat(now.at("/nodes").toString())
                .contains(pid + ",")
                .doesNotContain("\"demo\":true");
            assertThat(now.at("/demo").asBoolean()).isFalse();
          });
      await().atMost(UpProcess.PATIENCE).until(() -> up.children().isEmpty());
      assertThat(up.json("/api/v1/session").at("/demo").asBoolean()).isFalse();
    }
  }
}
