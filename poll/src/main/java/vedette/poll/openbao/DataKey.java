package vedette.poll.openbao;

/// A key for data, and the same key as only OpenBao can open it.
///
/// @param key 32 bytes; not copied
/// @param wrapped `vault:v1:…`, to be kept beside what it encrypts
// The bytes are a whole that is handed on, not compared.
@SuppressWarnings("ArrayRecordComponent")
public record DataKey(byte[] key, String wrapped) {
  /// Without the key.
  @Override
  public String toString() {
    return "DataKey[" + key.length + " bytes]";
  }
}
