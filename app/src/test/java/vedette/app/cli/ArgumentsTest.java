package vedette.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  private static final List<OptionGroup> OPTIONS =
      List.of(
          OptionGroup.of(
              "Some",
              Option.flag("--stats", "counts"),
              Option.value("--count", "N", "ends after N"),
              Option.value("--for", "TIME", "ends after TIME"),
              Option.value("--format", "FORMAT", "how")),
          OptionGroup.of("More", Option.list("--event", "GLOB", "which")));

  @Test
  void valueFollowsTheNameOrAnEqualsSign() {
    assertThat(parse("--format", "json").text("--format")).contains("json");
    assertThat(parse("--format=json").text("--format")).contains("json");
    assertThat(parse("--format=a=b").text("--format")).contains("a=b");
    assertThat(parse("--format=").text("--format")).contains("");
    assertThat(parse().text("--format")).isEmpty();
  }

  @Test
  void listsJoinRepetitionsAndCommas() {
    assertThat(parse("--event", "a, b", "--event=!c").list("--event"))
        .containsExactly("a", "b", "!c");
    assertThat(parse().list("--event")).isEmpty();
    assertRefused(
        () -> parse("--event", "a,,b").list("--event"),
        "--event: expected values parted by commas. Found: 'a,,b'.");
  }

  @Test
  void operandsStandAnywhereAndAloneBehindTwoDashes() {
    Arguments given = parse("one", "--stats", "-", "--", "--count");
    assertThat(given.operands()).containsExactly("one", "-", "--count");
    assertThat(given.has("--stats")).isTrue();
    assertThat(given.has("--count")).isFalse();
  }

  @Test
  void numbersHaveARange() {
    assertThat(parse("--count", "1_000").number("--count", 1, 5_000)).hasValue(1000);
    assertThat(parse().number("--count", 1, 5)).isEmpty();
    assertRefused(
        () -> parse("--count", "0").number("--count", 1, 5),
        "--count: expected a whole number, 1 to 5. Found: '0'.");
    assertRefused(
        () -> parse("--count", "ten").number("--count", 1, Long.MAX_VALUE),
        "--count: expected a whole number, 1 or more. Found: 'ten'.");
    assertRefused(
        () -> parse("--count", "99999999999999999999").number("--count", 1, Long.MAX_VALUE),
        "--count: expected a whole number, 1 or more. Found: '99999999999999999999'.");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "10,10000",
    "10s,10000",
    "1.5s,1500",
    "5m,300000",
    "1h,3600000",
    "1d,86400000"
  })
  void timesHaveUnits(String text, long millis) {
    assertThat(parse("--for", text).duration("--for")).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0", "s", "-1s", "1w", "1 s", "1.2.3s", "1e3", "0.1ms", "999999999999999d", "NaN"})
  void timesThatAreNoneAreRefused(String text) {
    assertRefused(
        () -> parse("--for=" + text).duration("--for"),
        "--for: expected a time such as 500ms, 10s, 5m, 1h. Found: '" + text + "'.");
  }

  @Test
  void choicesNameTheNearestWord() {
    List<String> formats = List.of("json", "text", "bitcointap");
    assertThat(parse("--format", "text").choice("--format", formats)).contains("text");
    assertRefused(
        () -> parse("--format", "jsno").choice("--format", formats),
        "--format: expected one of json, text, bitcointap. Found: 'jsno'. Did you mean 'json'?");
    assertRefused(
        () -> parse("--format", "yaml").choice("--format", formats),
        "--format: expected one of json, text, bitcointap. Found: 'yaml'.");
  }

  @Test
  void pathsAreRelativeToWhereTheUserIs() {
    assertThat(parse("--format", "a/b").path("--format")).contains(Path.of("a", "b"));
    assertRefused(
        () -> parse("--format", "a\0b").path("--format"),
        "--format: expected a path. Found: 'a\0b'.");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertRefused(() -> parse("--stats=yes"), "--stats: takes no value. Found: '--stats=yes'.");
    assertRefused(() -> parse("--count"), "--count: needs a value, --count N.");
    assertRefused(() -> parse("--count", "--stats"), "--count: needs a value, --count N.");
    assertRefused(
        () -> parse("--count", "1", "--count", "2"),
        "--count: may be given once. Found: '1' and '2'.");
    assertRefused(() -> parse("--coun", "1"), "no such option: '--coun'. Did you mean '--count'?");
    assertRefused(() -> parse("-x"), "no such option: '-x'.");
  }

  @Test
  void askingForAnOptionThatTheCommandDoesNotHaveIsABug() {
    assertThatThrownBy(() -> parse().has("--nope")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Arguments parse(String... words) {
    return Arguments.parse(OPTIONS, List.of(words));
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(UsageException.class).hasMessage(message);
  }
}
