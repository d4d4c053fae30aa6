package vedette.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Questions about series.
final class SeriesReading {
  /// Lengths of a point that people can read off an axis, in seconds.
  private static final long[] LADDER = {
    10, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400
  };

  /// More steps than this are not merged into one point; the next coarser table is read.
  private static final long MERGED = 30;

  private SeriesReading() {}

  static List<SeriesName> names(Connection connection) throws SQLException {
    List<SeriesName> names = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT node, name, unit FROM series ORDER BY node, name")) {
      while (row.next()) {
        names.add(new SeriesName(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
    return names;
  }

  static SeriesAnswer answer(Connection connection, SeriesQuery query) throws SQLException {
    long seconds = pointSeconds(query);
    Step step = table(connection, query, seconds);
    seconds = Math.max(seconds, step.millis() / 1_000);
    Map<Long, SeriesName> ids = ids(connection, query);
    Map<Long, List<SeriesAnswer.Point>> points = new LinkedHashMap<>();
    ids.keySet().forEach(id -> points.put(id, new ArrayList<>()));
    if (!ids.isEmpty()) {
      read(connection, query, step, seconds * 1_000, points);
    }
    List<SeriesAnswer.Values> series = new ArrayList<>();
    for (String name : query.names().stream().distinct().toList()) {
      ids.forEach((id, it) -> {
        if (it.name().equals(name)) {
          series.add(new SeriesAnswer.Values(name, it.unit(), points.getOrDefault(id, List.of())));
        }
      });
    }
    return new SeriesAnswer(seconds, series);
  }

  /// The shortest readable length of which the range has no more than the wished points.
  static long pointSeconds(SeriesQuery query) {
    for (long seconds : LADDER) {
      if (count(query, seconds) <= query.points()) {
        return seconds;
      }
    }
    long days = 1;
    while (count(query, days * 86_400) > query.points()) {
      days *= 2;
    }
    return days * 86_400;
  }

  private static long count(SeriesQuery query, long seconds) {
    long millis = seconds * 1_000;
    return Math.floorDiv(query.to(), millis) - Math.floorDiv(query.from(), millis) + 1;
  }

  /// The finest table that is not finer than the point needs and reaches back far enough; a coarser
  /// one only if it reaches back further.
  private static Step table(Connection connection, SeriesQuery query, long seconds)
      throws SQLException {
    Step best = Step.HOUR;
    for (Step step : Step.ALL) {
      long millis = seconds * 1_000;
      if (millis % step.millis() == 0 && millis / step.millis() <= MERGED) {
        best = step;
        break;
      }
    }
    for (Step coarser : Step.ALL) {
      if (coarser.millis() <= best.millis() || oldest(connection, best) <= query.from()) {
        continue;
      }
      // A coarser step makes fewer points, so its length fits as well.
      if (oldest(connection, coarser) < best.start(oldest(connection, best)) - coarser.millis()) {
        best = coarser;
      }
    }
    return best;
  }

  private static long oldest(Connection connection, Step step) throws SQLException {
    OptionalLong oldest = oldestIn(connection, step);
    return oldest.orElse(Long.MAX_VALUE / 2);
  }

  static OptionalLong oldestIn(Connection connection, Step step) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT time FROM " + step.table() + " ORDER BY time LIMIT 1")) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  private static Map<Long, SeriesName> ids(Connection connection, SeriesQuery query)
      throws SQLException {
    Map<Long, SeriesName> ids = new LinkedHashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id, unit FROM series WHERE node = ? AND name = ?")) {
      for (String name : query.names()) {
        statement.setString(1, query.node());
        statement.setString(2, name);
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            ids.put(row.getLong(1), new SeriesName(query.node(), name, row.getString(2)));
          }
        }
      }
    }
    return ids;
  }

  private static void read(
      Connection connection,
      SeriesQuery query,
      Step step,
      long millis,
      Map<Long, List<SeriesAnswer.Point>> points)
      throws SQLException {
    // In the order of the primary key: nothing is sorted, and one pass merges steps to points.
    String sql =
        "SELECT time, series, count, sum, min, max, last, last_at FROM "
            + step.table()
            + " WHERE time BETWEEN ? AND ? AND series IN ("
            + points.keySet().stream().map(String::valueOf).collect(Collectors.joining(","))
            + ") ORDER BY time";
    Map<Long, Merging> open = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, step.start(query.from()));
      statement.setLong(2, query.to());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long start = Math.floorDiv(row.getLong(1), millis) * millis;
          long series = row.getLong(2);
          Merging merging = open.computeIfAbsent(series, _ -> new Merging(start));
          if (merging.start != start) {
            merging.into(points, series);
            merging = new Merging(start);
            open.put(series, merging);
          }
          merging.add(row);
        }
      }
    }
    open.forEach((series, merging) -> merging.into(points, series));
  }

  /// Steps on their way to be one point.
  private static final class Merging {
    final long start;
    final Rollup rollup = new Rollup();

    Merging(long start) {
      this.start = start;
    }

    void add(ResultSet row) throws SQLException {
      rollup.add(
          row.getLong(3),
          row.getDouble(4),
          row.getDouble(5),
          row.getDouble(6),
          row.getDouble(7),
          row.getLong(8));
    }

    void into(Map<Long, List<SeriesAnswer.Point>> points, long series) {
      List<SeriesAnswer.Point> list = points.get(series);
      if (list != null) {
        list.add(
            new SeriesAnswer.Point(
                start,
                rollup.sum / rollup.count,
                rollup.min,
                rollup.max,
                rollup.last,
                rollup.count));
      }
    }
  }
}
