package vedette.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The writer: takes entries from the queue to the database, and gets over everything that keeps it
/// from that. Its own thread runs it; status and alarm are for any.
///
/// ```
/// opening ──► writing ──► closed        opened anew after 1 s, 2 s … 60 s
///    ▲   └──► degraded ◄──┘             a damaged file is set aside, what can be read is kept
///    └───────────┘
/// ```
final class Keeper implements Runnable, HistoryReader.Alarm {
  private static final long IDLE_NANOS = 1_000_000_000L;
  private static final long CARE_NANOS = 60_000_000_000L;
  private static final long FACTS_NANOS = 1_000_000_000L;

  private record Uncertain(long batch, List<Entry> entries) {}

  private final HistoryOptions options;
  private final Path file;
  private final WriteQueue queue;
  private final Tallies tallies;
  private final Clock clock;
  private final Retention retention;
  private final Opening opening;
  private final StatusBoard board;
  private final Backoff backoff = new Backoff();
  private final AtomicBoolean suspect = new AtomicBoolean();
  private @Nullable HistoryReader readers;
  private @Nullable Store store;
  private @Nullable Uncertain uncertain;
  private long batch;
  private boolean check = true;
  private boolean damagedAgain;
  private long nextCare = System.nanoTime();
  private long nextFacts = System.nanoTime();

  Keeper(HistoryOptions options, WriteQueue queue, Tallies tallies, Clock clock) {
    this.options = options;
    this.file = options.file();
    this.queue = queue;
    this.tallies = tallies;
    this.clock = clock;
    this.retention = new Retention(options, tallies, new AgeGate(clock, System::nanoTime));
    this.board = new StatusBoard(file);
    this.opening = new Opening(file, Schema.present());
  }

  /// Who must let go of the file when it is set aside; told once, before the thread starts.
  void readers(HistoryReader all) {
    readers = all;
  }

  @Override
  public void damaged(String what) {
    suspect.set(true);
  }

  HistoryStatus status() {
    return board.status(tallies, queue);
  }

  @Override
  public void run() {
    try {
      while (turn()) {}
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    } finally {
      List<Entry> rest = queue.rest();
      rest.forEach(entry -> tallies.dropped(entry.entryKind(), 1));
      queue.settle(rest.size());
      closeStore();
      opening.close();
      board.closed();
    }
  }

  /// One round: open if need be, write a batch, look after the file.
  ///
  /// @return whether there is another
  private boolean turn() throws InterruptedException {
    boolean last = queue.closed();
    boolean good;
    try {
      good = work();
    } catch (SQLException broken) {
      good = trouble(Trouble.of(file, broken));
    } catch (IOException broken) {
      good = unusable(file + ": " + broken.getMessage());
    } catch (RuntimeException | LinkageError unforeseen) {
      good = unusable(file + ": an error that Vedette did not foresee: " + unforeseen);
    }
    if (last && (!good || queue.state().entries() == 0)) {
      return false;
    }
    if (!good) {
      queue.pause(backoff.next());
    }
    return true;
  }

  /// Opens, writes, cares.
  ///
  /// @return whether to go on at once
  private boolean work() throws SQLException, IOException, InterruptedException {
    if (suspect.getAndSet(false)) {
      check = true;
      closeStore();
    }
    Store open = store;
    if (open == null) {
      open = open();
      if (open == null) {
        return false;
      }
      store = open;
    }
    List<Entry> entries =
        queue.next(
            retention.busy() ? 0 : IDLE_NANOS,
            retention.busy() ? 0 : Times.nanos(options.commitEvery()));
    if (!entries.isEmpty()) {
      write(open, entries);
    }
    care(open);
    return true;
  }

  private @Nullable Store open() throws SQLException, IOException {
    opening.lock();
    Connection connection = opening.connect(check);
    try {
      Schema.Fit fit = opening.fit(connection);
      if (fit != Schema.Fit.FITS) {
        Database.close(connection);
        boolean _ = unusable(file + ": " + unfit(fit));
        return null;
      }
      Store open = opening.prepare(connection);
      check = false;
      batch = open.lastBatch();
      opening
          .salvage(connection)
          .ifPresent(done -> {
            board.repaired(done);
            queue.offer(
                new Happening(
                    "",
                    clock.millis(),
                    OptionalLong.empty(),
                    "history_damaged",
                    "",
                    "warning",
                    done));
          });
      settleUncertain();
      board.state(HistoryStatus.State.WRITING, "");
      nextFacts = System.nanoTime();
      look(open);
      return open;
    } catch (SQLException | RuntimeException broken) {
      Database.close(connection);
      throw broken;
    }
  }

