package vedette.history.truebit;

import java.util.List;
import java.util.OptionalLong;

/// What a search of the log found.
///
/// @param rows newest first
/// @param goOn for [LogQuery#before], if there may be more that was not looked for yet; empty: as
///   many were found as were wanted, or all was looked through
public record LogPage(List<LogRow> rows, OptionalLong goOn) {
  /// Keeps a copy.
  public LogPage {
    rows = List.copyOf(rows);
  }
}
