package vedette.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/doctor.md lists the checks that there are.
class DoctorDocsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([^|]+) \\|.*$");

  @Test
  void everyCheckIsDocumentedInOrderWithItsTitle() throws IOException {
    List<String> rows =
        ROW.matcher(section("Checks of the machine"))
            .results()
            .map(row -> row.group(1) + ": " + row.group(2))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            SystemChecks.ALL.stream().map(it -> it.id() + ": " + it.title()).toList());
    List<String> nodeRows =
        ROW.matcher(section("Checks of each node"))
            .results()
            .map(row -> row.group(1) + ": " + row.group(2))
            .toList();
    assertThat(nodeRows)
        .containsExactlyElementsOf(
            NodeChecks.ALL.stream().map(it -> it.id() + ": " + it.title()).toList());
  }

  @Test
  void idsAreDistinctAndTitlesShort() {
    List<Check<?>> all =
        Stream.<Check<?>>concat(SystemChecks.ALL.stream(), NodeChecks.ALL.stream()).toList();
    assertThat(all.stream().map(Check::id)).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(check -> assertThat(check.title()).hasSizeLessThan(21));
  }

  @Test
  void everyWordOfAVerdictIsExplained() throws IOException {
    String docs = docs();
    assertThat(Finding.Verdict.values())
        .allSatisfy(verdict ->
            assertThat(docs)
                .contains(
                    "| `"
                        + verdict.word()
                        + "` | `"
                        + verdict.name().toLowerCase(java.util.Locale.ROOT)
                        + "` |"));
  }

  private static String section(String title) throws IOException {
    String docs = docs();
    int start = docs.indexOf("## " + title);
    assertThat(start).isPositive();
    int end = docs.indexOf("\n## ", start);
    return end < 0 ? docs.substring(start) : docs.substring(start, end);
  }

  private static String docs() throws IOException {
    return Files.readString(Path.of("..", "docs", "doctor.md"));
  }
}
