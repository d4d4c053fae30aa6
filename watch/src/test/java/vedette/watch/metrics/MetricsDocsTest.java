package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vedette.testing.GeneratedDocs;
import vedette.watch.Kinds;
import vedette.watch.service.Measure;

/// docs/metrics.md lists the families that there are. To write it anew: `mvn -pl watch -am test
/// -Dtest=MetricsDocsTest -Dvedette.write-docs=true`.
class MetricsDocsTest {
  private static final Path DOCS = Path.of("..", "docs", "metrics.md");

  @Test
  void theTableIsWhatTheCodeExposes() throws IOException {
    String wanted = GeneratedDocs.withPart(DOCS, "generated from the code", tables());
    assertThat(Files.readString(DOCS)).isEqualTo(wanted);
  }

  @Test
  void everyFamilyHasANameOfItsOwnAndAHelpThatIsASentence() {
    List<Family> all =
        Catalogue.GROUPS.stream().flatMap(group -> group.families().stream()).toList();
    assertThat(all).extracting(Family::name).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(family -> {
          assertThat(family.help()).endsWith(".");
          assertThat(family.name()).matches("(vedette|process)_[a-z_]+");
          assertThat(family.name().endsWith("_total"))
              .isEqualTo(family.type() == Family.Type.COUNTER);
        });
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    long families = Catalogue.GROUPS.stream().mapToLong(group -> group.families().size()).sum();
    text.append(
        "\n%d families. One node has at most %,d series, %d nodes at most are shown.\n"
            .formatted(families, Catalogue.seriesPerNode(), Metrics.MAX_NODES));
    for (Catalogue.Group group : Catalogue.GROUPS) {
      text.append("\n### ").append(group.title()).append("\n\n");
      text.append("| Family | Type | Labels (values) | Unit | Meaning | From |\n");
      text.append("|---|---|---|---|---|---|\n");
      group.families().forEach(family -> text.append(row(family)));
    }
    table(text, "Services of every kind", ServiceFamilies.COMMON);
    Kinds.ALL.forEach(kind -> table(text, "Services: " + kind.title(), kind.measures()));
    text.append("\n### Values of labels\n\n| Label | Values |\n|---|---|\n");
    Catalogue.GROUPS.stream()
        .flatMap(group -> group.families().stream())
        .flatMap(family -> family.labels().stream())
        .distinct()
        .forEach(label ->
            text.append(
                "| `%s` (%d) | %s |\n"
                    .formatted(label.name(), label.size(), String.join(", ", label.values()))));
    return text.append('\n').toString();
  }

  private static void table(StringBuilder text, String title, List<Measure> measures) {
    text.append("\n### ").append(title).append("\n\n");
    text.append("| Family | Type | Labels | Series at most | Unit | Meaning | From |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (Measure measure : measures) {
      String labels =
          Stream.concat(Stream.of("service"), measure.labels().stream())
              .map(label -> "`" + label + "`")
              .collect(Collectors.joining(", "));
      text.append(
          "| `%s` | %s | %s | %d | %s | %s | %s |\n"
              .formatted(
                  measure.name(),
                  measure.type().name().toLowerCase(Locale.ROOT),
                  labels,
                  measure.most(),
                  measure.unit(),
                  measure.help(),
                  measure.source()));
    }
  }

  @Test
  void everyMeasureHasANameOfItsOwnAndAHelpThatIsASentence() {
    List<Measure> all =
        Stream.concat(
                ServiceFamilies.COMMON.stream(),
                Kinds.ALL.stream().flatMap(kind -> kind.measures().stream()).distinct())
            .toList();
    assertThat(all).extracting(Measure::name).doesNotHaveDuplicates();
    assertThat(all).extracting(Measure::help).allMatch(help -> help.endsWith("."));
  }

  private static String row(Family family) {
    String labels =
        family.labels().stream()
            .map(label -> "`%s` (%d)".formatted(label.name(), label.size()))
            .collect(Collectors.joining(", "));
    if (family.perNode()) {
      labels = labels.isEmpty() ? "`node`" : "`node`, " + labels;
    }
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            family.name(),
            family.type().name().toLowerCase(Locale.ROOT),
            labels,
            family.unit(),
            family.help(),
            family.source());
  }
}
