package vedette.poll.bitcoind;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// Makes the `Authorization` header and knows what to say when it is not accepted.
final class Credentials {
  private static final int LONGEST_COOKIE = 4096;

  private final Auth auth;

  Credentials(Auth auth) {
    this.auth = auth;
  }

  /// @param value of the header; empty where there is nothing to present. The question is sent all
  ///   the same: who gets no connection learns that the node is down, which is more than that its
  ///   cookie is gone
  /// @param words what to say if bitcoind does not accept it
  record Header(Optional<String> value, String words) {
    /// Keeps the value out of logs.
    @Override
    public String toString() {
      return "Header[" + words + "]";
    }
  }

  Header header() {
    return switch (auth) {
      case Auth.Password(String user, var password) ->
          new Header(
              Optional.of(basic(user + ":" + password.reveal())),
              ("user %s: bitcoind does not accept this password. Do: compare it with rpcauth or"
                      + " rpcuser in bitcoin.conf; bitcoind reads that at its start only")
                  .formatted(user));
      case Auth.Cookie(Path file) -> cookie(file);
    };
  }

  private static Header cookie(Path file) {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        return new Header(
            Optional.empty(), "cookie " + file + ": expected a file. Do: name another");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LONGEST_COOKIE + 1);
      }
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length > LONGEST_COOKIE || text.indexOf(':') < 1 || text.contains("\n")) {
        return new Header(
            Optional.empty(),
            "cookie " + file + ": expected user:password. Found: something else. Do: name another");
      }
      return new Header(
          Optional.of(basic(text)),
          "cookie %s: bitcoind does not accept it. Is it the file of another node?"
              .formatted(file));
    } catch (NoSuchFileException gone) {
      return new Header(
          Optional.empty(),
          "cookie %s is gone: bitcoind makes it at its start. Do: restart bitcoind, or give Vedette an rpcauth user"
              .formatted(file));
    } catch (AccessDeniedException mayNot) {
      return new Header(Optional.empty(), notReadable(file));
    } catch (IOException broken) {
      return new Header(
          Optional.empty(), "cookie %s cannot be read: %s".formatted(file, broken.getMessage()));
    }
  }

  /// What to do about a cookie that may not be read.
  static String notReadable(Path file) {
    return ("cookie %s may not be read by this user. Do: add it to the group of the node's user and"
            + " set rpccookieperms=group, or give Vedette an rpcauth user")
        .formatted(file);
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }
}
