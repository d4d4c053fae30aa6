package vedette.poll.truebit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;
import vedette.poll.docker.Lines;

/// Hears a container's log from a mark on, makes lines of its pieces, and hands them over.
///
/// Used by two threads: one reads, the other takes from the queue and asks [#failed] afterwards.
final class EngineReader {
  private static final System.Logger LOG = System.getLogger(EngineReader.class.getName());
  private static final int HEAD = 300;

  /// Characters of lines that wait to be taken.
  private static final int ROOM = 8 << 20;

  /// What a piece of the log made whole.
  ///
  /// @param after the place behind the piece
  /// @param stream -1: the log has ended
  /// @param lines often one; at the end those that are begun
  /// @param complete at the end: whether it ended as a log does
  record Heard(EngineMark after, int stream, List<Lines.Line> lines, boolean complete) {
    boolean end() {
      return stream < 0;
    }

    int size() {
      long all = lines.stream().mapToLong(line -> line.text().length()).sum();
      return (int) Math.min(all, ROOM);
    }
  }

  private final DockerEngine engine;
  private final ContainerState container;
  private final EngineMark from;
  private final long skip;
  private final BlockingQueue<Heard> queue;
  private final Semaphore room = new Semaphore(ROOM);
  private final EngineCursor cursor = new EngineCursor();
  // Each output has lines of its own: a piece of one may come within a line of the other.
  private final Lines[] lines = new Lines[4];
  private long passed;
  private volatile @Nullable DockerException failed;
  private volatile @Nullable AskedLog asked;

  private EngineReader(
      DockerEngine engine,
      ContainerState container,
      EngineMark from,
      long skip,
      BlockingQueue<Heard> queue) {
    this.engine = engine;
    this.container = container;
    this.from = from;
    this.skip = skip;
    this.queue = queue;
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new Lines(EntryReader.LONGEST_LINE);
    }
  }

  /// Finds the place of a mark again.
  ///
  /// @throws DockerException if the engine does not give the log
  static EngineReader from(
      DockerEngine engine, ContainerState container, EngineMark mark, BlockingQueue<Heard> queue)
      throws InterruptedException {
    long skip = mark.pieces() == 0 ? 0 : place(engine, container, mark);
    return new EngineReader(engine, container, mark, skip, queue);
  }

  /// How many pieces from the mark's second on were read already.
  private static long place(DockerEngine engine, ContainerState container, EngineMark mark)
      throws InterruptedException {
    EngineCursor looking = new EngineCursor();
    long[] at = {0, 0};
    engine.logs(
        container.id(),
        container.tty(),
        new DockerEngine.LogRequest(since(mark), false),
        EntryReader.LONGEST_LINE,
        (stream, second, bytes, _) -> {
          looking.passed(stream, second, bytes);
          if (mark.counts(second)) {
            at[0]++;
            // Many pieces of a second are equal, such as the last line of each entry: of these the
            // one that is nearest to where it should be.
            if (looking.check() == mark.check()
                && (at[1] == 0
                    || Math.abs(at[0] - mark.pieces()) < Math.abs(at[1] - mark.pieces()))) {
              at[1] = at[0];
            }
          }
          // Where it should be: no need to look further.
          return at[1] != mark.pieces();
        });
    if (at[1] != mark.pieces()) {
      String found =
          at[1] > 0 ? "the place was found" : "what it has is read, before that some may lack";
      LOG.log(
          System.Logger.Level.WARNING,
          () ->
              "truebit: the engine's log of %s does not go on as it was left; %s"
                  .formatted(container.name(), found));
    }
    return at[1];
  }

  /// One second earlier: podman leaves out what is stamped at its very beginning.
  private static long since(EngineMark mark) {
    return Math.max(0, mark.second() - 1);
  }

  /// Why it ended, if it did not end by itself.
  Optional<DockerException> failed() {
    return Optional.ofNullable(failed);
  }

  /// Whether there may be more by now than was handed over: that nothing comes is no silence then.
  boolean behind() {
    AskedLog log = asked;
    return log != null && !log.idle();
  }

  /// Hands over what comes, then an end.
  void read() {
    try {
      boolean complete = false;
      try {
        // podman follows the log of one that does not run without giving all of it.
        if (container.running() && !engine.followsWhole()) {
          AskedLog log = new AskedLog(engine, container, since(from), this::piece, AskedLog::pause);
          asked = log;
          log.read();
        } else {
          engine.logs(
              container.id(),
              container.tty(),
              new DockerEngine.LogRequest(since(from), container.running()),
              EntryReader.LONGEST_LINE,
              this::piece);
        }
        complete = true;
      } catch (DockerException broken) {
        failed = broken;
      }
      List<Lines.Line> rest = new ArrayList<>();
      for (Lines each : lines) {
        each.end(rest::add);
      }
      put(new Heard(cursor.mark(), -1, rest, complete));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean piece(int stream, long second, byte[] bytes, long cut)
      throws InterruptedException {
    cursor.passed(stream, second, bytes);
    boolean known = passed < skip;
    List<Lines.Line> whole = new ArrayList<>(1);
    Lines of = lines[stream];
    if (of.waiting() > 0 && begins(bytes)) {
      // The process ended within a line, and another wrote this one.
      of.end(whole::add);
    }
    if (cut > 0) {
      of.missing(cut);
    }
    of.feed(bytes, 0, bytes.length, whole::add);
    if (known && from.counts(second) && ++passed == skip && from.ended()) {
      for (Lines each : lines) {
        each.end(_ -> {});
      }
    }
    put(new Heard(cursor.mark(), stream, known ? List.of() : whole, false));
    return true;
  }

  private void put(Heard heard) throws InterruptedException {
    room.acquire(heard.size());
    queue.put(heard);
  }

  /// What was taken from the queue makes room.
  void taken(Heard heard) {
    room.release(heard.size());
  }

  private static boolean begins(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.UTF_8);
    return LogHead.of(LogText.clean(head.stripTrailing()))
        .filter(found -> !found.source().isEmpty())
        .isPresent();
  }
}
