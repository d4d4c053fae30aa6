package vedette.app.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;
import vedette.testing.GeneratedDocs;
import vedette.watch.Kinds;
import vedette.watch.service.ServiceKind;
import vedette.watch.view.State;

/// Every kind of service in every way to be has its own word, the same in the API and in metrics.
///
/// What the API gives is kept in `app/ui/test/kinds.json`, from which the dashboard's test draws
/// cards. To write it anew: `mvn -pl app -am test -Dtest=EveryKindTest -Dvedette.write-docs=true`.
class EveryKindTest {
  private static final Path FOR_THE_DASHBOARD = Path.of("ui/test/kinds.json");

  /// Its states are told from the log of a container; `TruebitFoldTest` has them.
  private static final Set<String> ELSEWHERE = Set.of("truebit");

  static List<Scenes.Scene> scenes() {
    return Scenes.ALL;
  }

  @Test
  void everyKindHasEveryWayOrAReasonWhyNot() {
    for (ServiceKind kind : Kinds.ALL) {
      if (ELSEWHERE.contains(kind.word())) {
        continue;
      }
      Map<Way, String> not = NoWay.REASONS.getOrDefault(kind.word(), Map.of());
      for (Way way : Way.values()) {
        long scenes =
            Scenes.ALL.stream()
                .filter(it -> it.kind().word().equals(kind.word()) && it.way() == way)
                .count();
        assertThat(scenes + (not.containsKey(way) ? 1 : 0))
            .as("%s %s: a scene, or a reason why there is none", kind.word(), way)
            .isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void stateAndWordAreTheSameEverywhere(Scenes.Scene scene) {
    Life life = new Life(scene.kind());
    scene.script().accept(life);
    String state = scene.state().name().toLowerCase(Locale.ROOT);

    JsonNode card = life.json().at("/services/" + Life.KEY);
    assertThat(card.path("state").asString()).isEqualTo(state);
    assertThat(card.path("word").asString()).isEqualTo(scene.word());
    assertThat(life.page().at("/service/word").asString()).isEqualTo(scene.word());
    for (State any : State.values()) {
      assertThat(life.metrics())
          .contains(
              "vedette_service_state{kind=\"%s\",service=\"%s\",state=\"%s\"} %s"
                  .formatted(
                      scene.kind().word(),
                      Life.KEY,
                      any.name().toLowerCase(Locale.ROOT),
                      any == scene.state() ? "1" : "0"));
    }
    assertThat(life.json().at("/verdict/state").asString()).isEqualTo(state);
    if (scene.way() == Way.BACK) {
      assertThat(life.json().at("/changes/0/text").asString())
          .isEqualTo(scene.kind().title() + " is back after 40 s: " + scene.word() + ".");
    }
    if (scene.way() == Way.UNAUTHORISED) {
      assertThat(life.json().at("/verdict/sentence").asString())
          .isEqualTo(scene.kind().title() + " refuses Vedette's credentials.");
    }
  }

  @Test
  void troublesOfOneKindHaveDifferentWords() {
    for (ServiceKind kind : Kinds.ALL) {
      Set<String> words = new HashSet<>();
      Scenes.ALL.stream()
          .filter(it -> it.kind().word().equals(kind.word()) && it.way() != Way.BACK)
          .forEach(it -> assertThat(words.add(it.word())).as(it.toString()).isTrue());
    }
  }

  @Test
  void dashboardIsTestedWithWhatTheApiGives() throws IOException {
    List<ObjectNode> all = new ArrayList<>();
    for (Scenes.Scene scene : Scenes.ALL) {
      Life life = new Life(scene.kind());
      scene.script().accept(life);
      ObjectNode card = (ObjectNode) life.json().at("/services/" + Life.KEY);
      card.put("key", scene.kind().word() + "-" + scene.way().name().toLowerCase(Locale.ROOT));
      all.add(card);
    }
    String wanted = "[\n" + String.join(",\n", all.stream().map(ViewJson::text).toList()) + "\n]\n";
    GeneratedDocs.offer(FOR_THE_DASHBOARD, wanted);
    assertThat(FOR_THE_DASHBOARD).hasContent(wanted);
  }
}
