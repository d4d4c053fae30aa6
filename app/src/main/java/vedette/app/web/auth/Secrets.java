package vedette.app.web.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Random texts that cannot be guessed, and their hashes.
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  // Without letters and digits that are easily taken for each other: 56 of them, 5.8 bit each.
  private static final String LEGIBLE = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

  private Secrets() {}

  /// 256 random bits, 43 characters that need no escaping anywhere.
  public static String random() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /// A password to be typed: four groups of five, 116 bits.
  static String password() {
    StringBuilder text = new StringBuilder(23);
    for (int i = 0; i < 20; i++) {
      text.append(i > 0 && i % 5 == 0 ? "-" : "");
      text.append(LEGIBLE.charAt(RANDOM.nextInt(LEGIBLE.length())));
    }
    return text.toString();
  }

  /// SHA-256 in hex. Enough for secrets of 256 random bits; passwords need [Passwords].
  static String hash(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Compares without telling by its time where two texts differ.
  public static boolean equal(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
