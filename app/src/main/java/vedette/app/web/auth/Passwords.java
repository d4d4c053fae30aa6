package vedette.app.web.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) of passwords, in the usual text form
/// `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`.
///
/// 19 MiB and two passes, as OWASP's password storage cheat sheet advises for a server. One is
/// computed at a time, so that guessing costs neither more memory nor more than one core.
final class Passwords {
  static final int LONGEST = 1_024;

  private static final int KIB = 19 * 1_024;
  private static final int PASSES = 2;
  private static final int LENGTH = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$([\\w+/-]{8,64})\\$([\\w+/-]{16,128})");
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  private Passwords() {}

  static String hash(String password) {
    return hash(password, salt());
  }

  static byte[] salt() {
    return Secrets.bytes(16);
  }

  /// @param salt made for this hash
  static String hash(String password, byte[] salt) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(
            KIB,
            PASSES,
            base64.encodeToString(salt),
            base64.encodeToString(argon2id(password, salt, KIB, PASSES, LENGTH)));
  }

  /// The salt of a hash: another one for each password that was ever set; empty if it is no hash.
  static String saltOf(String hash) {
    Matcher form = FORM.matcher(hash);
    return form.matches() ? form.group(3) : "";
  }

  /// Whether the hash is this password's.
  static boolean matches(String password, String hash) {
    Matcher form = FORM.matcher(hash);
    if (!form.matches() || password.length() > LONGEST) {
      return false;
    }
    byte[] expected = Base64.getDecoder().decode(form.group(4));
    byte[] found =
        argon2id(
            password,
            Base64.getDecoder().decode(form.group(3)),
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            expected.length);
    return java.security.MessageDigest.isEqual(expected, found);
  }

  private static byte[] argon2id(String password, byte[] salt, int kib, int passes, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(kib)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] result = new byte[length];
    ONE_AT_A_TIME.lock();
    try {
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), result);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
    return result;
  }
}
