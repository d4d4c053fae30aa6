package vedette.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The open database, written. One thread.
final class Store implements AutoCloseable {
  /// Series there may be; one more is refused.
  static final int MOST_SERIES = 10_000;

  /// Refused are times before Bitcoin's first block, and later than this after now.
  private static final long FIRST_TIME = 1_231_006_505_000L;

  private static final long AHEAD_MILLIS = 3_600_000;

  private static final long REASON_MILLIS = 600_000;

  private record SeriesKey(String node, String name) {}

  private record SeriesId(long id, String unit) {}

  private final Connection connection;
  private final Map<Step, PreparedStatement> rollups = new EnumMap<>(Step.class);
  private final PreparedStatement findSeries;
  private final PreparedStatement addSeries;
  private final PreparedStatement countSeries;
  private final PreparedStatement done;
  private final Things things;
  private final Map<SeriesKey, SeriesId> ids = new HashMap<>();

  Store(Connection connection) throws SQLException {
    this.connection = connection;
    for (Step step : Step.ALL) {
      rollups.put(step, connection.prepareStatement(Statements.rollup(step.table())));
    }
    findSeries = connection.prepareStatement(Statements.FIND_SERIES);
    addSeries = connection.prepareStatement(Statements.ADD_SERIES);
    countSeries = connection.prepareStatement("SELECT count(*) FROM series");
    done = connection.prepareStatement("UPDATE writer SET batch = ?, written = ? WHERE id = 1");
    things = new Things(connection);
  }

  Connection connection() {
    return connection;
  }

  /// Number of the last committed batch.
  long lastBatch() throws SQLException {
    return Database.number(connection, "SELECT batch FROM writer WHERE id = 1");
  }

  /// Time of the last commit; empty before the first.
  OptionalLong lastWritten() throws SQLException {
    long written = Database.number(connection, "SELECT written FROM writer WHERE id = 1");
    return written == 0 ? OptionalLong.empty() : OptionalLong.of(written);
  }

  /// Writes the entries as one transaction: afterwards all of them are on the disk, or none.
  ///
  /// @param batch its number, the last one's plus one
  /// @param now ms since the epoch
  /// @return those that were not taken, because they cannot be
  List<Entry> write(List<Entry> entries, long batch, long now) throws SQLException {
    List<Entry> refused = new ArrayList<>();
    Database.execute(connection, "BEGIN IMMEDIATE");
    try {
      Map<Rollup.Key, Rollup> gathered = new HashMap<>();
      for (Entry entry : entries) {
        boolean taken =
            switch (entry) {
              case Sample sample -> gather(sample, now, gathered);
              case BlockRecord block -> things.block(block, now);
              case SessionRecord session ->
                  possible(session.openedAt(), now) && things.session(session);
              case Reasons reasons ->
                  possible(reasons.time(), now)
                      && things.reasons(
                          reasons, reasons.time() - Math.floorMod(reasons.time(), REASON_MILLIS));
              case Happening happening ->
                  possible(happening.time(), now) && things.happening(happening);
            };
        if (!taken) {
          refused.add(entry);
        }
      }
      for (Map.Entry<Rollup.Key, Rollup> it : gathered.entrySet()) {
        write(it.getKey(), it.getValue());
      }
      done.setLong(1, batch);
      done.setLong(2, now);
      int _ = done.executeUpdate();
      Database.execute(connection, "COMMIT");
      return refused;
    } catch (SQLException | RuntimeException broken) {
      ids.clear(); // some may have been added by what is taken back now
      Schema.rollBack(connection);
      throw broken;
    }
  }

  private static boolean possible(long time, long now) {
    return time >= FIRST_TIME && time <= now + AHEAD_MILLIS;
  }

  private boolean gather(Sample sample, long now, Map<Rollup.Key, Rollup> gathered)
      throws SQLException {
    if (!Double.isFinite(sample.value()) || !possible(sample.time(), now)) {
      return false;
    }
    OptionalLong id = seriesId(sample);
    if (id.isEmpty()) {
      return false;
    }
    for (Step step : Step.ALL) {
      gathered
          .computeIfAbsent(
              new Rollup.Key(step, step.start(sample.time()), id.getAsLong()), _ -> new Rollup())
          .add(sample.value(), sample.time());
    }
    return true;
  }

  /// Empty if there are too many.
  private OptionalLong seriesId(Sample sample) throws SQLException {
    SeriesKey key = new SeriesKey(sample.node(), sample.series());
    SeriesId known = ids.get(key);
    if (known == null) {
      known = find(key);
    }
    if (known == null && Database.single(countSeries) >= MOST_SERIES) {
      return OptionalLong.empty();
    }
    if (known == null || !known.unit().equals(sample.unit())) {
      addSeries.setString(1, sample.node());
      addSeries.setString(2, sample.series());
      addSeries.setString(3, sample.unit());
      known = new SeriesId(Database.single(addSeries), sample.unit());
    }
    ids.put(key, known);
    return OptionalLong.of(known.id());
  }

  private @Nullable SeriesId find(SeriesKey key) throws SQLException {
    findSeries.setString(1, key.node());
    findSeries.setString(2, key.name());
    try (ResultSet row = findSeries.executeQuery()) {
      return row.next() ? new SeriesId(row.getLong(1), Cells.text(row, "unit")) : null;
    }
  }

  private void write(Rollup.Key key, Rollup rollup) throws SQLException {
    PreparedStatement statement = java.util.Objects.requireNonNull(rollups.get(key.step()));
    statement.setLong(1, key.time());
    statement.setLong(2, key.series());
    statement.setLong(3, rollup.count);
    statement.setDouble(4, rollup.sum);
    statement.setDouble(5, rollup.min);
    statement.setDouble(6, rollup.max);
    statement.setDouble(7, rollup.last);
    statement.setLong(8, rollup.lastAt);
    int _ = statement.executeUpdate();
  }

  @Override
  public void close() {
    Database.close(connection);
  }
}
