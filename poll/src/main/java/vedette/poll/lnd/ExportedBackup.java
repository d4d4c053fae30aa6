package vedette.poll.lnd;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A backup of all channels as LND exported it: encrypted with a key that comes from the wallet's
/// seed, in the form of LND's `channel.backup`.
///
/// LND encrypts anew for each export: the bytes of two exports of the same channels differ, the
/// channel points tell whether something has changed.
///
/// @param channelPoints of the channels in it, `txid:index`
/// @param bytes for a file or a place; not to be altered
// The bytes are a whole that is handed on, not compared.
@SuppressWarnings("ArrayRecordComponent")
public record ExportedBackup(SortedSet<String> channelPoints, byte[] bytes) {
  /// Keeps a set of its own.
  public ExportedBackup(Collection<String> channelPoints, byte[] bytes) {
    this(Collections.unmodifiableSortedSet(new TreeSet<>(channelPoints)), bytes);
  }

  /// Tells how much, not what.
  @Override
  public String toString() {
    return "ExportedBackup[%d channels, %d bytes]".formatted(channelPoints.size(), bytes.length);
  }
}
