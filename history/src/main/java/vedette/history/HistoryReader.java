package vedette.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Answers questions about what was.
///
/// Answers on the caller's thread, with connections that can only read. At most so many questions
/// at a time as [HistoryOptions#readers] says; others wait for their turn, and one that takes
/// longer than [HistoryOptions#queryTimeout] in all is ended. Any thread; a virtual thread is
/// pinned while it is answered.
///
/// Every method throws [HistoryException] if there is no answer.
public final class HistoryReader implements AutoCloseable {
  private static final int INSTRUCTIONS_BETWEEN_LOOKS = 20_000;

  /// Is told when the file turns out to be damaged.
  interface Alarm {
    void damaged(String what);
  }

  /// A question put to the database.
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private final Path file;
  private final Duration timeout;
  private final Alarm alarm;
  private final Semaphore turns;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private long generation;
  private boolean closed;

  HistoryReader(Path file, int readers, Duration timeout, Alarm alarm) {
    this.file = file;
    this.timeout = timeout;
    this.alarm = alarm;
    this.turns = new Semaphore(readers, true);
  }

  /// Opens a history to read only, whether or not a Vedette writes it meanwhile. Close it.
  ///
  /// @param timeout how long one question may take
  /// @throws HistoryException if there is no history, or none that this version can read
  public static HistoryReader open(Path file, Duration timeout) {
    HistoryReader reader = new HistoryReader(file, 1, timeout, _ -> {});
    try {
      long _ = reader.ask(connection -> Database.number(connection, "SELECT count(*) FROM series"));
      return reader;
    } catch (HistoryException refused) {
      reader.close();
      throw refused;
    }
  }

  /// Values of series: of the finest step that gives no more points than asked for and reaches back
  /// to the range's start as far as there is anything.
  public SeriesAnswer series(SeriesQuery query) {
    return ask(connection -> SeriesReading.answer(connection, query));
  }

  /// Every series there is, by node and name.
  public List<SeriesName> seriesNames() {
    return ask(SeriesReading::names);
  }

  /// Every node and service that anything was kept of, by key. Looks at all rows.
  public List<String> nodes() {
    return ask(ThingReading::nodes);
  }

  /// Blocks of a node below a height, the highest first. To go on, ask again with the lowest height
  /// of the answer: blocks of one height are never parted (unless they alone exceed `limit`).
  ///
  /// @param before [Long#MAX_VALUE] for the newest
  /// @param limit 1 to 10,000
  public List<BlockRecord> blocks(String node, long before, int limit) {
    int most = checked(limit);
    return ask(connection -> ThingReading.blocks(connection, node, before, most));
  }

  /// Sessions of a node's peers that were open at any time in the range, the last opened first.
  ///
  /// @param from ms since the epoch
  /// @param to ms since the epoch
  /// @param limit 1 to 10,000
  public List<SessionRecord> sessions(String node, long from, long to, int limit) {
    int most = checked(limit);
    return ask(connection -> ThingReading.sessions(connection, node, from, to, most));
  }

  /// What happened to a node in the range, the newest first.
  ///
  /// @param node empty for what is about Vedette itself
  /// @param limit 1 to 10,000
  public List<Happening> happenings(String node, long from, long to, int limit) {
    int most = checked(limit);
    return ask(connection -> ThingReading.happenings(connection, node, from, to, most));
  }

  /// Why transactions went, per interval of ten minutes, in order of time.
  ///
  /// @param limit intervals times two, 1 to 10,000
  public List<Reasons> reasons(String node, long from, long to, int limit) {
    int most = checked(limit);
    return ask(connection -> ThingReading.reasons(connection, node, from, to, most));
  }

  /// Looks at every page of the file.
  ///
  /// @return what is damaged, as SQLite says it; empty if nothing is
  public Optional<String> check() {
    return ask(connection -> {
      try (var statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
        String first = row.next() ? Cells.text(row, "integrity_check") : "nothing to read";
        return first.equals("ok") ? Optional.empty() : Optional.of(first);
      } catch (SQLiteException broken) {
        if (Trouble.of(file, broken).kind() == Trouble.Kind.DAMAGED) {
          return Optional.of(String.valueOf(broken.getMessage()));
        }
        throw broken;
      }
    });
  }

