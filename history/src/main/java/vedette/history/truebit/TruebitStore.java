package vedette.history.truebit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import vedette.history.Database;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LedgerException;
import vedette.poll.truebit.LedgerState;
import vedette.poll.truebit.NodeMessage;

/// A node's ledger in a SQLite file.
///
/// A batch and how far the log was read are one transaction, synced before [#commit] returns: after
/// a kill -9 or a power cut reading goes on exactly there. Any thread may call; one writes at a
/// time. What cannot be opened is tried again at each call.
public final class TruebitStore implements Ledger, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TruebitStore.class.getName());

  private final StoreOptions options;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Writing writing;
  private @Nullable FileChannel held;
  private boolean closed;

  private TruebitStore(StoreOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
  }

  /// What is open.
  private record Writing(
      Connection connection,
      BatchWriting batches,
      StoreRetention retention,
      LedgerReading reading) {}

  /// Keeps a node's ledger in a file, which is made if it is not there. Close it.
  public static TruebitStore open(StoreOptions options) {
    return open(options, InstantSource.system());
  }

  /// The same with the clock that tells what is too old.
  public static TruebitStore open(StoreOptions options, InstantSource clock) {
    TruebitStore store = new TruebitStore(options, clock);
    try {
      // Makes the file, so that there is one to be read.
      List<Source> _ = store.sources();
    } catch (LedgerException later) {
      LOG.log(System.Logger.Level.WARNING, later.getMessage());
    }
    return store;
  }

  /// What is kept, and how.
  public StoreOptions options() {
    return options;
  }

  private interface Work<T> {
    T with(Writing writing) throws SQLException;
  }

  @Override
  public List<Source> sources() {
    return work("reading how far logs were read", writing -> sources(writing.connection()));
  }

  @Override
  public void seen(Collection<Long> keys) {
    int _ =
        work(
            "noting what there is to be read",
            writing ->
                transaction(
                    writing,
                    () -> {
                      writing.batches().seen(keys, clock.instant());
                      return keys.size();
                    }));
  }

  @Override
  public long commit(Batch batch) {
    return work(
        "keeping a log",
        writing -> {
          long key = transaction(writing, () -> writing.batches().write(batch, clock.instant()));
          boolean aged = writing.retention().after(weight(batch), clock.instant());
          if (writing.batches().tasksChanged() || aged) {
            writing.reading().changed();
          }
          return key;
        });
  }

  @Override
  public void commit(List<NodeMessage> records) {
    int _ =
        work(
            "keeping records",
            writing -> {
              int kept =
                  transaction(
                      writing,
                      () -> {
                        writing.batches().write(records, clock.instant());
                        return records.size();
                      });
              boolean _ = writing.retention().after(weight(records), clock.instant());
              writing.reading().changed();
              return kept;
            });
  }

  /// Entries, where a long one counts as several.
  private static int weight(Batch batch) {
    return batch.entries().stream().mapToInt(k -> 1 + k.entry().message().length() / 1_024).sum();
  }

  private static int weight(List<NodeMessage> records) {
    int all = 0;
    for (NodeMessage record : records) {
      int data =
          switch (record) {
            case NodeMessage.TaskCreated task -> task.input().map(String::length).orElse(0);
            case NodeMessage.Outcome outcome -> outcome.solution().map(String::length).orElse(0);
            case NodeMessage.Invoice invoice -> 100 * invoice.items().size();
            case NodeMessage.Unknown _ -> 0;
          };
      all += 1 + data / 1_024;
    }
    return all;
  }

  @Override
  public LedgerState state(Instant now) {
    return work("summing up", writing -> writing.reading().state());
  }

  private interface Step<T> {
    T take() throws SQLException;
  }

  private static <T> T transaction(Writing writing, Step<T> step) throws SQLException {
    Connection connection = writing.connection();
    Database.execute(connection, "BEGIN IMMEDIATE");
    try {
      T result = step.take();
      Database.execute(connection, "COMMIT");
      return result;
    } catch (SQLException | RuntimeException broken) {
      writing.batches().forget();
      try {
        Database.execute(connection, "ROLLBACK");
      } catch (SQLException rolledBackAlready) {
        broken.addSuppressed(rolledBackAlready);
      }
      throw broken;
    }
  }

  private <T> T work(String what, Work<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw new LedgerException(options.file() + ": it is closed");
      }
      return work.with(opened());
    } catch (SQLException | IOException broken) {
      closeNow();
      setAsideIfDamaged(broken);
      throw new LedgerException(
          "%s: expected that %s works. Found: %s. Do: see that there is room, and that nobody else writes it"
              .formatted(options.file(), what, broken.getMessage()),
          broken);
    } finally {
      lock.unlock();
    }
  }

  private Writing opened() throws SQLException, IOException {
    Writing open = writing;
    if (open != null) {
      return open;
    }
    makeFile();
    Connection connection = Database.writer(options.file());
    try {
      if (!StoreSchema.fits(connection)) {
        throw new SQLiteException(
            "a file of another program or version", SQLiteErrorCode.SQLITE_NOTADB);
      }
      Database.writeAhead(connection);
      StoreSchema.make(connection);
      Writing made =
          new Writing(
              connection,
              new BatchWriting(connection, options),
              new StoreRetention(connection, options),
              new LedgerReading(connection, options));
      writing = made;
      return made;
    } catch (SQLException refused) {
      Database.close(connection);
      throw refused;
    }
  }

  /// For its owner only: it has addresses and tasks' inputs.
  private void makeFile() throws IOException {
    Path folder = options.file().toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (held == null) {
      held = lockFile();
    }
    if (!Files.exists(options.file())) {
      try {
        Path _ =
            Files.createFile(
                options.file(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException meanwhile) {
        // As good.
      }
    }
  }

  private FileChannel lockFile() throws IOException {
    FileChannel channel =
        FileChannel.open(
            Database.beside(options.file(), ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException ownProcess) {
      // Not locked, as if another process had it.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new IOException("another Vedette writes it");
    }
    return channel;
  }

  /// The node's files are read again into a new one.
  private void setAsideIfDamaged(Exception broken) {
    boolean damaged =
        broken instanceof SQLiteException sqlite
            && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
                || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB);
    if (!damaged) {
      return;
    }
    try {
      String ending = ".damaged-" + clock.millis();
      for (String part : List.of("", "-wal", "-shm")) {
        Path file = Database.beside(options.file(), part);
        if (Files.exists(file)) {
          Files.move(
              file, Database.beside(options.file(), part + ending), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      LOG.log(
          System.Logger.Level.WARNING,
          () -> options.file() + ": damaged, set aside and begun anew from the node's files");
    } catch (IOException stays) {
      LOG.log(System.Logger.Level.ERROR, () -> options.file() + ": damaged, and stays: " + stays);
    }
  }

  private static List<Source> sources(Connection connection) throws SQLException {
    List<Source> all = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM sources");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        all.add(
            new Source(
                row.getLong("key"),
                Rows.text(row, "name"),
                row.getInt("prefix_length"),
                Rows.text(row, "prefix_hash"),
                row.getLong("offset"),
                Rows.text(row, "mark"),
                row.getLong("finished")));
      }
    }
    return all;
  }

  private void closeNow() {
    Writing open = writing;
    writing = null;
    if (open != null) {
      Database.close(open.connection());
    }
  }

  /// Closes the file for good: whoever comes late would take it from the next store. What was
  /// committed is there.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closeNow();
      FileChannel channel = held;
      held = null;
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ended) {
      // The process's end gives the lock back as well.
    } finally {
      lock.unlock();
    }
  }
}
