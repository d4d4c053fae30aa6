package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Must show 5: everything that can be the matter with a node's RPC, at many nodes at once, so that
/// it is also seen that nobody's illness is another's.
class RpcChaosTest {
  private static final String YAML =
      """
      discovery: false
      demo: never
      poll: {fast: 1 s, normal: 1 s, slow: 5 s, timeout: 1 s}
      nodes:
      """;

  @TempDir private Path folder;
  private final Map<String, FakeRpc> nodes = new LinkedHashMap<>();

  /// An illness and what is to be said of it.
  ///
  /// @param state of RPC
  /// @param word of RPC
  /// @param detail a part of RPC's detail
  /// @param card the node's word
  private record Illness(
      FakeRpc.Behaviour behaviour, String state, String word, String detail, String card) {
    void isNamed(JsonNode node) {
      String key = node.at("/key").asString();
      assertThat(node.at("/rpc/word").asString()).as(key).isEqualTo(word);
      assertThat(node.at("/rpc/state").asString()).as(key).isEqualTo(state);
      assertThat(node.at("/rpc/detail").asString()).as(key).contains(detail);
      assertThat(node.at("/word").asString()).as(key).matches(card);
    }

    /// @param since when it was ill at the latest, ms
    void isSaidOf(JsonNode node, long since) {
      isNamed(node);
      String key = node.at("/key").asString();
      // What was known is still there, and says of when it is.
      assertThat(node.at("/tip/height").asLong()).as(key).isEqualTo(106);
      assertThat(node.at("/mempool/transactions").isNumber()).as(key).isTrue();
      assertThat(node.at("/rpc/as_of").asLong()).as(key).isPositive().isLessThan(since);
      assertThat(node.at("/mempool/as_of").asLong()).as(key).isPositive().isLessThan(since);
    }
  }

  @AfterEach
  void close() {
    nodes.values().forEach(FakeRpc::close);
  }

  private FakeRpc node(String key) throws IOException {
    FakeRpc rpc = new FakeRpc(folder.resolve(key));
    nodes.put(key, rpc);
    return rpc;
  }

  private UpProcess start() throws IOException, InterruptedException {
    StringBuilder yaml = new StringBuilder(YAML);
    nodes.forEach((key, rpc) -> yaml.append(rpc.yaml(key)));
    UpProcess up = UpProcess.in(folder).yaml(yaml.toString()).start().login();
    nodes.keySet().forEach(key -> up.awaitNode(key, RpcChaosTest::well));
    return up;
  }

  private static void well(JsonNode node) {
    assertThat(node.at("/rpc/word").asString()).isEqualTo("answers");
    assertThat(node.at("/rpc/state").asString()).isEqualTo("ok");
    assertThat(node.at("/rpc/detail").asString()).isEmpty();
    assertThat(node.at("/rpc/forbidden")).isEmpty();
    assertThat(node.at("/word").asString()).isEqualTo("at the tip");
    assertThat(node.at("/tip/height").asLong()).isEqualTo(106);
    assertThat(node.at("/mempool/transactions").isNumber()).isTrue();
  }

  private static final String NOT_CORE = "Is this the RPC port of a Bitcoin Core?";

  private static final Map<String, Illness> ILLNESSES =
      Map.of(
          "garbage",
          new Illness(
              FakeRpc.status(200, "\0<html>\377 not JSON at all"),
              "bad",
              "not understood",
              NOT_CORE,
              "RPC fails"),
          "half",
          new Illness(
              FakeRpc.status(200, "{\"result\":{\"chain\":\"regtest\",\"blo"),
              "bad",
              "not understood",
              NOT_CORE,
              "RPC fails"),
          "hanging",
          new Illness(
              FakeRpc.HANGING, "warn", "no answer in time", "within 1 s", "at the tip|unreachable"),
          "http401",
          new Illness(
              FakeRpc.status(401, ""),
              "bad",
              "wrong credentials",
              "does not accept it",
              "RPC fails"),
          "http403",
          new Illness(FakeRpc.status(403, ""), "warn", "not allowed", "rpcwhitelist", "RPC fails"),
          "http500",
          new Illness(
              FakeRpc.status(500, "out of luck"),
              "warn",
              "error",
              "HTTP 500: out of luck",
              "RPC fails"),
          "http503",
          new Illness(
              FakeRpc.status(503, "Work queue depth exceeded"),
              "warn",
              "busy",
              "Work queue depth exceeded",
              "at the tip|unreachable"),
          "warming",
          new Illness(
              FakeRpc.error(500, -28, "Verifying blocks…"),
              "starting",
              "starting",
              "Verifying blocks…",
              "starting"));

