package vedette.app.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefectsDocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([BS]\\d+) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void everyDefectNamesTestsThatExist() throws Exception {
    String text = Files.readString(ROOT.resolve("docs/services/truebit-defects.md"));
    List<String> seen = new ArrayList<>();
    for (MatchResult row : ROW.matcher(text).results().toList()) {
      seen.add(row.group(1));
      List<MatchResult> names = NAME.matcher(row.group(2)).results().toList();
      assertThat(names).as(row.group(1)).isNotEmpty();
      for (MatchResult name : names) {
        assertThat(source(name.group(1))).as(name.group()).contains("void " + name.group(2) + "(");
      }
    }
    List<String> all = new ArrayList<>();
    IntStream.rangeClosed(1, 16).forEach(i -> all.add("B" + i));
    IntStream.rangeClosed(1, 7).forEach(i -> all.add("S" + i));
    assertThat(seen).isEqualTo(all);
  }

  /// Tests of all modules, which are not all on this one's class path.
  private static String source(String test) throws IOException {
    for (String module : List.of("poll", "history", "watch", "app")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        List<Path> found =
            files.filter(file -> file.getFileName().toString().equals(test + ".java")).toList();
        if (!found.isEmpty()) {
          return read(found.getFirst());
        }
      }
    }
    throw new AssertionError("no class " + test);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
