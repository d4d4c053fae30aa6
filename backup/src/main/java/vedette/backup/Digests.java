package vedette.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;

/// SHA-256 in hexadecimal digits.
final class Digests {
  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /// Of a set of channels. LND encrypts anew at each export, so that the same channels never come
  /// in the same bytes.
  static String of(SortedSet<String> channels) {
    return of(String.join("\n", channels).getBytes(StandardCharsets.UTF_8));
  }
}
