package vedette.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Questions about blocks, sessions, reasons and happenings.
final class ThingReading {
  private ThingReading() {}

  /// From every table that names one: a node may have blocks before its first sample, and a
  /// repaired file may have lost some of either. What is about Vedette itself has no node.
  static List<String> nodes(Connection connection) throws SQLException {
    List<String> nodes = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT node FROM series UNION SELECT node FROM blocks UNION SELECT node FROM"
                    + " sessions UNION SELECT node FROM reasons UNION SELECT node FROM happenings"
                    + " ORDER BY node")) {
      while (row.next()) {
        if (!row.getString(1).isEmpty()) {
          nodes.add(row.getString(1));
        }
      }
    }
    return nodes;
  }

  static List<BlockRecord> blocks(Connection connection, String node, long before, int limit)
      throws SQLException {
    List<BlockRecord> blocks = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM blocks WHERE node = ? AND height < ?"
                + " ORDER BY height DESC, time DESC LIMIT ?")) {
      statement.setString(1, node);
      statement.setLong(2, before);
      statement.setInt(3, limit + 1);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          blocks.add(block(row));
        }
      }
    }
    if (blocks.size() > limit) {
      OptionalLong cut = blocks.removeLast().height();
      // The rest of a height that does not fit as a whole comes with the next answer.
      if (!blocks.getFirst().height().equals(cut)) {
        blocks.removeIf(it -> it.height().equals(cut));
      }
    }
    return blocks;
  }

  static BlockRecord block(ResultSet row) throws SQLException {
    OptionalLong firstPeer = Cells.optional(row, "first_peer");
    String compact = Cells.text(row, "compact");
    return new BlockRecord(
        Cells.text(row, "node"),
        Cells.text(row, "hash"),
        Cells.optional(row, "height"),
        Cells.optional(row, "connected_at"),
        Cells.optional(row, "connect_us"),
        Cells.optional(row, "transactions"),
        Cells.optional(row, "inputs"),
        Cells.optional(row, "sigops"),
        Cells.optional(row, "bytes"),
        Cells.optional(row, "first_at"),
        firstPeer.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new BlockRecord.First(
                    firstPeer.getAsLong(),
                    Cells.text(row, "first_address"),
                    Cells.text(row, "first_how"),
                    row.getInt("announcements"))),
        compact.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new BlockRecord.Compact(
                    compact,
                    row.getInt("short_ids"),
                    row.getInt("prefilled"),
                    Cells.optionalInt(row, "requested"),
                    Cells.optional(row, "round_trip_us"))));
  }

  static List<SessionRecord> sessions(
      Connection connection, String node, long from, long to, int limit) throws SQLException {
    List<SessionRecord> sessions = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM sessions WHERE node = ? AND opened_at <= ?"
                + " AND coalesce(closed_at, seen_at) >= ?"
                + " ORDER BY opened_at DESC, peer DESC LIMIT ?")) {
      statement.setString(1, node);
      statement.setLong(2, to);
      statement.setLong(3, from);
      statement.setInt(4, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          sessions.add(session(row));
        }
      }
    }
    return sessions;
  }

  static SessionRecord session(ResultSet row) throws SQLException {
    return new SessionRecord(
        Cells.text(row, "node"),
        row.getLong("peer"),
        Cells.text(row, "address"),
        Cells.text(row, "network"),
        Cells.text(row, "connection"),
        row.getLong("opened_at"),
        Cells.optional(row, "closed_at"),
        row.getLong("seen_at"),
        row.getLong("bytes_in"),
        row.getLong("bytes_out"),
        row.getLong("messages_in"),
        row.getLong("messages_out"),
        row.getInt("evicted") != 0,
        row.getInt("misbehaved"));
  }

  static List<Happening> happenings(
      Connection connection, String node, long from, long to, int limit) throws SQLException {
    List<Happening> happenings = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM happenings WHERE node = ? AND time BETWEEN ? AND ?"
                + " ORDER BY time DESC, kind, subject LIMIT ?")) {
      statement.setString(1, node);
      statement.setLong(2, from);
      statement.setLong(3, to);
      statement.setInt(4, limit);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          happenings.add(
              new Happening(
                  Cells.text(row, "node"),
                  row.getLong("time"),
                  Cells.optional(row, "until"),
                  Cells.text(row, "kind"),
                  Cells.text(row, "subject"),
                  Cells.text(row, "level"),
                  Cells.text(row, "text")));
        }
      }
    }
    return happenings;
  }

  static List<Reasons> reasons(Connection connection, String node, long from, long to, int limit)
      throws SQLException {
    record Interval(long time, Reasons.What what) {}

    Map<Interval, Map<String, Long>> intervals = new LinkedHashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT time, what, reason, count FROM reasons WHERE node = ? AND time BETWEEN ? AND ?"
                + " ORDER BY time, what, reason")) {
      statement.setString(1, node);
      statement.setLong(2, from);
      statement.setLong(3, to);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Reasons.What what =
              Cells.text(row, "what").equals(Reasons.What.REMOVED.word())
                  ? Reasons.What.REMOVED
                  : Reasons.What.REJECTED;
          Interval interval = new Interval(row.getLong("time"), what);
          if (!intervals.containsKey(interval) && intervals.size() == limit) {
            break;
          }
          intervals
              .computeIfAbsent(interval, _ -> new LinkedHashMap<>())
              .put(Cells.text(row, "reason"), row.getLong("count"));
        }
      }
    }
    List<Reasons> reasons = new ArrayList<>();
    intervals.forEach((it, counts) -> reasons.add(new Reasons(node, it.time(), it.what(), counts)));
    return reasons;
  }
}
