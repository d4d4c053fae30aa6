package vedette.poll.lnd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is sent as `Grpc-Metadata-macaroon`, and what to say if LND does not accept it.
///
/// @param value in hex; empty where there is nothing to present
/// @param words a sentence for that case and for a macaroon that is refused
record MacaroonHeader(Optional<String> value, String words) {
  private static final int LARGEST = 8 << 10;
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

  /// Reads it as it is now.
  static MacaroonHeader of(Macaroon macaroon) {
    return switch (macaroon) {
      case Macaroon.Hex(var value) -> inHex(value.reveal().strip());
      case Macaroon.InFile(Path file) -> inFile(file);
      case Macaroon.None(String words) -> nothing(words);
    };
  }

  private static MacaroonHeader inHex(String value) {
    return HEX.matcher(value).matches() && value.length() <= 2 * LARGEST
        ? new MacaroonHeader(
            Optional.of(value),
            "LND does not accept the macaroon. Do: bake a new one, see vedette lnd bake")
        : nothing(
            "the macaroon: expected hex. Found: something else. Do: give what lncli bakemacaroon"
                + " printed");
  }

  private static MacaroonHeader inFile(Path file) {
    try {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length == 0 || bytes.length > LARGEST) {
        return nothing(
            "macaroon %s: expected 1 to %d bytes. Found: %s. Do: name another file"
                .formatted(file, LARGEST, bytes.length == 0 ? "none" : "more"));
      }
      // Its binary form begins with a version that is no hex digit.
      String text = new String(bytes, StandardCharsets.US_ASCII).strip();
      return new MacaroonHeader(
          Optional.of(HEX.matcher(text).matches() ? text : HexFormat.of().formatHex(bytes)),
          "macaroon %s: LND does not accept it. Is it of another node? Do: bake one, see vedette lnd bake"
              .formatted(file));
    } catch (NoSuchFileException missing) {
      return nothing(
          "macaroon %s is missing. Do: name another, or bake one, see vedette lnd bake"
              .formatted(file));
    } catch (AccessDeniedException mayNot) {
      return nothing(notReadable(file));
    } catch (IOException broken) {
      return nothing("macaroon %s cannot be read: %s".formatted(file, broken.getMessage()));
    }
  }

  /// What to do about a macaroon that may not be read.
  static String notReadable(Path file) {
    return ("macaroon %s may not be read by this user. Do: bake one for Vedette, see vedette lnd bake,"
            + " rather than open this one to more users")
        .formatted(file);
  }

  private static MacaroonHeader nothing(String words) {
    return new MacaroonHeader(Optional.empty(), words);
  }

  /// Keeps the value out of logs.
  @Override
  public String toString() {
    return "MacaroonHeader[" + words + "]";
  }
}
