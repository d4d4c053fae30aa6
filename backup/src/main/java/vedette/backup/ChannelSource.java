package vedette.backup;

import java.util.SortedSet;

/// Where static channel backups come from: an LND that is asked.
public interface ChannelSource {
  /// A backup of all channels.
  ///
  /// @param channels funding transaction and output, `txid:index`
  /// @param blob encrypted by LND with a key of the seed; not copied
  // The bytes are a whole that is handed on, not compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Exported(SortedSet<String> channels, byte[] blob) {
    /// Without the channels: they are the owner's.
    @Override
    public String toString() {
      return "Exported[" + channels.size() + " channels, " + blob.length + " bytes]";
    }
  }

  /// Asks for a backup of now.
  ///
  /// @throws BackupException if LND does not give one
  Exported export() throws InterruptedException;

  /// Has LND read a backup.
  ///
  /// @return the channels in it; empty if it is none
  /// @throws BackupException if LND cannot be asked
  SortedSet<String> verify(byte[] blob) throws InterruptedException;
}
