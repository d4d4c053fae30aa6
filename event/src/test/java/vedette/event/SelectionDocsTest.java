package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/selection.md says what the code does.
class SelectionDocsTest {
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)` \\|.*");

  private static List<String> section(String title) throws IOException {
    String all = Files.readString(Path.of("..", "docs", "selection.md"));
    int start = all.indexOf("## " + title + "\n");
    assertThat(start).isPositive();
    int end = all.indexOf("\n## ", start);
    return all.substring(start, end).lines().toList();
  }

  @Test
  void examplesAreSelections() throws IOException {
    List<String> examples =
        section("Examples").stream()
            .map(FIRST_CELL::matcher)
            .filter(java.util.regex.Matcher::matches)
            .map(cell -> cell.group(1))
            .toList();
    assertThat(examples).hasSizeGreaterThan(8);
    assertThat(examples)
        .allSatisfy(text -> assertThat(Selection.parse(text)).isNotEqualTo(Selection.ALL));
  }

  @Test
  void errorsReadAsPrinted() throws IOException {
    List<String> printed =
        section("Errors").stream().filter(l -> l.contains(". Nearest: ")).toList();
    assertThat(printed).hasSize(3);
    assertThat(Stream.of("event=net:inbound_mesage", "mesage=inv", "inv"))
        .zipSatisfy(
            printed,
            (text, message) ->
                assertThatExceptionOfType(SelectionException.class)
                    .isThrownBy(() -> Selection.parse(text))
                    .withMessage(message));
  }

  @Test
  void everyKeyAndWordIsListed() throws IOException {
    String keys = String.join("\n", section("Keys"));
    assertThat(Arrays.stream(Selection.Key.values()).map(key -> "| `" + key.word() + "` |"))
        .allMatch(keys::contains);
    assertThat(
            Stream.of(SelectionTerms.DIRECTIONS, SelectionTerms.CONNECTIONS, PeerNetwork.WORDS)
                .flatMap(List::stream))
        .allMatch(word -> keys.contains("`" + word + "`"));
  }
}
