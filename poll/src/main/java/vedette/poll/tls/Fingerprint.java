package vedette.poll.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// SHA-256 of a whole certificate, as `openssl x509 -fingerprint -sha256` prints it.
///
/// @param hex 64 lower-case digits without colons
public record Fingerprint(String hex) {
  private static final String FORM = "[0-9a-f]{64}";

  /// Sixteen pairs.
  private static final int BRIEF = 16 * 3 - 1;

  /// Refuses what is none.
  public Fingerprint {
    if (!hex.matches(FORM)) {
      throw new IllegalArgumentException("a fingerprint is 64 lower-case hexadecimal digits");
    }
  }

  /// Of a certificate as it was sent.
  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(
          "every JDK has SHA-256, every certificate its bytes", impossible);
    }
  }

  /// Reads what people copy: digits of any case, with colons or without; empty if it is something
  /// else.
  public static Optional<Fingerprint> parse(String text) {
    String digits = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
    return digits.matches(FORM) ? Optional.of(new Fingerprint(digits)) : Optional.empty();
  }

  /// Its beginning in pairs with colons, enough to compare by eye where words are few.
  String brief() {
    return toString().substring(0, BRIEF) + "…";
  }

  /// In pairs with colons, as other programs show it.
  @Override
  public String toString() {
    return hex.toUpperCase(Locale.ROOT).replaceAll("(?<=.)(?=(?:..)+$)", ":");
  }
}
