package vedette.poll.tor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vedette.poll.Secret;
import vedette.poll.Trouble;
import vedette.poll.Words;

/// Makes a control port accept us, in the way that it names.
///
/// The cookie is proven and never sent (`SAFECOOKIE`): the other side must show first that it knows
/// the same one, so that whoever listens at Tor's port does not get a file of ours.
final class Login {
  private static final int COOKIE = 32;
  private static final Pattern METHODS = Pattern.compile("METHODS=([A-Z,]{1,200})");
  private static final Pattern FILE =
      Pattern.compile("COOKIEFILE=\"((?:[^\"\\\\]|\\\\.){1,4096})\"");
  private static final Pattern CHALLENGE =
      Pattern.compile("AUTHCHALLENGE SERVERHASH=([0-9A-Fa-f]{64}) SERVERNONCE=([0-9A-Fa-f]{64})");
  private static final String OF_SERVER =
      "Tor safe cookie authentication server-to-controller hash";
  private static final String OF_CLIENT =
      "Tor safe cookie authentication controller-to-server hash";

  private Login() {}

  static void into(Control control, Optional<Secret> password)
      throws IOException, ControlException {
    Reply told = control.ask("PROTOCOLINFO 1");
    String auth =
        told.lines().stream()
            .map(Reply.Line::text)
            .filter(line -> line.startsWith("AUTH "))
            .findFirst()
            .orElseThrow(() ->
                new ControlException(
                    Trouble.GARBAGE, "expected Tor's PROTOCOLINFO. Found: another reply"));
    List<String> methods = methods(auth);
    String line;
    if (password.isPresent()) {
      line = "AUTHENTICATE " + quoted(password.get().reveal());
    } else if (methods.contains("NULL")) {
      line = "AUTHENTICATE";
    } else if (methods.contains("SAFECOOKIE")) {
      line = "AUTHENTICATE " + proof(control, cookieFile(auth));
    } else {
      throw new ControlException(
          Trouble.UNAUTHORIZED,
          "it wants a password. Do: give tor.password, or set CookieAuthentication 1 in torrc");
    }
    Reply reply = control.ask(line);
    if (!reply.ok()) {
      throw new ControlException(
          Trouble.UNAUTHORIZED,
          password.isPresent()
              ? "Tor does not accept this password. Do: compare tor.password with what"
                  + " HashedControlPassword was made of"
              : "Tor does not accept us: " + reply.words());
    }
  }

  static List<String> methods(String auth) {
    Matcher found = METHODS.matcher(auth);
    return found.find() ? Arrays.asList(found.group(1).split(",", -1)) : List.of();
  }

  static Path cookieFile(String auth) throws ControlException {
    Matcher found = FILE.matcher(auth);
    String file = found.find() ? found.group(1).replaceAll("\\\\(.)", "$1") : "";
    try {
      Path path = Path.of(file);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (IllegalArgumentException odd) {
      // Said below.
    }
    throw new ControlException(
        Trouble.GARBAGE, "expected the path of a cookie. Found: " + Words.oneLine(file, 100));
  }

  private static String proof(Control control, Path file) throws IOException, ControlException {
    byte[] cookie = cookie(file);
    byte[] ours = new byte[COOKIE];
    new SecureRandom().nextBytes(ours);
    HexFormat hex = HexFormat.of();
    Reply reply = control.ask("AUTHCHALLENGE SAFECOOKIE " + hex.formatHex(ours));
    Matcher challenge = CHALLENGE.matcher(reply.words());
    if (!reply.ok() || !challenge.matches()) {
      throw new ControlException(Trouble.UNAUTHORIZED, "Tor does not accept us: " + reply.words());
    }
    byte[] theirs = hex.parseHex(challenge.group(2));
    byte[] shown = hex.parseHex(challenge.group(1));
    if (!MessageDigest.isEqual(shown, hash(OF_SERVER, cookie, ours, theirs))) {
      throw new ControlException(
          Trouble.UNAUTHORIZED,
          "who listens there does not know the cookie %s. Is it the file of another Tor?"
              .formatted(file));
    }
    return hex.formatHex(hash(OF_CLIENT, cookie, ours, theirs));
  }

  static byte[] hash(String key, byte[] cookie, byte[] client, byte[] server) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      mac.update(cookie);
      mac.update(client);
      return mac.doFinal(server);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }

  private static byte[] cookie(Path file) throws ControlException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(COOKIE + 1);
      if (bytes.length == COOKIE) {
        return bytes;
      }
      throw new ControlException(
          Trouble.UNAUTHORIZED,
          "cookie %s: expected 32 bytes. Found: %s"
              .formatted(file, bytes.length > COOKIE ? "more" : bytes.length));
    } catch (NoSuchFileException gone) {
      throw new ControlException(Trouble.UNAUTHORIZED, "cookie " + file + " is gone");
    } catch (AccessDeniedException mayNot) {
      throw new ControlException(
          Trouble.UNAUTHORIZED,
          ("cookie %s may not be read by this user. Do: add it to Tor's group and set"
                  + " CookieAuthFileGroupReadable 1 in torrc, or give tor.password")
              .formatted(file));
    } catch (IOException broken) {
      throw new ControlException(Trouble.UNAUTHORIZED, "cookie " + file + " cannot be read");
    }
  }

  /// A quoted string as Tor reads it: one byte for each of ours.
  static String quoted(String text) {
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\r' -> quoted.append("\\r");
        case '\n' -> quoted.append("\\n");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
