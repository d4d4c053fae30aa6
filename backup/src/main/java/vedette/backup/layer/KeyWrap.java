package vedette.backup.layer;

import java.io.IOException;

/// Something that wraps keys and opens them again, such as OpenBao's transit engine.
public interface KeyWrap {
  /// A key for data and the same key wrapped.
  ///
  /// @param key 32 bytes; not copied
  // The bytes are a whole that is handed on, not compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Wrapped(byte[] key, String text) {
    /// Without the key.
    @Override
    public String toString() {
      return "Wrapped";
    }
  }

  /// A key to encrypt with; may be the same each time.
  ///
  /// @throws IOException if there is none to be had now
  Wrapped key() throws IOException;

  /// Opens a wrapped key.
  ///
  /// @throws IOException if it cannot be opened now
  byte[] open(String wrapped) throws IOException, InterruptedException;
}