  static String unfit(Schema.Fit fit) {
    return fit == Schema.Fit.NEWER
        ? "it was written by a newer Vedette and is left alone. Do: use that version, or name"
            + " another file."
        : "it is another program's database and is left alone. Do: name another file.";
  }

  private void write(Store open, List<Entry> entries) throws SQLException {
    long number = batch + 1;
    List<Entry> refused;
    uncertain = new Uncertain(number, entries);
    try {
      refused = open.write(entries, number, clock.millis());
    } catch (SQLException broken) {
      Trouble trouble = Trouble.of(file, broken);
      if (trouble.kind() != Trouble.Kind.ENTRIES) {
        throw broken;
      }
      // It would fail for ever and keep everything behind it waiting.
      uncertain = null;
      entries.forEach(entry -> tallies.dropped(entry.entryKind(), 1));
      queue.settle(entries.size());
      board.state(HistoryStatus.State.WRITING, trouble.sentence());
      return;
    }
    uncertain = null;
    batch = number;
    backoff.reset();
    damagedAgain = false;
    committed(entries, refused);
    board.state(HistoryStatus.State.WRITING, "");
    look(open);
  }

  private void committed(List<Entry> entries, List<Entry> refused) {
    Map<Entry.Kind, Long> kinds = new EnumMap<>(Entry.Kind.class);
    entries.forEach(entry -> kinds.merge(entry.entryKind(), 1L, Long::sum));
    refused.forEach(entry -> {
      kinds.merge(entry.entryKind(), -1L, Long::sum);
      tallies.refused(entry.entryKind(), 1);
    });
    kinds.forEach(tallies::written);
    queue.settle(entries.size());
  }

  /// A commit that failed may have been one all the same: the file says so.
  private void settleUncertain() {
    Uncertain open = uncertain;
    uncertain = null;
    if (open != null && batch == open.batch()) {
      committed(open.entries(), List.of());
    }
  }

  private void care(Store open) throws SQLException {
    long now = System.nanoTime();
    if (retention.busy() || now - nextCare >= 0) {
      retention.step(open.connection(), clock.millis());
      nextCare = now + CARE_NANOS;
    }
  }

  private void look(Store open) throws SQLException {
    long now = System.nanoTime();
    if (now - nextFacts < 0) {
      return;
    }
    nextFacts = now + FACTS_NANOS;
    board.look(open);
  }

  private boolean trouble(Trouble trouble) {
    switch (trouble.kind()) {
      case LOCKED -> board.state(HistoryStatus.State.DEGRADED, trouble.sentence());
      case UNUSABLE, ENTRIES -> {
        boolean _ = unusable(trouble.sentence());
      }
      case DAMAGED -> {
        return repair(trouble);
      }
    }
    return false;
  }

  /// Sees to a damaged file.
  ///
  /// @return whether to open at once
  private boolean repair(Trouble trouble) {
    closeStore();
    if (!check && !damagedAgain) {
      // What was read wrong once may be right on the disk: look at all of it first.
      check = true;
      damagedAgain = true;
      board.state(HistoryStatus.State.DEGRADED, trouble.sentence() + " It is being checked.");
      return true;
    }
    try {
      if (readers != null) {
        readers.reopen();
      }
      opening.setAside(clock.instant());
      if (readers != null) {
        readers.reopen(); // who asked meanwhile may have opened what is aside now
      }
      check = false;
      damagedAgain = true;
      board.state(HistoryStatus.State.DEGRADED, trouble.sentence() + " It is being repaired.");
    } catch (IOException cannot) {
      return unusable(
          trouble.sentence()
              + " It cannot be set aside ("
              + cannot
              + "). Do: make its folder writable, or move the file away.");
    }
    return false;
  }

  private boolean unusable(String sentence) {
    closeStore();
    board.state(HistoryStatus.State.DEGRADED, sentence);
    return false;
  }

  private void closeStore() {
    Store open = store;
    store = null;
    if (open != null) {
      open.close();
    }
  }
}
