package vedette.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void linesAndWhatTerminalsObeyBecomeOneSpace() {
    assertThat(Words.oneLine("\u001b[31mred\r\n\u009b\u202eback\u0000 end\t\n", 100))
        .isEqualTo("[31mred back end");
  }

  @Test
  void longWordsAreCutAndSaySo() {
    assertThat(Words.oneLine("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Words.oneLine("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Words.oneLine("x".repeat(1_000_000), 300)).hasSize(300);
  }

  @Test
  void cutNeverSplitsACharacter() {
    assertThat(Words.oneLine("😀😀😀", 4)).isEqualTo("😀…");
  }

  @Test
  void failureIsSafeToShowWhateverWasSaid() {
    assertThat(new Outcome.Failed(Trouble.ERROR, "a\nb" + "c".repeat(400)).said())
        .startsWith("a bc")
        .hasSize(300);
  }

  @Test
  void secretShowsNothing() {
    assertThat(Secret.of("hunter2")).hasToString("(secret)").isEqualTo(Secret.of("hunter2"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
  }
}
