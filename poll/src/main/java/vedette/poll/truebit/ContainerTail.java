package vedette.poll.truebit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;

/// A container's log on its way into the ledger, through the engine, where its files cannot be
/// read.
///
/// The engine can be asked from a second on, and gives the same lines in the same order again: how
/// many were kept since the last second began tells where to go on. podman stamps whole seconds,
/// Docker nanoseconds, and two outputs may be stamped out of order: all of that works. Not
/// thread-safe.
final class ContainerTail {
  private static final int ROOM = 4_096;
  private static final int MOST = 4_000;
  private static final long QUIET_MILLIS = 500;
  private static final String PREFIX = "container ";

  /// @param second of the engine's stamp; 0 if it has none
  /// @param stream -1: the log has ended
  private record Heard(long second, int stream, String text, long cut) {
    boolean end() {
      return stream < 0;
    }
  }

  private static final Heard END = new Heard(0, -1, "", 0);

  private final DockerEngine engine;
  private final LogGrammar grammar;
  private final Ledger ledger;
  private Ledger.Source source;

  /// The latest second that was heard of, and how many lines since it began.
  private Mark heardUpTo;

  /// Up to where entries are whole.
  private Mark whole;

  private ContainerTail(
      DockerEngine engine, LogGrammar grammar, Ledger ledger, Ledger.Source source) {
    this.engine = engine;
    this.grammar = grammar;
    this.ledger = ledger;
    this.source = source;
    this.heardUpTo = new Mark(Mark.of(source.mark()).second(), 0);
    this.whole = Mark.of(source.mark());
  }

  /// For a container, from where its log was left.
  static ContainerTail of(
      DockerEngine engine, ContainerState container, LogGrammar grammar, Ledger ledger) {
    String name = PREFIX + container.id();
    Ledger.Source source =
        ledger.sources().stream()
            .filter(s -> s.name().equals(name))
            .findFirst()
            .orElse(new Ledger.Source(0, name, 0, "", 0, "", 0));
    return new ContainerTail(engine, grammar, ledger, source);
  }

  /// Reads on until the log ends, which it does with the container.
  ///
  /// @throws DockerException if the engine does not give it
  /// @throws LedgerException if something could not be kept: then it is read again
  void follow(ContainerState container, IntConsumer told) throws InterruptedException {
    BlockingQueue<Heard> queue = new ArrayBlockingQueue<>(ROOM);
    List<DockerException> failed = new ArrayList<>();
    Thread reader =
        Thread.ofVirtual()
            .name("truebit log " + container.shortId())
            .start(() -> read(container, queue, failed));
    try {
      consume(queue, told);
      reader.join();
      if (!failed.isEmpty()) {
        throw failed.getFirst();
      }
    } finally {
      reader.interrupt();
    }
  }

  private void read(
      ContainerState container, BlockingQueue<Heard> queue, List<DockerException> failed) {
    try {
      try {
        engine.logs(
            container.id(),
            container.tty(),
            new DockerEngine.LogRequest(since(), true),
            EntryReader.LONGEST_LINE,
            (stream, line) -> {
              String text = line.text();
              int space = text.indexOf(' ');
              String at = space < 0 ? "" : text.substring(0, space);
              Optional<Instant> time = time(at);
              queue.put(
                  new Heard(
                      time.map(Instant::getEpochSecond).orElse(0L),
                      stream,
                      time.isPresent() ? text.substring(space + 1) : text,
                      line.cut()));
            });
      } catch (DockerException ended) {
        failed.add(ended);
      }
      queue.put(END);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void consume(BlockingQueue<Heard> queue, IntConsumer told) throws InterruptedException {
    LogAssembler assembler = new LogAssembler();
    List<Ledger.Kept> ready = new ArrayList<>();
    long skip = Mark.of(source.mark()).lines();
    int stream = 0;
    while (true) {
      @Nullable Heard heard = queue.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      if (heard == null || heard.end()) {
        if (heard != null || !assembler.unfinished()) {
          assembler.flush(entry -> ready.add(kept(entry)));
          whole = skip > 0 ? whole : heardUpTo;
        }
        keep(ready, told);
        if (heard != null) {
          return;
        }
        continue;
      }
      Mark before = heardUpTo;
      heardUpTo = before.and(heard.second());
      if (skip > 0) {
        skip--;
        continue;
      }
      int had = ready.size();
      if (heard.stream() != stream) {
        // An entry is written at once, so what comes from the other output begins another.
        assembler.flush(entry -> ready.add(kept(entry)));
        stream = heard.stream();
      }
      assembler.line(heard.text(), heard.cut(), entry -> ready.add(kept(entry)));
      if (ready.size() > had) {
        whole = before;
      }
      if (ready.size() >= MOST) {
        keep(ready, told);
      }
    }
  }

  private Ledger.Kept kept(LogEntry entry) {
    return new Ledger.Kept(entry, grammar.of(entry));
  }

  private void keep(List<Ledger.Kept> ready, IntConsumer told) {
    if (ready.isEmpty()) {
      return;
    }
    Ledger.Source now = new Ledger.Source(source.key(), source.name(), 0, "", 0, whole.text(), 0);
    source = FileTail.withKey(now, ledger.commit(new Ledger.Batch(now, ready)));
    told.accept(ready.size());
    ready.clear();
  }

  private long since() {
    return Mark.of(source.mark()).second();
  }

  private static Optional<Instant> time(String stamp) {
    if (stamp.length() < 20 || stamp.charAt(10) != 'T') {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(stamp).toInstant());
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  /// A place in the log: how many lines after the first of a second.
  private record Mark(long second, long lines) {
    static Mark of(String text) {
      return text.matches("[0-9]{1,12} [0-9]{1,18}")
          ? new Mark(
              Long.parseLong(text.substring(0, text.indexOf(' '))),
              Long.parseLong(text.substring(text.indexOf(' ') + 1)))
          : new Mark(0, 0);
    }

    /// After one more line. One that is stamped earlier is not among those that are given again.
    Mark and(long of) {
      return of > second
          ? new Mark(of, 1)
          : of == second || of == 0 ? new Mark(second, lines + 1) : this;
    }

    String text() {
      return second + " " + lines;
    }
  }
}
