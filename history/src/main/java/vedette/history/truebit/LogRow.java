package vedette.history.truebit;

import java.sql.ResultSet;
import java.sql.SQLException;

/// An entry of the log.
///
/// @param id for [LogQuery#before]
/// @param at ms
/// @param kind in [vedette.poll.truebit.LogKind]'s word
/// @param level empty if unknown
/// @param text without its head, lines separated by `\n`
/// @param cut characters that were too many and are not kept
public record LogRow(
    long id,
    long at,
    String kind,
    String level,
    String source,
    String wallet,
    String version,
    String text,
    long cut) {

  static LogRow of(ResultSet row, String[] head) throws SQLException {
    return new LogRow(
        row.getLong("id"),
        row.getLong("at"),
        Rows.text(row, "kind"),
        head[3],
        head[0],
        head[1],
        head[2],
        Rows.text(row, "text"),
        row.getLong("cut"));
  }
}
