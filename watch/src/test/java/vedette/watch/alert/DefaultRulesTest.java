package vedette.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DefaultRulesTest {
  @TestFactory
  Stream<DynamicTest> eachSceneFiresItsRuleOrDoesNot() {
    return Scenes.ALL.stream()
        .map(scene ->
            DynamicTest.dynamicTest(
                scene.rule() + (scene.fires() ? " fires" : " does not fire"), () -> play(scene)));
  }

  private static void play(Scene scene) {
    Rule rule = Scenes.rule(scene.rule());
    Alerts alerts = new Alerts(List.of(rule), Threshold::preset);
    boolean early = false;
    for (long second = 0; second <= scene.minutes() * 60L; second += 15) {
      early |= !alerts.step(scene.at(second, kinds(rule))).begun().isEmpty();
    }
    boolean firing =
        alerts.active().stream().anyMatch(alert -> alert.phase() == Alert.Phase.FIRING);
    assertThat(scene.fires() ? firing : early).isEqualTo(scene.fires());
  }

  static Map<String, String> kinds(Rule rule) {
    return Map.of("it", rule.kind().equals(Rule.ANY) ? "lnd" : rule.kind());
  }

  @Test
  void eachRuleHasASceneThatFiresItAndOneThatMustNot() {
    for (Rule rule : DefaultRules.ALL) {
      for (boolean fires : new boolean[] {true, false}) {
        assertThat(Scenes.ALL)
            .as(rule.id() + " " + fires)
            .anyMatch(scene -> scene.rule().equals(rule.id()) && scene.fires() == fires);
      }
    }
  }

  @Test
  void idsAndThresholdsAreUniqueAndParentsExist() {
    Set<String> ids = new HashSet<>();
    Set<Threshold> thresholds = new HashSet<>();
    DefaultRules.ALL.forEach(rule -> {
      assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
      thresholds.addAll(rule.thresholds());
    });
    assertThat(thresholds.stream().map(Threshold::name)).doesNotHaveDuplicates();
    DefaultRules.ALL.forEach(rule -> assertThat(ids).containsAll(rule.parents()));
  }

  @Test
  void whatComesAndGoesIsGuardedByWhatMustBeKnown() {
    assertThat(DefaultRules.ALL)
        .filteredOn(Rule::passing)
        .allSatisfy(rule -> assertThat(rule.known()).as(rule.id()).isPresent());
  }

  @Test
  void everySentenceIsWhole() {
    assertThat(DefaultRules.ALL)
        .allSatisfy(rule -> {
          assertThat(rule.title()).as(rule.id()).isNotBlank().doesNotEndWith(".");
          assertThat(rule.reason()).as(rule.id()).endsWith(".");
          assertThat(rule.todo()).as(rule.id()).endsWith(".");
        });
  }
}
