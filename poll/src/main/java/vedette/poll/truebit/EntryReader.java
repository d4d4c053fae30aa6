package vedette.poll.truebit;

import java.util.ArrayList;
import java.util.List;
import vedette.poll.docker.Lines;

/// Makes entries of a file's bytes and knows up to where they are whole.
///
/// Not thread-safe.
final class EntryReader {
  /// A longer line is cut.
  static final int LONGEST_LINE = 1 << 20;

  /// Characters of entries that are held until they are kept: there may be a node that writes
  /// nothing but long ones.
  static final int MOST_CHARACTERS = 4 << 20;

  private static final int MOST = 4_000;
  private static final long QUIET_NANOS = 500_000_000L;
  private static final long UNFINISHED_NANOS = 5_000_000_000L;

  private final LogGrammar grammar;
  private final Lines lines = new Lines(LONGEST_LINE);
  private final LogAssembler assembler = new LogAssembler();
  private final List<Ledger.Kept> ready = new ArrayList<>();
  private long characters;
  private long read;
  private long whole;
  private long pending;
  private final Silence silence;

  /// @param offset where the first byte that it gets stands
  /// @param nowNanos of any origin, as all times here
  EntryReader(LogGrammar grammar, long offset, long nowNanos) {
    this.grammar = grammar;
    this.silence = new Silence(nowNanos);
    this.read = offset;
    this.whole = offset;
  }

  /// How far bytes were given.
  long read() {
    return read;
  }

  /// Up to where entries are whole, if what is [#take]n is kept.
  long whole() {
    return whole;
  }

  int readyCount() {
    return ready.size();
  }

  /// Whether it is time to keep what is ready.
  boolean full() {
    return ready.size() >= MOST || characters >= MOST_CHARACTERS;
  }

  void feed(byte[] bytes, int length, long nowNanos) {
    read += length;
    silence.broken(nowNanos);
    lines.feed(bytes, 0, length, this::line);
  }

  /// There is nothing to be read. Ends the entry that waits if that is so for a while; with open
  /// JSON the while is longer.
  ///
  /// @param nowNanos before it was tried
  void quiet(long nowNanos) {
    long since = silence.goesOn(nowNanos);
    if (assembler.waiting()
        && since > QUIET_NANOS
        && (since > UNFINISHED_NANOS || !assembler.unfinished())) {
      end();
    }
  }

  /// Nothing more will come.
  void finish() {
    lines.end(this::line);
    end();
  }

  /// What is whole by now; the caller keeps it.
  List<Ledger.Kept> take() {
    List<Ledger.Kept> all = List.copyOf(ready);
    ready.clear();
    characters = 0;
    return all;
  }

  private void line(Lines.Line line) {
    int before = ready.size();
    assembler.line(line.text(), line.cut(), this::entry);
    if (ready.size() > before) {
      whole += pending;
      pending = 0;
    }
    pending += line.bytes();
  }

  private void end() {
    assembler.flush(this::entry);
    whole += pending;
    pending = 0;
  }

  private void entry(LogEntry entry) {
    characters += entry.message().length();
    ready.add(new Ledger.Kept(entry, grammar.of(entry)));
  }
}
