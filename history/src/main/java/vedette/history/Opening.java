package vedette.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Gets the file into a state to be written, and holds the lock that keeps a second Vedette from
/// it.
///
/// Nothing here opens the database file but SQLite: POSIX gives up all locks of a process on a file
/// when it closes any of its descriptors of it. The lock is on a file of its own.
final class Opening implements AutoCloseable {
  private final Path file;
  private final Schema schema;
  private final Damaged damaged;
  private @Nullable FileChannel lock;

  Opening(Path file, Schema schema) {
    this.file = file;
    this.schema = schema;
    this.damaged = new Damaged(file);
  }

  /// Becomes the one writer.
  ///
  /// @throws IOException if another one is, or the folder cannot be written
  void lock() throws IOException {
    if (lock != null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileChannel channel =
        FileChannel.open(
            Database.beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException ownProcess) {
      // Not held, as if another process had it.
    } finally {
      if (held == null) {
        channel.close();
      }
    }
    if (held == null) {
      throw new IOException("another Vedette writes it. Do: end that one, or name another file.");
    }
    lock = channel;
  }

  /// Opens the file, makes it if it is not there.
  ///
  /// @param check whether to look at every page of it first
  Connection connect(boolean check) throws SQLException, IOException {
    makeForOwnerOnly();
    Connection connection = Database.writer(file);
    try {
      if (check) {
        check(connection);
      }
      return connection;
    } catch (SQLException broken) {
      Database.close(connection);
      throw broken;
    }
  }

  Schema.Fit fit(Connection connection) throws SQLException {
    return schema.fit(connection);
  }

  /// Makes the tables and the statements.
  Store prepare(Connection connection) throws SQLException {
    Database.writeAhead(connection);
    schema.migrate(connection);
    return new Store(connection);
  }

  private void makeForOwnerOnly() throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      // It has peers' addresses. SQLite gives its other files the same permissions.
      Path _ =
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException meanwhile) {
      // As good.
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      String first = row.next() ? Cells.text(row, "quick_check") : "";
      if (!first.equals("ok")) {
        throw new SQLiteException(first, SQLiteErrorCode.SQLITE_CORRUPT);
      }
    }
  }

  /// Renames the damaged file, so that a new one takes its place.
  void setAside(Instant now) throws IOException {
    damaged.setAside(now);
  }

  /// Copies what can be read of a file that was set aside, if one was.
  ///
  /// @return what became of it, in words
  Optional<String> salvage(Connection into) {
    return damaged.salvage(into);
  }

  @Override
  public void close() {
    FileChannel held = lock;
    lock = null;
    if (held != null) {
      try (held) {
        // Closing gives the lock back.
      } catch (IOException ended) {
        // The process's end gives it back as well.
      }
    }
  }
}
