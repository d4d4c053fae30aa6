package vedette.poll.truebit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;
import vedette.poll.docker.Lines;

/// A container's log on its way into the ledger, through the engine, where its files cannot be
/// read. Not thread-safe.
final class ContainerTail {
  private static final int ROOM = 4_096;
  private static final int MOST = 4_000;
  private static final long STEP_MILLIS = 250;
  private static final long QUIET_MILLIS = 500;
  private static final long UNFINISHED_MILLIS = 5_000;
  private static final long LOOK_MILLIS = 5_000;

  /// A node that lives writes every two minutes; an engine may have stopped telling.
  private static final long RENEW_MILLIS = 900_000;

  private static final String PREFIX = "container ";

  private final DockerEngine engine;
  private final ContainerState container;
  private final LogGrammar grammar;
  private final Ledger ledger;
  private final LongSupplier nanos;
  private final LogAssembler assembler = new LogAssembler();
  private final List<Ledger.Kept> ready = new ArrayList<>();
  private long characters;
  private Ledger.Source source;

  /// Up to where it was heard, and up to where entries are whole.
  private EngineMark heardUpTo;

  private EngineMark whole;
  private long keptAt;

  private ContainerTail(
      DockerEngine engine,
      ContainerState container,
      LogGrammar grammar,
      Ledger ledger,
      Ledger.Source source,
      LongSupplier nanos) {
    this.engine = engine;
    this.container = container;
    this.grammar = grammar;
    this.ledger = ledger;
    this.source = source;
    this.heardUpTo = EngineMark.of(source.mark());
    this.whole = heardUpTo;
    this.nanos = nanos;
    this.keptAt = nanos.getAsLong();
  }

  /// For a container, from where its log was left.
  static ContainerTail of(
      DockerEngine engine, ContainerState container, LogGrammar grammar, Ledger ledger) {
    return of(engine, container, grammar, ledger, System::nanoTime);
  }

  /// The same with its clock, of any origin.
  static ContainerTail of(
      DockerEngine engine,
      ContainerState container,
      LogGrammar grammar,
      Ledger ledger,
      LongSupplier nanos) {
    String name = PREFIX + container.id();
    Ledger.Source source =
        ledger.sources().stream()
            .filter(s -> s.name().equals(name))
            .findFirst()
            .orElse(new Ledger.Source(0, name, 0, "", 0, "", 0));
    if (source.key() != 0) {
      ledger.seen(List.of(source.key()));
    }
    return new ContainerTail(engine, container, grammar, ledger, source, nanos);
  }

  /// Reads on until the log ends, which it does with the container.
  ///
  /// @return whether all is read: the container does not run any more
  /// @throws DockerException if the engine does not give it
  /// @throws LedgerException if something could not be kept: then it is read again
  boolean follow(IntConsumer told) throws InterruptedException {
    BlockingQueue<EngineReader.Heard> queue = new ArrayBlockingQueue<>(ROOM);
    EngineReader reader = EngineReader.from(engine, container, whole, queue);
    Thread reading =
        Thread.ofVirtual().name("truebit log " + container.shortId()).start(reader::read);
    try {
      boolean ended = consume(reader, queue, told);
      Optional<DockerException> failed = reader.failed();
      if (failed.isPresent()) {
        throw failed.get();
      }
      return ended;
    } finally {
      reading.interrupt();
    }
  }

  /// Takes from the queue until the log ends.
  boolean consume(EngineReader reader, BlockingQueue<EngineReader.Heard> queue, IntConsumer told)
      throws InterruptedException {
    long lookedAt = nanos.getAsLong();
    Silence silence = new Silence(lookedAt);
    int stream = 0;
    while (true) {
      EngineReader.@Nullable Heard heard = queue.poll(STEP_MILLIS, TimeUnit.MILLISECONDS);
      long now = nanos.getAsLong();
      if (heard == null) {
        if (reader.behind()) {
          silence.broken(now);
        }
        long quiet = TimeUnit.NANOSECONDS.toMillis(silence.goesOn(now));
        quiet(quiet, told);
        if (millis(lookedAt, now) >= LOOK_MILLIS) {
          lookedAt = now;
          if (replaced()) {
            finish(List.of(), told);
            return false;
          }
        }
        if (quiet >= RENEW_MILLIS) {
          return false;
        }
        continue;
      }
      silence.broken(now);
      reader.taken(heard);
      if (heard.end()) {
        return ended(heard, told);
      }
      int had = ready.size();
      if (heard.stream() != stream) {
        // An entry is written at once, so what comes from the other output begins another.
        flush();
        stream = heard.stream();
      }
      for (Lines.Line line : heard.lines()) {
        assembler.line(line.text(), line.cut(), this::entry);
      }
      if (ready.size() > had) {
        whole = heardUpTo;
      }
      heardUpTo = heard.after();
      if (ready.size() >= MOST
          || characters >= EntryReader.MOST_CHARACTERS
          || millis(keptAt, now) >= QUIET_MILLIS) {
        keep(told);
      }
    }
  }

  private void quiet(long millis, IntConsumer told) {
    if (assembler.waiting()
        && millis >= QUIET_MILLIS
        && (millis >= UNFINISHED_MILLIS || !assembler.unfinished())) {
      flush();
      whole = heardUpTo;
    }
    keep(told);
  }

  /// The log ended. A followed one may end before all of it was given, with the container or with
  /// the engine: then what waits is heard again. Only one that was not followed is whole.
  private boolean ended(EngineReader.Heard last, IntConsumer told) throws InterruptedException {
    boolean over = last.complete() && !container.running() && !running();
    if (over) {
      finish(last.lines(), told);
    } else {
      keep(told);
    }
    return over;
  }

  private void finish(List<Lines.Line> rest, IntConsumer told) {
    for (Lines.Line line : rest) {
      assembler.line(line.text(), line.cut(), this::entry);
    }
    flush();
    whole = heardUpTo.withEnded(!rest.isEmpty() || heardUpTo.ended());
    keep(told);
  }

  private boolean running() throws InterruptedException {
    try {
      return engine.container(container.id()).map(ContainerState::running).orElse(false);
    } catch (DockerException unknown) {
      return true;
    }
  }

  /// Whether its name means another container by now, or none. The engine need not say so.
  private boolean replaced() throws InterruptedException {
    try {
      return !engine
          .container(container.name())
          .map(ContainerState::id)
          .equals(Optional.of(container.id()));
    } catch (DockerException unknown) {
      return false;
    }
  }

  private static long millis(long since, long now) {
    return TimeUnit.NANOSECONDS.toMillis(now - since);
  }

  private void flush() {
    assembler.flush(this::entry);
  }

  private void entry(LogEntry entry) {
    characters += entry.message().length();
    ready.add(new Ledger.Kept(entry, grammar.of(entry)));
  }

  private void keep(IntConsumer told) {
    keptAt = nanos.getAsLong();
    if (ready.isEmpty()) {
      return;
    }
    Ledger.Source now = new Ledger.Source(source.key(), source.name(), 0, "", 0, whole.text(), 0);
    source = FileTail.withKey(now, ledger.commit(new Ledger.Batch(now, ready)));
    told.accept(ready.size());
    ready.clear();
    characters = 0;
  }
}
