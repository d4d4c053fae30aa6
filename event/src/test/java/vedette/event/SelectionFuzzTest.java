package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class SelectionFuzzTest {

  /// Any text is a selection whose text reads as the same, or a [SelectionException] that points
  /// into it.
  @FuzzTest(maxDuration = "1m")
  void anyTextIsASelectionOrNamedWrong(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      Selection selection = Selection.parse(text);
      assertThat(Selection.parse(selection.toString())).isEqualTo(selection);
      selection.matches(Samples.from(text));
      selection.matches(Samples.inbound(Samples.PEER, text));
      selection.wants(text);
    } catch (SelectionException wrong) {
      assertPointsInto(text, wrong);
    }
  }

  /// The same for the value of any single flag.
  @FuzzTest(maxDuration = "1m")
  void anyFlagIsASelectionOrNamedWrong(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (Selection.Key key : Selection.Key.values()) {
      try {
        Selection selection = Selection.of(Map.of(key, List.of(text)));
        assertThat(Selection.parse(selection.toString())).isEqualTo(selection);
      } catch (SelectionException wrong) {
        assertPointsInto(text, wrong);
      }
    }
  }

  private static void assertPointsInto(String text, SelectionException wrong) {
    assertThat(wrong.column()).isBetween(1, text.length() + 1);
    assertThat(text.substring(wrong.column() - 1)).startsWith(wrong.found());
    assertThat(wrong.getMessage()).hasSizeLessThan(400);
  }
}
