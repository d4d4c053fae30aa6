package vedette.poll.monerod;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers to the challenges of HTTP Digest (RFC 2617, RFC 7616) as monerod sets them: MD5 or
/// MD5-sess with `qop="auth"`.
///
/// A challenge belongs to one connection, and each answer must count one more than the one before.
/// One thread at a time.
final class Digest {
  private static final int LONGEST_CHALLENGE = 4096;
  private static final Pattern PART =
      Pattern.compile("(\\w+)\\s*+=\\s*+(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\\s,\"]++))");

  private final String realm;
  private final String nonce;
  private final String opaque;
  private final boolean session;
  private long count;

  private Digest(String realm, String nonce, String opaque, boolean session) {
    this.realm = realm;
    this.nonce = nonce;
    this.opaque = opaque;
    this.session = session;
  }

  /// The first challenge that can be answered; empty if there is none.
  ///
  /// @param challenges values of `WWW-Authenticate`
  static Optional<Digest> of(List<String> challenges) {
    return challenges.stream()
        .limit(8)
        .map(Digest::challenge)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Digest> challenge(String text) {
    if (text.length() > LONGEST_CHALLENGE || !text.regionMatches(true, 0, "Digest ", 0, 7)) {
      return Optional.empty();
    }
    Map<String, String> parts = new HashMap<>();
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parts.putIfAbsent(
          matcher.group(1).toLowerCase(Locale.ROOT),
          quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    String algorithm = parts.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    boolean auth = List.of(parts.getOrDefault("qop", "").split("\\s*,\\s*", 8)).contains("auth");
    String nonce = parts.getOrDefault("nonce", "");
    if (!auth || nonce.isEmpty() || !List.of("MD5", "MD5-SESS").contains(algorithm)) {
      return Optional.empty();
    }
    return Optional.of(
        new Digest(
            parts.getOrDefault("realm", ""),
            nonce,
            parts.getOrDefault("opaque", ""),
            algorithm.equals("MD5-SESS")));
  }

  /// The value of `Authorization` for the next question.
  ///
  /// @param client a fresh random word without quotes
  /// @param uri path of the question
  String answer(Monerod.Login login, String client, String method, String uri) {
    String number = "%08x".formatted(++count);
    String user = login.user();
    String first = md5(user + ":" + realm + ":" + login.password().reveal());
    if (session) {
      first = md5(first + ":" + nonce + ":" + client);
    }
    String second = md5(method + ":" + uri);
    String response = md5(String.join(":", first, nonce, number, client, "auth", second));
    return "Digest username=%s, realm=%s, nonce=%s, uri=%s, algorithm=%s, response=\"%s\", qop=auth, nc=%s, cnonce=%s"
            .formatted(
                quoted(user),
                quoted(realm),
                quoted(nonce),
                quoted(uri),
                session ? "MD5-sess" : "MD5",
                response,
                number,
                quoted(client))
        + (opaque.isEmpty() ? "" : ", opaque=" + quoted(opaque));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
