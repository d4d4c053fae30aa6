package vedette.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vedette.testing.GeneratedDocs;

/// docs/alerts.md lists the rules that there are. To write it anew: `mvn -pl watch -am test
/// -Dtest=AlertsDocsTest -Dvedette.write-docs=true`.
class AlertsDocsTest {
  private static final Path DOCS = Path.of("..", "docs", "alerts.md");

  @Test
  void theTableIsTheRulesThatThereAre() throws IOException {
    String wanted = GeneratedDocs.withPart(DOCS, "generated from the code", tables());
    assertThat(Files.readString(DOCS)).isEqualTo(wanted);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    text.append("\n| Rule | Severity | After | What | What to do |\n|---|---|---|---|---|\n");
    for (Rule rule : DefaultRules.ALL) {
      text.append(
          "| `%s` | %s | %s | %s. %s | %s |\n"
              .formatted(
                  rule.id(),
                  rule.severity().word(),
                  rule.lasting().isZero() ? "at once" : PromQl.span(rule.lasting()),
                  rule.title().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                      + rule.title().substring(1),
                  rule.reason(),
                  rule.todo()));
    }
    text.append("\n| Threshold | Unless set | Unit | What it bounds | Rules |\n");
    text.append("|---|---|---|---|---|\n");
    DefaultRules.ALL.stream()
        .flatMap(rule -> rule.thresholds().stream())
        .distinct()
        .forEach(threshold ->
            text.append(
                "| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                        threshold.name(),
                        PromQl.number(threshold.preset()),
                        threshold.unit(),
                        threshold.about(),
                        rules(threshold))));
    return text.append('\n').toString();
  }

  private static String rules(Threshold threshold) {
    List<Rule> users =
        DefaultRules.ALL.stream().filter(rule -> rule.thresholds().contains(threshold)).toList();
    return users.stream().map(rule -> "`" + rule.id() + "`").collect(Collectors.joining(", "));
  }
}
