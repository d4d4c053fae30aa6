package vedette.wire;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of SHA-256: how Bitcoin names transactions and blocks.
///
/// One per decode call and not one per thread: a virtual thread is too cheap to carry a digest.
final class DoubleSha256 {
  private final MessageDigest sha256;
  private final byte[] hash = new byte[Hash256.SIZE];

  DoubleSha256() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "SHA-256: expected in every JDK. Found: none. Do: check java.security.", impossible);
    }
  }

  /// Adds a part of what is hashed, without copying it.
  DoubleSha256 add(byte[] array, int offset, int length) {
    sha256.update(array, offset, length);
    return this;
  }

  /// The double hash of all parts since the last call.
  Hash256 finish() {
    try {
      sha256.digest(hash, 0, hash.length);
      sha256.update(hash);
      sha256.digest(hash, 0, hash.length);
    } catch (DigestException impossible) {
      throw new IllegalStateException(
          "SHA-256: expected to fill 32 bytes. Found: a digest that does not.", impossible);
    }
    return Hash256.read(hash, 0);
  }
}
