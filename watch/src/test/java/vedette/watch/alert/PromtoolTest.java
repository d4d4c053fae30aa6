package vedette.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.testing.Programs;

/// Prometheus's own tool reads the exported rules and plays the same scenes to them.
class PromtoolTest {
  @BeforeAll
  static void promtoolIsInstalled() {
    assumeTrue(
        Programs.find("promtool").isPresent(),
        "promtool is not installed. Do: apt-get install prometheus");
  }

  @Test
  void theExportedRulesAreRulesToPrometheus(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rules.yml");
    Files.writeString(file, PrometheusRules.file(DefaultRules.ALL, Threshold::preset));
    assertThat(promtool(folder, "check", "rules", file.toString()))
        .contains("SUCCESS: " + DefaultRules.ALL.size() + " rules found");
  }

  @Test
  void prometheusFiresOnTheSameScenesAsVedette(@TempDir Path folder) throws IOException {
    List<String> files = new ArrayList<>(List.of("test", "rules"));
    for (Rule rule : DefaultRules.ALL) {
      // A file for each: otherwise every scene is played to all rules, which takes minutes.
      String rules = rule.id() + ".rules.yml";
      Files.writeString(
          folder.resolve(rules), PrometheusRules.file(List.of(rule), Threshold::preset));
      StringBuilder tests = new StringBuilder("rule_files: [" + rules + "]\ntests:\n");
      Scenes.ALL.stream()
          .filter(scene -> scene.rule().equals(rule.id()))
          .forEach(scene -> test(scene, tests));
      String file = rule.id() + ".tests.yml";
      Files.writeString(folder.resolve(file), tests);
      files.add(file);
    }
    assertThat(promtool(folder, files.toArray(String[]::new)))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  private static void test(Scene scene, StringBuilder out) {
    Rule rule = Scenes.rule(scene.rule());
    out.append("  - interval: 1m\n    input_series:\n");
    for (Scene.Line line : scene.lines()) {
      out.append("      - series: '").append(line.metric()).append(line.labels().text());
      out.append("'\n        values: '").append(values(scene, line)).append("'\n");
    }
    out.append("    alert_rule_test:\n      - eval_time: ").append(scene.minutes());
    out.append("m\n        alertname: ").append(rule.id());
    List<Alert> firing = fired(scene, rule);
    assertThat(firing.isEmpty()).as(rule.id()).isNotEqualTo(scene.fires());
    out.append("\n        exp_alerts:").append(firing.isEmpty() ? " []\n" : "\n");
    for (Alert alert : firing) {
      out.append("          - exp_labels:\n              severity: ");
      out.append(rule.severity().word()).append('\n');
      alert
          .labels()
          .values()
          .forEach((name, value) ->
              out.append("              ").append(name).append(": '").append(value).append("'\n"));
      String who = rule.per().isEmpty() ? "" : alert.subject() + ": ";
      out.append("            exp_annotations:\n              summary: ");
      out.append(quoted(who + rule.title())).append("\n              description: ");
      out.append(quoted(rule.reason() + " " + rule.todo())).append('\n');
    }
  }

  private static List<Alert> fired(Scene scene, Rule rule) {
    Alerts alerts = new Alerts(List.of(rule), Threshold::preset);
    for (long second = 0; second <= scene.minutes() * 60L; second += 15) {
      alerts.step(scene.at(second, DefaultRulesTest.kinds(rule)));
    }
    return alerts.active().stream().filter(alert -> alert.phase() == Alert.Phase.FIRING).toList();
  }

  private static String values(Scene scene, Scene.Line line) {
    return String.join(
        " ",
        IntStream.rangeClosed(0, scene.minutes())
            .mapToDouble(line.at())
            .mapToObj(value -> Double.isNaN(value) ? "_" : PromQl.number(value))
            .toList());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String promtool(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("promtool ends").isTrue();
      return output;
    } catch (IOException failed) {
      throw new UncheckedIOException("promtool cannot be started", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
