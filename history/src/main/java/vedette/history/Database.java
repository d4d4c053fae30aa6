package vedette.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// Opens connections to a database file, for this module's packages.
public final class Database {
  /// How long a statement waits for a lock of another process.
  private static final int BUSY_MILLIS = 1_000;

  /// "VEDT": tells our files from those of others.
  public static final int APPLICATION = 0x56454454;

  private Database() {}

  /// For the one writer: makes the file if it is not there.
  public static Connection writer(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode("IMMEDIATE");
    Connection connection = config.createConnection(url(file, "rwc"));
    try {
      if (number(connection, "PRAGMA page_count") == 0) {
        // Before the first page. To a file that has one they would write, and it may be another's.
        execute(connection, "PRAGMA page_size = 4096");
        execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
      }
      // Reports damage when a page is read, not when its cells are.
      execute(connection, "PRAGMA cell_size_check = ON");
      return connection;
    } catch (SQLException broken) {
      close(connection);
      throw broken;
    }
  }

  /// Makes the opened file one that is written ahead and synced at each commit.
  public static void writeAhead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
      if (!mode.next() || !"wal".equalsIgnoreCase(mode.getString(1))) {
        throw new SQLException("this file system has no room for write-ahead logging");
      }
    }
    // FULL: one sync for each commit, there is one every two seconds at most. NORMAL would survive
    // a kill -9 as well, but a power cut would take back what was committed.
    execute(connection, "PRAGMA synchronous = FULL");
    execute(connection, "PRAGMA wal_autocheckpoint = 1000");
    execute(connection, "PRAGMA journal_size_limit = 4194304");
    execute(connection, "PRAGMA cache_size = -8192");
  }

  /// For reading only; the file must be there.
  public static Connection reader(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.READONLY);
    Connection connection = config.createConnection(url(file, "ro"));
    try {
      execute(connection, "PRAGMA cache_size = -4096");
      execute(connection, "PRAGMA query_only = ON");
      return connection;
    } catch (SQLException broken) {
      close(connection);
      throw broken;
    }
  }

  private static String url(Path file, String mode) {
    // As a URI, so that a '?' or a '%' in a name stays one.
    return "jdbc:sqlite:"
        + file.toAbsolutePath().toUri().getRawPath().transform(p -> "file:" + p)
        + "?mode="
        + mode;
  }

  /// Executes a statement that returns nothing.
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The one number that a query returns; 0 if it returns none.
  public static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /// The one number that a statement returns.
  public static long single(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /// Closes what may be broken; there is nothing to be done if that fails too.
  public static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyBroken) {
      // The file is opened anew or given up.
    }
  }

  /// Bytes on disk, write-ahead log included.
  public static long bytes(Path file) {
    return size(file) + size(beside(file, "-wal")) + size(beside(file, "-shm"));
  }

  /// A file beside the database, such as its write-ahead log.
  public static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (java.io.IOException notThere) {
      return 0;
    }
  }
}
