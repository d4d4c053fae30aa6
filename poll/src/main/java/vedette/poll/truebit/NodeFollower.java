package vedette.poll.truebit;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.poll.Words;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;

/// Reads a node's log and records as they come, on a thread of its own, and keeps them in a ledger.
///
/// Whatever goes wrong (a folder that is not there, an engine that is restarted, a full disk) is
/// told by [#state] and tried again. Nothing is skipped: what could not be kept is read again.
public final class NodeFollower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NodeFollower.class.getName());
  private static final long STEP_MILLIS = 200;
  private static final long LOOK_MILLIS = 2_000;
  private static final long RETRY_MILLIS = 5_000;

  /// Each look runs two commands in the container.
  private static final long EXEC_MILLIS = 30_000;

  private static final long GRACE_MILLIS = 5_000;

  private final LogSource source;
  private final Ledger ledger;
  private final LogGrammar grammar;
  private final Consumer<String> changed;
  private final Thread files;
  private final Thread engine;
  private final Thread commands;

  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private volatile long behind;
  private volatile @Nullable Instant lastReadAt;
  private volatile String logTrouble = "";
  private volatile String dataTrouble = "";

  /// @param changed is told `ledger` when something was kept; must return at once
  public NodeFollower(LogSource source, Ledger ledger, Consumer<String> changed) {
    this.source = source;
    this.ledger = ledger;
    this.grammar = new LogGrammar(source.longestData());
    this.changed = changed;
    // Platform threads: SQLite would hold the carrier of a virtual one.
    files = Thread.ofPlatform().daemon().name("truebit files").unstarted(this::readFiles);
    engine = Thread.ofPlatform().daemon().name("truebit engine").unstarted(this::readEngine);
    commands = Thread.ofPlatform().daemon().name("truebit exec").unstarted(this::readByExec);
  }

  /// Begins.
  public void start() {
    if (source.logs().isPresent() || source.data().isPresent()) {
      files.start();
    }
    if (source.logs().isEmpty() && source.engine().isPresent()) {
      engine.start();
    }
    if (source.data().isEmpty() && source.exec().isPresent()) {
      commands.start();
    }
  }

  /// How it goes.
  public FollowState state() {
    String from = source.logs().isPresent() ? "files" : source.engine().isPresent() ? "engine" : "";
    // Names of files in it are whose the node's are.
    String trouble = Words.oneLine(logTrouble.isEmpty() ? dataTrouble : logTrouble, 400);
    return new FollowState(
        from, entries.get(), behind, Optional.ofNullable(lastReadAt), records.get(), trouble);
  }

  private void readFiles() {
    Optional<FolderTail> tail = source.logs().map(root -> new FolderTail(root, grammar, ledger));
    Optional<EventDbImport> data = source.data().map(root -> imports(new FolderEventDbs(root)));
    long looked = System.nanoTime() - LOOK_MILLIS * 1_000_000;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean look = System.nanoTime() - looked >= LOOK_MILLIS * 1_000_000;
        if (look) {
          looked = System.nanoTime();
          if (data.isPresent()) {
            records(data.get());
          }
        }
        if (tail.isPresent()) {
          logs(tail.get(), look);
        }
        Thread.sleep(STEP_MILLIS);
      }
    } catch (InterruptedException closed) {
      // The end.
    } finally {
      tail.ifPresent(FolderTail::close);
    }
  }

  private void logs(FolderTail tail, boolean look) throws InterruptedException {
    try {
      int kept = look ? tail.look() : 0;
      kept += tail.advance();
      behind = tail.behind();
      told(kept);
      logTrouble = tail.trouble().orElse("");
    } catch (IOException unreadable) {
      logTrouble =
          "%s: expected a folder with the node's logs. Found: %s. Do: mount it read-only for Vedette"
              .formatted(source.logs().orElseThrow(), words(unreadable));
    } catch (LedgerException refused) {
      logTrouble = words(refused);
      Thread.sleep(RETRY_MILLIS);
    } catch (RuntimeException mistake) {
      LOG.log(System.Logger.Level.ERROR, "truebit: reading logs", mistake);
      logTrouble = "reading logs broke off, see Vedette's log";
      Thread.sleep(RETRY_MILLIS);
    }
  }

  private EventDbImport imports(EventDbFiles from) {
    return new EventDbImport(from, new NodeMessages(source.longestData()), ledger);
  }

  private void readByExec() {
    NodeContainer container = new NodeContainer(source.exec().orElseThrow(), source.container());
    EventDbImport data = imports(new ContainerEventDbs(container));
    try {
      while (!Thread.currentThread().isInterrupted()) {
        records(data);
        Thread.sleep(EXEC_MILLIS);
      }
    } catch (InterruptedException closed) {
      // The end.
    }
  }

  private void records(EventDbImport data) throws InterruptedException {
    try {
      int fresh = data.look();
      if (fresh > 0) {
        records.addAndGet(fresh);
        changed.accept("ledger");
      }
      dataTrouble = data.trouble().orElse("");
    } catch (IOException unreadable) {
      dataTrouble =
          source
              .data()
              .map(folder ->
                  "%s: expected the folder with the node's EventDB. Found: %s. Do: mount it"
                          .formatted(folder, words(unreadable))
                      + " read-only for Vedette")
              .orElseGet(() -> "EventDB in the container: " + words(unreadable));
    } catch (LedgerException refused) {
      dataTrouble = words(refused);
    } catch (RuntimeException mistake) {
      LOG.log(System.Logger.Level.ERROR, "truebit: reading EventDB", mistake);
      dataTrouble = "reading EventDB broke off, see Vedette's log";
    }
  }

  private void readEngine() {
    DockerEngine from = source.engine().orElseThrow();
    Optional<ContainerState> over = Optional.empty();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          // By name each time: a container that is made anew has another id.
          Optional<ContainerState> container = from.container(source.container());
          if (container.isPresent()) {
            logTrouble = "";
            // Of one that does not run there is no more to be read.
            if (!container.equals(over)) {
              boolean all =
                  ContainerTail.of(from, container.get(), grammar, ledger).follow(this::told);
              over = all ? from.container(source.container()) : Optional.empty();
              if (over.filter(ContainerState::running).isPresent()) {
                over = Optional.empty();
              }
            }
          } else {
            logTrouble = "no container is named " + source.container();
          }
        } catch (DockerException | LedgerException broken) {
          logTrouble = words(broken);
        } catch (RuntimeException mistake) {
          LOG.log(System.Logger.Level.ERROR, "truebit: reading a container's log", mistake);
          logTrouble = "reading the log broke off, see Vedette's log";
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException closed) {
      // The end.
    }
  }

  private void told(int kept) {
    if (kept > 0) {
      entries.addAndGet(kept);
      lastReadAt = Instant.now();
      changed.accept("ledger");
    }
  }

  private static String words(Exception broken) {
    String said = broken.getMessage();
    return Words.oneLine(said == null ? broken.getClass().getSimpleName() : said, 250);
  }

  /// Ends, within five seconds.
  @Override
  public void close() {
    files.interrupt();
    engine.interrupt();
    commands.interrupt();
    try {
      // One that was never started has ended already.
      files.join(GRACE_MILLIS);
      engine.join(GRACE_MILLIS);
      commands.join(GRACE_MILLIS);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }
}
