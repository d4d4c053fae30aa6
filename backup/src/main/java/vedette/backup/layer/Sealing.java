package vedette.backup.layer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import vedette.poll.Secret;

/// The cryptography of [Layer], all of it the JDK's.
final class Sealing {
  static final byte[] MAGIC = "VEDBK01\n".getBytes(StandardCharsets.US_ASCII);

  /// What OWASP recommends for this function.
  static final int ITERATIONS = 600_000;

  static final int MOST_ITERATIONS = 10_000_000;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Sealing() {}

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  static byte[] derive(Secret passphrase, byte[] salt, int iterations) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(passphrase.reveal().toCharArray(), salt, iterations, 256))
          .getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] cipher(int mode, byte[] key, byte[] nonce, byte[] head, byte[] text)
      throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(head);
      return cipher.doFinal(text);
    } catch (AEADBadTagException e) {
      throw new DamagedException("the copy was changed, or the key is another", e);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