  Path file() {
    return file;
  }

  private static int checked(int limit) {
    if (limit < 1 || limit > 10_000) {
      throw new IllegalArgumentException(
          "history: expected a limit of 1 to 10000. Found: " + limit + ".");
    }
    return limit;
  }

  /// Asks within the bounds of number and time.
  <T> T ask(Question<T> question) {
    long deadline = System.nanoTime() + Times.nanos(timeout);
    try {
      if (!turns.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new HistoryException(
            HistoryException.Fault.PASSING,
            file + ": too many questions at a time. Do: ask again later.");
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new HistoryException(
          HistoryException.Fault.PASSING, file + ": interrupted while waiting to read.", asked);
    }
    try {
      return answered(question, deadline);
    } finally {
      turns.release();
    }
  }

  private <T> T answered(Question<T> question, long deadline) {
    long mine;
    Connection connection = null;
    synchronized (idle) {
      if (closed) {
        throw new HistoryException(HistoryException.Fault.LASTING, file + ": history is closed.");
      }
      mine = generation;
      connection = idle.poll();
    }
    boolean good = false;
    try {
      if (connection == null) {
        connection = connect();
      }
      ProgressHandler.setHandler(
          connection,
          INSTRUCTIONS_BETWEEN_LOOKS,
          new ProgressHandler() {
            @Override
            protected int progress() {
              return System.nanoTime() - deadline > 0 ? 1 : 0;
            }
          });
      T answer = question.ask(connection);
      good = true;
      return answer;
    } catch (SQLException broken) {
      throw failure(broken);
    } finally {
      if (connection != null) {
        giveBack(connection, good, mine);
      }
    }
  }

  private Connection connect() throws SQLException {
    if (!Files.exists(file)) {
      throw new HistoryException(
          HistoryException.Fault.PASSING, file + ": there is no history yet.");
    }
    Connection connection = Database.reader(file);
    try {
      Schema.Fit fit = Schema.present().fit(connection);
      if (fit != Schema.Fit.FITS) {
        throw new HistoryException(HistoryException.Fault.LASTING, file + ": " + Keeper.unfit(fit));
      }
      if (Database.number(connection, "PRAGMA user_version") == 0) {
        throw new HistoryException(
            HistoryException.Fault.PASSING, file + ": there is no history yet.");
      }
      return connection;
    } catch (SQLException | HistoryException refused) {
      Database.close(connection);
      throw refused;
    }
  }

  private void giveBack(Connection connection, boolean good, long mine) {
    boolean kept = false;
    if (good) {
      synchronized (idle) {
        if (!closed && mine == generation) {
          idle.push(connection);
          kept = true;
        }
      }
    }
    if (!kept) {
      Database.close(connection);
    }
  }

  private HistoryException failure(SQLException broken) {
    if (broken instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT) {
      return new HistoryException(
          HistoryException.Fault.PASSING,
          file + ": the answer took longer than " + timeout.toMillis() + " ms. Do: ask for less.",
          broken);
    }
    Trouble trouble = Trouble.of(file, broken);
    if (trouble.kind() == Trouble.Kind.DAMAGED) {
      alarm.damaged(String.valueOf(broken.getMessage()));
    }
    String sentence =
        trouble.kind() == Trouble.Kind.ENTRIES
            ? file + ": cannot be read (" + broken.getMessage() + ")."
            : trouble.sentence();
    return new HistoryException(HistoryException.Fault.PASSING, sentence, broken);
  }

  /// Closes what is open and idle; what is in use is closed after its question. The next question
  /// opens the file anew.
  void reopen() {
    List<Connection> old;
    synchronized (idle) {
      generation++;
      old = List.copyOf(idle);
      idle.clear();
    }
    old.forEach(Database::close);
  }

  /// Closes the connections; those in use as soon as they have answered.
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
    }
    reopen();
  }
}
