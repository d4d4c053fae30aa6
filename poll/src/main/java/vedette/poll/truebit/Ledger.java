package vedette.poll.truebit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Where what a node said is kept, and how far it has been read: both in one step, so that nothing
/// is lost or kept twice, however the program ends.
public interface Ledger {

  /// How far something has been read.
  ///
  /// A file is known by its beginning and not by its name or its inode: so it stays the same when
  /// it is renamed and when it is compressed.
  ///
  /// @param key given by the ledger; 0 if it does not know it yet
  /// @param name for people: a file name, a container's name
  /// @param prefixLength bytes of the beginning that the key's hash is of; 0 for containers
  /// @param prefixHash in hex
  /// @param offset bytes read, uncompressed
  /// @param mark the engine's last stamp and how many lines had it, for containers
  /// @param finished size of the compressed file that was read to its end; 0: none was
  record Source(
      long key,
      String name,
      int prefixLength,
      String prefixHash,
      long offset,
      String mark,
      long finished) {}

  /// An entry and what it means.
  record Kept(LogEntry entry, Finding finding) {}

  /// What is kept in one step.
  ///
  /// @param source how far it is read now; a key of 0 is a new source
  /// @param entries in the order in which they were read
  record Batch(Source source, List<Kept> entries) {
    /// Keeps a copy.
    public Batch {
      entries = List.copyOf(entries);
    }
  }

  /// How far everything has been read.
  ///
  /// @throws LedgerException if that cannot be told now
  List<Source> sources();

  /// Says that these still exist. How far others were read is forgotten in the end, once all that
  /// they could say is older than what is kept.
  ///
  /// @param keys of sources
  /// @throws LedgerException if that was not kept
  void seen(Collection<Long> keys);

  /// Keeps a batch, durably, before it returns.
  ///
  /// @return the source's key
  /// @throws LedgerException if it was not kept, none of it
  long commit(Batch batch);

  /// Keeps records of the node's EventDB. The same record again changes nothing.
  ///
  /// @throws LedgerException if they were not kept, none of them
  void commit(List<NodeMessage> records);

  /// What is known altogether.
  ///
  /// @throws LedgerException if that cannot be told now
  LedgerState state(Instant now);
}
