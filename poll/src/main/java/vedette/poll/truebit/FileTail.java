package vedette.poll.truebit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/// One log on its way into the ledger. An uncompressed one stays open: it can be read to its end
/// even after its name is gone.
///
/// Not thread-safe.
final class FileTail implements AutoCloseable {
  private static final int PIECE = 256 << 10;

  /// No log is larger than that, but a file made to unpack for ever is.
  private static final long LARGEST = 16L << 30;

  private final LogGrammar grammar;
  private final Ledger ledger;
  private final byte[] piece = new byte[PIECE];
  private final FileChannel channel;
  private Ledger.Source source;
  private EntryReader reader;

  private FileTail(LogGrammar grammar, Ledger ledger, FileChannel channel, Ledger.Source source) {
    this.grammar = grammar;
    this.ledger = ledger;
    this.channel = channel;
    this.source = source;
    this.reader = new EntryReader(grammar, source.offset(), System.nanoTime());
  }

  /// Opens an uncompressed file.
  static FileTail open(
      LogFolder.LogFile file, LogGrammar grammar, Ledger ledger, Ledger.Source source)
      throws IOException {
    return new FileTail(
        grammar,
        ledger,
        FileChannel.open(file.path(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
        source);
  }

  Ledger.Source source() {
    return source;
  }

  /// How many bytes are still to be read.
  long behind() throws IOException {
    return Math.max(0, channel.size() - reader.whole());
  }

  /// Whether it still begins as it did and is not shorter: otherwise another log is in its place.
  boolean same() throws IOException {
    if (channel.size() < reader.read()) {
      return false;
    }
    byte[] now = prefix(source.prefixLength());
    return FileIdentity.hash(now, now.length).equals(source.prefixHash());
  }

  /// Reads what is new and keeps it.
  ///
  /// @param last whether nothing more will come
  /// @return how many entries were kept
  /// @throws LedgerException if they could not be kept; then they are read again
  int advance(boolean last) throws IOException {
    int kept = 0;
    while (true) {
      long now = System.nanoTime();
      int count = channel.read(ByteBuffer.wrap(piece), reader.read());
      if (count > 0) {
        reader.feed(piece, count, now);
      } else if (last) {
        reader.finish();
      } else {
        reader.quiet(now);
      }
      if (reader.full() || count <= 0) {
        kept += keep("", 0);
      }
      if (count <= 0) {
        return kept;
      }
    }
  }

  private int keep(String mark, long finished) throws IOException {
    long before = source.offset();
    Ledger.Source now =
        new Ledger.Source(
            source.key(),
            source.name(),
            source.prefixLength(),
            source.prefixHash(),
            reader.whole(),
            mark,
            finished);
    if (now.prefixLength() < FileIdentity.PREFIX && channel.size() > now.prefixLength()) {
      byte[] longer = prefix(FileIdentity.PREFIX);
      now = withPrefix(now, longer);
    }
    if (reader.readyCount() == 0 && reader.whole() == before && now.equals(source)) {
      return 0;
    }
    List<Ledger.Kept> entries = reader.take();
    try {
      long key = ledger.commit(new Ledger.Batch(now, entries));
      source = withKey(now, key);
    } catch (LedgerException refused) {
      // From the last place that was kept, again.
      reader = new EntryReader(grammar, before, System.nanoTime());
      throw refused;
    }
    return entries.size();
  }

  private byte[] prefix(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      // Until it is full or the file ends.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  static Ledger.Source withKey(Ledger.Source source, long key) {
    return new Ledger.Source(
        key,
        source.name(),
        source.prefixLength(),
        source.prefixHash(),
        source.offset(),
        source.mark(),
        source.finished());
  }

  private static Ledger.Source withPrefix(Ledger.Source source, byte[] prefix) {
    return new Ledger.Source(
        source.key(),
        source.name(),
        prefix.length,
        FileIdentity.hash(prefix, prefix.length),
        source.offset(),
        source.mark(),
        source.finished());
  }

  /// Reads a compressed log from where its source stands to its end.
  ///
  /// @return the source as it is then; empty if the file is not whole yet, what could be read is
  ///   kept all the same
  static Optional<Ledger.Source> unpack(
      LogFolder.LogFile file, LogGrammar grammar, Ledger ledger, Ledger.Source from)
      throws IOException {
    Ledger.Source source = from;
    byte[] piece = new byte[PIECE];
    boolean whole = true;
    EntryReader reader = new EntryReader(grammar, source.offset(), System.nanoTime());
    try (InputStream in = FileIdentity.open(file.path())) {
      long shorter = source.offset() - skipped(in, source.offset());
      int count = shorter > 0 ? -1 : in.read(piece);
      while (count >= 0 && reader.read() < LARGEST) {
        reader.feed(piece, count, System.nanoTime());
        if (reader.full()) {
          source = kept(ledger, source, reader, 0);
        }
        count = in.read(piece);
      }
    } catch (EOFException | ZipException cut) {
      whole = false;
    }
    if (whole) {
      reader.finish();
    }
    source = kept(ledger, source, reader, whole ? file.size() : 0);
    return whole ? Optional.of(source) : Optional.empty();
  }

  /// How many bytes were there to be skipped.
  private static long skipped(InputStream in, long offset) throws IOException {
    byte[] piece = new byte[PIECE];
    long done = 0;
    while (done < offset) {
      int count = in.read(piece, 0, (int) Math.min(piece.length, offset - done));
      if (count < 0) {
        return done;
      }
      done += count;
    }
    return done;
  }

  private static Ledger.Source kept(
      Ledger ledger, Ledger.Source source, EntryReader reader, long finished) {
    Ledger.Source now =
        new Ledger.Source(
            source.key(),
            source.name(),
            source.prefixLength(),
            source.prefixHash(),
            Math.max(reader.whole(), source.offset()),
            "",
            finished);
    return withKey(now, ledger.commit(new Ledger.Batch(now, reader.take())));
  }
}
