package vedette.history;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is exported and how.
///
/// @param node the node's key; empty for all
/// @param names of series only; empty for all
/// @param from first moment, ms since the epoch
/// @param to last moment, ms since the epoch
public record ExportOptions(
    What what, Format format, String node, List<String> names, long from, long to) {

  /// Keeps its own list.
  public ExportOptions {
    names = List.copyOf(names);
  }

  /// What there is to export. Sessions are taken by the time at which they were opened.
  public enum What {
    /// Rollups of 10 s.
    SERIES_10S("series-10s"),
    /// Rollups of 1 min.
    SERIES_1M("series-1m"),
    /// Rollups of 1 h.
    SERIES_1H("series-1h"),
    /// Blocks.
    BLOCKS("blocks"),
    /// Peers' sessions.
    SESSIONS("sessions"),
    /// Why transactions left the mempool or were not let in.
    REASONS("reasons"),
    /// What happened.
    HAPPENINGS("happenings");

    private final String word;

    What(String word) {
      this.word = word;
    }

    /// The word on the command line.
    public String word() {
      return word;
    }

    /// Whether it is about series, which have names.
    public boolean series() {
      return this == SERIES_10S || this == SERIES_1M || this == SERIES_1H;
    }

    /// The one with this word.
    public static Optional<What> of(String word) {
      return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
    }

    /// All words, with commas between them.
    public static String words() {
      return Arrays.stream(values()).map(What::word).collect(Collectors.joining(", "));
    }
  }

  /// How a row is written.
  public enum Format {
    /// RFC 4180, with a line of names first; what is unknown is empty.
    CSV,
    /// One JSON object a line; what is unknown is absent.
    NDJSON
  }
}