  @Test
  void everyIllnessIsNamedAndGotOver() throws Exception {
    for (String key : ILLNESSES.keySet()) {
      node(key);
    }
    node("healthy");
    try (UpProcess up = start()) {
      nodes.forEach((key, rpc) -> {
        Illness illness = ILLNESSES.get(key);
        if (illness != null) {
          rpc.behave(illness.behaviour());
        }
      });
      ILLNESSES.forEach((key, illness) -> up.awaitNode(key, illness::isNamed));
      up.awaitTopic(
          "now", now -> assertThat(now.at("/verdict/sentence").asString()).contains("of 9 nodes"));
      // Answers under way may still come.
      long ill = System.currentTimeMillis() + 2_000;
      up.awaitNode(
          "healthy",
          node -> {
            well(node);
            assertThat(node.at("/rpc/as_of").asLong()).isGreaterThan(ill);
          });
      // All were asked again by then, too.
      ILLNESSES.forEach((key, illness) -> up.awaitNode(key, node -> illness.isSaidOf(node, ill)));

      nodes.values().forEach(node -> node.behave(FakeRpc.WELL));
      nodes.keySet().forEach(key -> up.awaitNode(key, RpcChaosTest::well));
      assertThat(up.alive()).isTrue();
      assertThat(up.said()).noneMatch(line -> line.contains("mistake of Vedette"));
    }
  }

  @Test
  void nodeThatGoesAndComesBackIsFollowed() throws Exception {
    FakeRpc refusing = node("refusing");
    FakeRpc cookieless = node("cookieless");
    FakeRpc changing = node("changing");
    FakeRpc narrow = node("narrow");
    try (UpProcess up = start()) {
      refusing.stop();
      cookieless.loseCookie();
      changing.newCookie("second");
      narrow.behave(FakeRpc.only("getpeerinfo", FakeRpc.status(403, "")));
      up.awaitNode(
          "refusing",
          node -> {
            assertThat(node.at("/rpc/word").asString()).isEqualTo("unreachable");
            assertThat(node.at("/rpc/detail").asString()).contains("nobody accepts connections");
            assertThat(node.at("/state").asString()).isEqualTo("bad");
            assertThat(node.at("/tip/height").asLong()).isEqualTo(106);
          });
      up.awaitNode(
          "cookieless",
          node -> {
            assertThat(node.at("/rpc/word").asString()).isEqualTo("wrong credentials");
            assertThat(node.at("/rpc/detail").asString()).contains(".cookie is gone");
          });
      up.awaitNode(
          "narrow",
          node -> {
            assertThat(node.at("/rpc/forbidden").toString()).isEqualTo("[\"getpeerinfo\"]");
            assertThat(node.at("/rpc/word").asString()).isEqualTo("answers");
            assertThat(node.at("/word").asString()).isEqualTo("at the tip");
          });
      // A cookie that has changed is read again before anything is said.
      long now = System.currentTimeMillis();
      up.awaitNode(
          "changing",
          node -> {
            well(node);
            assertThat(node.at("/rpc/as_of").asLong()).isGreaterThan(now);
          });
      refusing.startAgain();
      cookieless.newCookie("third");
      up.awaitNode("refusing", RpcChaosTest::well);
      up.awaitNode("cookieless", RpcChaosTest::well);
      up.awaitTopic(
          "now",
          view ->
              assertThat(view.at("/changes").toString())
                  .contains("RPC: unreachable", "RPC: wrong credentials", "RPC answers again"));
    }
  }

  @Test
  void nodeThatIsIllFromTheBeginningIsWatchedFromItsRecovery() throws Exception {
    FakeRpc late = node("late");
    late.stop();
    try (UpProcess up = UpProcess.in(folder).yaml(YAML + late.yaml("late")).start().login()) {
      up.awaitNode(
          "late",
          node -> {
            assertThat(node.at("/rpc/word").asString()).isEqualTo("unreachable");
            assertThat(node.at("/tip").isMissingNode()).as("nothing is made up").isTrue();
            assertThat(node.at("/rpc/as_of").isMissingNode()).isTrue();
          });
      late.startAgain();
      up.awaitNode("late", RpcChaosTest::well);
    }
  }
}
