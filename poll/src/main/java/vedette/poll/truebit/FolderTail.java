package vedette.poll.truebit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All logs of a folder on their way into the ledger: the one that is written, those that were, and
/// those that are compressed.
///
/// A log that is renamed or compressed is the same log: what of it was read is not read again, and
/// what was written to it just before is found in its compressed form. Not thread-safe.
final class FolderTail implements AutoCloseable {
  /// How often the ledger is told which sources there still are.
  private static final long SAY_NANOS = TimeUnit.HOURS.toNanos(1);

  /// So many more sources than files: it is told at once.
  private static final int TOO_MANY = 10_000;

  private final Path root;
  private final LogGrammar grammar;
  private final Ledger ledger;

  /// By the file system's id.
  private final Map<Object, FileTail> tails = new HashMap<>();

  /// Every source that is known, by key.
  private final Map<Long, Ledger.Source> sources = new HashMap<>();

  /// Compressed files that need not be looked at again, as long as they are as they were.
  private final Map<Object, Long> settled = new HashMap<>();

  /// Which source each compressed file is.
  private final Map<Object, Long> packed = new HashMap<>();

  private long saidAt = System.nanoTime() - SAY_NANOS;

  private boolean known;
  private @Nullable String trouble;

  FolderTail(Path root, LogGrammar grammar, Ledger ledger) {
    this.root = root;
    this.grammar = grammar;
    this.ledger = ledger;
  }

  /// What is wrong with single files; empty if nothing is.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// How many bytes of uncompressed logs are still to be read.
  long behind() {
    long all = 0;
    for (FileTail tail : tails.values()) {
      try {
        all += tail.behind();
      } catch (IOException gone) {
        trouble = "a log: " + gone.getMessage();
      }
    }
    return all;
  }

  /// Looks which logs there are, opens new ones and ends those that are gone.
  ///
  /// @return how many entries were kept on the way
  /// @throws IOException if the folder cannot be read
  int look() throws IOException {
    remember();
    trouble = null;
    List<LogFolder.LogFile> files = LogFolder.logs(root);
    int kept = 0;
    Set<Object> present = new HashSet<>();
    List<LogFolder.LogFile> compressed = new ArrayList<>();
    for (LogFolder.LogFile file : files) {
      present.add(file.key());
      if (file.compressed()) {
        compressed.add(file);
      } else {
        tail(file);
      }
    }
    // What is gone is read to its end first: its compressed form then has nothing more.
    kept += endGone(present);
    for (LogFolder.LogFile file : compressed) {
      kept += unpack(file);
    }
    settled.keySet().retainAll(present);
    packed.keySet().retainAll(present);
    say(files.size());
    return kept;
  }

  /// What of the ledger's sources there is here. Afterwards it may know fewer.
  private void say(int files) {
    long now = System.nanoTime();
    if (now - saidAt < SAY_NANOS && sources.size() < files + TOO_MANY) {
      return;
    }
    Set<Long> keys = new HashSet<>(packed.values());
    tails.values().forEach(tail -> keys.add(tail.source().key()));
    ledger.seen(keys);
    saidAt = now;
    sources.clear();
    known = false;
  }

  /// Reads what is new in the logs that are open.
  int advance() {
    int kept = 0;
    for (FileTail tail : tails.values()) {
      try {
        kept += tail.advance(false);
        sources.put(tail.source().key(), tail.source());
      } catch (IOException broken) {
        trouble = tail.source().name() + ": " + broken.getMessage();
      }
    }
    return kept;
  }

  private void remember() {
    if (!known) {
      ledger.sources().forEach(source -> sources.put(source.key(), source));
      known = true;
    }
  }

  private void tail(LogFolder.LogFile file) {
    FileTail open = tails.get(file.key());
    try {
      if (open != null && !open.same()) {
        // Another log in its place: cut to nothing and begun anew.
        open.close();
        tails.remove(file.key());
        open = null;
      }
      if (open == null) {
        Optional<Ledger.Source> source = source(file);
        if (source.isPresent()) {
          tails.put(file.key(), FileTail.open(file, grammar, ledger, source.get()));
        }
      }
    } catch (IOException refused) {
      trouble = file.path().getFileName() + ": " + refused.getMessage();
    }
  }

  private Optional<Ledger.Source> source(LogFolder.LogFile file) throws IOException {
    String name = file.path().getFileName().toString();
    return FileIdentity.beginning(file.path())
        .map(bytes ->
            FileIdentity.known(bytes, sources.values())
                .orElseGet(() ->
                    new Ledger.Source(
                        0, name, bytes.length, FileIdentity.hash(bytes, bytes.length), 0, "", 0)));
  }

  private int endGone(Set<Object> present) {
    int kept = 0;
    for (Iterator<Map.Entry<Object, FileTail>> all = tails.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Object, FileTail> each = all.next();
      if (!present.contains(each.getKey())) {
        try (FileTail gone = each.getValue()) {
          kept += gone.advance(true);
          sources.put(gone.source().key(), gone.source());
        } catch (IOException broken) {
          trouble = each.getValue().source().name() + ": " + broken.getMessage();
        }
        all.remove();
      }
    }
    return kept;
  }

  private int unpack(LogFolder.LogFile file) {
    Long size = settled.get(file.key());
    if (size != null && size == file.size()) {
      return 0;
    }
    try {
      Optional<Ledger.Source> source = source(file);
      if (source.isEmpty() || beingWritten(source.get())) {
        return 0;
      }
      Ledger.Source from = source.get();
      if (from.key() != 0) {
        packed.put(file.key(), from.key());
      }
      if (from.finished() == file.size()) {
        settled.put(file.key(), file.size());
        return 0;
      }
      Optional<Ledger.Source> done = FileTail.unpack(file, grammar, ledger, from);
      done.ifPresentOrElse(
          now -> {
            sources.put(now.key(), now);
            settled.put(file.key(), file.size());
            packed.put(file.key(), now.key());
          },
          // Perhaps it is still being compressed: how far it got is in the ledger.
          () -> known = false);
      return done.isPresent() && done.get().offset() > from.offset() ? 1 : 0;
    } catch (IOException broken) {
      trouble = file.path().getFileName() + ": " + broken.getMessage();
      return 0;
    }
  }

  /// Whether the same log is open uncompressed: then its copy has to wait.
  private boolean beingWritten(Ledger.Source source) {
    return source.key() != 0
        && tails.values().stream().anyMatch(tail -> tail.source().key() == source.key());
  }

  @Override
  public void close() {
    for (FileTail tail : tails.values()) {
      try {
        tail.close();
      } catch (IOException ended) {
        trouble = tail.source().name() + ": " + ended.getMessage();
      }
    }
    tails.clear();
  }
}
