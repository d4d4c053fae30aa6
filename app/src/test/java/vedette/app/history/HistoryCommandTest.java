package vedette.app.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.cli.Cli;
import vedette.app.cli.Verb;
import vedette.history.Happening;
import vedette.history.History;
import vedette.history.HistoryOptions;

class HistoryCommandTest {
  private static final long TIME = 1_780_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String file = "";

  @TempDir Path folder;

  @BeforeEach
  void keepSomething() throws Exception {
    Path path = folder.resolve("history.db");
    file = path.toString();
    try (History history = History.open(HistoryOptions.of(path))) {
      history.sample("main", "peers", "peers", TIME, 8);
      assertThat(history.flush(Duration.ofSeconds(60))).isTrue();
    }
  }

  @Test
  void seriesAreExportedAsCsv() {
    assertThat(run("history", "export", "series-10s", "--file", file)).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "time,node,name,unit,count,sum,min,max,last\n"
                + TIME
                + ",main,peers,peers,1,8.0,8.0,8.0,8.0\n");
  }

  @Test
  void rangeLeavesOutWhatIsBeforeIt() throws Exception {
    Path to = folder.resolve("out");
    assertThat(
            run(
                "history",
                "export",
                "series-10s",
                "--file",
                file,
                "--from",
                "2026-11-24",
                "--format",
                "ndjson",
                "--output",
                to.toString()))
        .isZero();
    assertThat(Files.readString(to)).isEmpty();
  }

  @Test
  void statusAndCheckTellWhatIsThere() {
    assertThat(run("history", "status", "--file", file)).isZero();
    assertThat(run("history", "check", "--file", file)).isZero();
    assertThat(out.toString(UTF_8))
        .contains("rollup_10s              1 rows  2026-05-28T20:26:40Z to 2026-05-28T20:26:40Z")
        .endsWith("history.db: whole\n");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run("history", "status", "--file", file + ".none")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).endsWith("history.db.none: there is no history yet.\n");
  }

  @Test
  void unknownKindNamesTheKnownOnes() {
    assertThat(run("history", "export", "block", "--file", file)).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("vedette: export what? Expected one of series-10s, series-1m")
        .contains("Found: 'block'.");
  }

  @Test
  void wordThatNothingWasKeptOfIsNotAnEmptyFile() {
    assertThat(run("history", "export", "blocks", "--file", file, "--node", "mian")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith(
            "vedette: --node: expected one that this history has (main). Found: 'mian'. Did you"
                + " mean 'main'?");
    err.reset();
    assertThat(run("history", "export", "series-1m", "--file", file, "--series", "peers,tips"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith(
            "vedette: --series: expected one that this history has (peers). Found: 'tips'.");
    err.reset();
    assertThat(run("history", "export", "blocks", "--file", file, "--series", "peers"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("vedette: --series: blocks has none.");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void nodeThatHasNoSeriesYetIsKnown() throws Exception {
    try (History history = History.open(HistoryOptions.of(Path.of(file)))) {
      history.happening(
          new Happening("other", TIME, OptionalLong.empty(), "node_started", "", "info", ""));
      assertThat(history.flush(Duration.ofSeconds(60))).isTrue();
    }
    assertThat(run("history", "export", "happenings", "--file", file, "--node", "other")).isZero();
    assertThat(out.toString(UTF_8)).contains("node_started");
  }

  private int run(String... words) {
    PrintStream stdout = new PrintStream(out, true, UTF_8);
    PrintStream stderr = new PrintStream(err, true, UTF_8);
    List<Verb> verbs = List.of(new Verb("history", "reads what was", HistoryCommand::new));
    return new Cli(verbs, "1.2.3", stdout, stderr).run(words);
  }
}
