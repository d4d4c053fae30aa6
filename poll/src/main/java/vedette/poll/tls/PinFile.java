package vedette.poll.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vedette.poll.PollException;

/// Keeps [Pins] in a text file: a line for each, the fingerprint, a space and the name.
///
/// ```
/// # whom Vedette met first; delete a line to trust the next one who comes
/// 5f0c…e1 192.0.2.7:18089
/// ```
public final class PinFile {
  private static final String HEAD =
      "# whom Vedette met first; delete a line to trust the next one who comes\n";
  private static final int LARGEST = 1 << 20;

  private PinFile() {}

  /// Reads the file, if there is one, and writes it whole whenever somebody new is met. Read once:
  /// a line that somebody deletes counts from the next start.
  ///
  /// @throws PollException if it is there and cannot be read, so that nobody is trusted by mistake
  public static Pins at(Path file) {
    return Pins.of(read(file), pins -> write(file, pins));
  }

  private static Map<String, Fingerprint> read(Path file) {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("it is larger than 1 MiB");
      }
      text = new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException none) {
      return Map.of();
    } catch (IOException broken) {
      throw new PollException(
          "%s: expected the fingerprints of known services. Found: %s. Do: let this user read it, or move it away"
              .formatted(file, broken.getMessage()));
    }
    Map<String, Fingerprint> pins = new HashMap<>();
    for (String line : text.lines().map(String::strip).toList()) {
      int space = line.indexOf(' ');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Optional<Fingerprint> pin = Fingerprint.parse(space < 0 ? line : line.substring(0, space));
      if (pin.isEmpty() || space < 0) {
        throw new PollException(
            "%s: expected lines of a fingerprint and a name. Found: %s. Do: correct or delete the line"
                .formatted(file, line.length() > 100 ? line.substring(0, 100) + "…" : line));
      }
      pins.put(line.substring(space + 1).strip(), pin.get());
    }
    return pins;
  }

  /// A reader sees the old file or the new one, never half of one.
  private static void write(Path file, Map<String, Fingerprint> pins) {
    StringBuilder text = new StringBuilder(HEAD);
    new TreeMap<>(pins)
        .forEach((name, pin) -> text.append(pin.hex()).append(' ').append(name).append('\n'));
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
