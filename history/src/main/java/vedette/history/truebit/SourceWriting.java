package vedette.history.truebit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import vedette.history.Database;
import vedette.poll.truebit.Ledger;

/// Writes how far what was read, and forgets it of what has been gone for long. Only the store's
/// writer uses this, within a transaction.
final class SourceWriting {
  /// More are not kept, but for those that were there when it was looked last.
  private static final int MOST = 20_000;

  /// What was looked at in one go.
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final Connection connection;
  private final StoreOptions options;

  SourceWriting(Connection connection, StoreOptions options) {
    this.connection = connection;
    this.options = options;
  }

  /// Writes how far one was read.
  ///
  /// @return the source's key
  long write(Ledger.Source source, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO sources
              (key, name, prefix_length, prefix_hash, offset, mark, finished, seen)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET name = excluded.name,
              prefix_length = excluded.prefix_length, prefix_hash = excluded.prefix_hash,
              offset = excluded.offset, mark = excluded.mark, finished = excluded.finished,
              seen = excluded.seen
            RETURNING key
            """)) {
      if (source.key() == 0) {
        statement.setNull(1, java.sql.Types.INTEGER);
      } else {
        statement.setLong(1, source.key());
      }
      statement.setString(2, source.name());
      statement.setInt(3, source.prefixLength());
      statement.setString(4, source.prefixHash());
      statement.setLong(5, source.offset());
      statement.setString(6, source.mark());
      statement.setLong(7, source.finished());
      statement.setLong(8, now.toEpochMilli());
      return Database.single(statement);
    }
  }

  /// Notes that these are there. What has not been for longer than entries are kept has nothing
  /// more to say that would be: should it come back, its entries are too old. Until then, a folder
  /// that was not mounted for a while is read on from where it was left.
  void seen(Collection<Long> keys, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE sources SET seen = ? WHERE key = ?")) {
      for (long key : keys) {
        statement.setLong(1, now.toEpochMilli());
        statement.setLong(2, key);
        statement.addBatch();
      }
      int[] _ = statement.executeBatch();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM sources WHERE seen < ?")) {
      statement.setLong(1, now.minus(options.keepLogs()).toEpochMilli());
      statement.executeUpdate();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM sources WHERE key IN (
              SELECT key FROM sources WHERE seen < ? ORDER BY seen, key
              LIMIT max(0, (SELECT count(*) FROM sources) - ?))
            """)) {
      statement.setLong(1, now.minus(LOOK).toEpochMilli());
      statement.setInt(2, MOST);
      statement.executeUpdate();
    }
  }
}
