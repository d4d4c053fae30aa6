package vedette.app.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Topic;

class PublicViewTest {
  private static final List<String> KEYS = List.of("bobs", "cellar", "third");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ok                | ok      | The node is at the tip.
          gone              | gone    | The node: not running.
          ok ok ok          | ok      | All 3 nodes are at the tip.
          ok syncing ok     | syncing | 1 of 3 nodes: catching up with the network.
          bad bad bad       | bad     | All 3 nodes: does not work.
          """)
  void theVerdictIsOfTheNodesAlone(String states, String worst, String sentence) {
    ObjectNode tree = ViewJson.object();
    // What the owner sees may be about a service that the public knows nothing of.
    tree.putObject("verdict").put("state", "bad").put("sentence", "LND is locked.");
    ObjectNode nodes = tree.putObject("nodes");
    int index = 0;
    for (String state : states.split(" ", -1)) {
      nodes.putObject(KEYS.get(index++)).put("state", state).put("word", "secret");
    }
    ObjectNode shown = PublicView.of(new Topic(Topic.Kind.NOW, ""), tree, KEYS).orElseThrow();
    assertThat(shown.get("verdict").get("state").asString()).isEqualTo(worst);
    assertThat(shown.get("verdict").get("sentence").asString()).isEqualTo(sentence);
    assertThat(shown.toString()).doesNotContain("LND", "bobs", "secret");
  }

  @Test
  void withoutANodeItSaysSo() {
    ObjectNode tree = ViewJson.object();
    tree.putObject("nodes");
    ObjectNode shown = PublicView.of(new Topic(Topic.Kind.NOW, ""), tree, KEYS).orElseThrow();
    assertThat(shown.get("verdict").get("sentence").asString())
        .isEqualTo("No node is watched yet.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "if_needed", "periodic", "force_flush", "force_sync"})
  void everyModeOfAFlushIsShown(String mode) {
    ObjectNode tree = ViewJson.object();
    tree.putObject("last_flush").put("at", 1).put("mode", mode);
    ObjectNode shown =
        PublicView.of(new Topic(Topic.Kind.BLOCKS, "node1"), tree, KEYS).orElseThrow();
    assertThat(shown.get("last_flush").get("mode").asString()).isEqualTo(mode);
  }
}
