package vedette.app.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.Nearest;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.cli.UsageException;
import vedette.app.config.ConfigCommand;
import vedette.history.Export;
import vedette.history.ExportOptions;
import vedette.history.HistoryException;
import vedette.history.HistoryReader;
import vedette.history.HistorySummary;
import vedette.history.SeriesName;

/// `vedette history`: reads a history file, whether or not a Vedette writes it meanwhile.
public final class HistoryCommand implements Command {
  private static final List<String> FORMATS = List.of("csv", "ndjson");

  /// How many known words an error names.
  private static final int SHOWN = 12;

  /// Made by the command line when it is asked for.
  public HistoryCommand() {}

  @Override
  public String about() {
    return """
    Looks into the history that 'vedette up' keeps, also while it is being written.
      status          what is in it
      check           whether the file is whole; exit code 1 if not
      export WHAT     writes WHAT to standard output: %s
    Queries for sqlite3 and DuckDB are in docs/analysis.md.
    """
        .formatted(ExportOptions.What.words());
  }

  @Override
  public String operands() {
    return "status|check|export [WHAT]";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "Which history",
            Option.value("--file", "FILE", "this database (default: the one of the configuration)"),
            Option.value("--config", "FILE", "this configuration, as for 'vedette config'"),
            Option.repeated("--set", "KEY=VALUE", "sets one, such as history.directory=/data")),
        OptionGroup.of(
            "What is exported",
            Option.value("--node", "KEY", "only of this node"),
            Option.list("--series", "NAME", "only these series"),
            Option.value("--from", "TIME", "from then on: 2026-11-24, 2026-11-24T18:00:00Z or ms"),
            Option.value("--to", "TIME", "until then, in the same forms; a day as a whole"),
            Option.value("--since", "SPAN", "the last 30m, 12h, 7d"),
            Option.value("--format", "FORMAT", "csv (default) or ndjson"),
            Option.value("--output", "FILE", "writes there instead of standard output")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) throws IOException {
    String verb = given.verb();
    given.allow(verb.equals("export") ? 2 : 1);
    Path file =
        given.path("--file").orElseGet(() -> ConfigCommand.load(given).config().historyFile());
    try {
      return switch (verb) {
        case "status" -> status(file, out);
        case "check" -> check(file, out);
        case "export" -> export(file, given, out);
        default ->
            throw new UsageException("expected status, check or export. Found: '" + verb + "'.");
      };
    } catch (HistoryException refused) {
      err.println("vedette: " + refused.getMessage());
      return switch (refused.fault()) {
        case PASSING -> ExitCode.RETRY;
        case LASTING -> ExitCode.REFUSED;
      };
    }
  }

  private static int status(Path file, PrintStream out) {
    try (HistoryReader reader = HistoryReader.open(file, Duration.ofMinutes(1))) {
      out.print(HistorySummary.of(reader).text());
    }
    return ExitCode.OK;
  }

  private static int check(Path file, PrintStream out) {
    try (HistoryReader reader = HistoryReader.open(file, Duration.ofHours(1))) {
      Optional<String> damage = reader.check();
      out.println(file + ": " + damage.map(it -> "damaged: " + it).orElse("whole"));
      return damage.isPresent() ? ExitCode.RETRY : ExitCode.OK;
    }
  }

  private static int export(Path file, Arguments given, PrintStream out) throws IOException {
    ExportOptions options = exportOptions(given, Instant.now());
    try (HistoryReader reader = HistoryReader.open(file, Duration.ofMinutes(1))) {
      requireKnown(options, reader);
      Optional<Path> output = given.path("--output");
      if (output.isEmpty()) {
        long _ = Export.write(reader, options, out);
        return out.checkError() ? ExitCode.RETRY : ExitCode.OK;
      }
      try (OutputStream to = Files.newOutputStream(output.get())) {
        long _ = Export.write(reader, options, to);
      }
      return ExitCode.OK;
    }
  }

  static ExportOptions exportOptions(Arguments given, Instant now) {
    String word = given.operands().size() < 2 ? "" : given.operands().get(1);
    ExportOptions.What what =
        ExportOptions.What.of(word)
            .orElseThrow(() ->
                new UsageException(
                    "export what? Expected one of %s. Found: '%s'."
                        .formatted(ExportOptions.What.words(), word)));
    if (given.has("--series") && !what.series()) {
      throw new UsageException("--series: " + word + " has none. Do: leave it out.");
    }
    if (given.has("--since") && given.has("--from")) {
      throw new UsageException("--since and --from exclude each other. Do: leave one out.");
    }
    long from = given.text("--from").map(it -> time("--from", it, false)).orElse(0L);
    if (given.has("--since")) {
      from = now.minus(given.duration("--since").orElseThrow()).toEpochMilli();
    }
    long to = given.text("--to").map(it -> time("--to", it, true)).orElse(Long.MAX_VALUE);
    ExportOptions.Format format =
        given.choice("--format", FORMATS).orElse("csv").equals("csv")
            ? ExportOptions.Format.CSV
            : ExportOptions.Format.NDJSON;
    return new ExportOptions(
        what, format, given.text("--node").orElse(""), given.list("--series"), from, to);
  }

  /// A word that nothing was ever kept of is a mistake: an empty file would look like an answer.
  private static void requireKnown(ExportOptions options, HistoryReader reader) {
    if (!options.node().isEmpty()) {
      requireKnown("--node", options.node(), reader.nodes().stream());
    }
    List<SeriesName> series = options.names().isEmpty() ? List.of() : reader.seriesNames();
    for (String name : options.names()) {
      requireKnown(
          "--series",
          name,
          series.stream()
              .filter(it -> options.node().isEmpty() || it.node().equals(options.node()))
              .map(SeriesName::name));
    }
  }

  private static void requireKnown(String option, String word, Stream<String> known) {
    List<String> words = known.distinct().toList();
    if (!words.contains(word)) {
      throw new UsageException(
          "%s: expected one that this history has (%s). Found: '%s'.%s"
              .formatted(option, some(words), word, Nearest.hint(word, words)));
    }
  }

  private static String some(List<String> words) {
    if (words.isEmpty()) {
      return "none so far";
    }
    String first = String.join(", ", words.subList(0, Math.min(SHOWN, words.size())));
    return words.size() > SHOWN ? first + " and " + (words.size() - SHOWN) + " more" : first;
  }

  /// Reads a moment.
  ///
  /// @param end whether a day means its end
  private static long time(String option, String text, boolean end) {
    try {
      if (text.matches("\\d{1,18}")) {
        return Long.parseLong(text);
      }
      if (text.length() == 10) {
        long start = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return end ? start + 86_399_999 : start;
      }
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException wrong) {
      throw new UsageException(
          option
              + ": expected a time such as 2026-11-24, 2026-11-24T18:00:00Z or ms since the epoch."
              + " Found: '"
              + text
              + "'.",
          wrong);
    }
  }
}
