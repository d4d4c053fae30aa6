package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityDocsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| .+ \\| .+ \\| (.+) \\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void everyThreatNamesTestsThatExist() throws Exception {
    String text = Files.readString(Path.of("..", "docs", "security.md"));
    String table = text.substring(text.indexOf("| Threat"));
    List<String> rows = ROW.matcher(table).results().map(row -> row.group(1)).skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(15);
    for (String row : rows) {
      List<MatchResult> names = NAME.matcher(row).results().toList();
      assertThat(names).as(row).isNotEmpty();
      for (MatchResult name : names) {
        assertThat(tests(name.group(1))).as(row).contains(name.group(2));
      }
    }
  }

  private static List<String> tests(String name) {
    for (String in : List.of("web", "config")) {
      try {
        return Stream.of(Class.forName("vedette.app." + in + "." + name).getDeclaredMethods())
            .filter(m -> m.isAnnotationPresent(Test.class) || m.getAnnotations().length > 0)
            .map(Method::getName)
            .toList();
      } catch (ClassNotFoundException _) {
        // Perhaps in the other package.
      }
    }
    throw new AssertionError("no class " + name);
  }
}
