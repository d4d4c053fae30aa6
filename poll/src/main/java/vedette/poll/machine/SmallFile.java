package vedette.poll.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The kernel's small files: whole, bounded; whatever prevents reading is an empty answer.
final class SmallFile {
  /// Some thousand mounts; everything else is far smaller.
  private static final int LARGEST = 1 << 20;

  private SmallFile() {}

  static Optional<String> text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | SecurityException unreadable) {
      return Optional.empty();
    }
  }

  static Optional<String> line(Path file) {
    return text(file).flatMap(it -> it.lines().findFirst()).map(String::strip);
  }

  /// A whole number that is not negative.
  static OptionalLong count(String digits) {
    return digits.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  static OptionalDouble decimal(String digits) {
    return digits.matches("-?[0-9]{1,12}([.][0-9]{1,12})?")
        ? OptionalDouble.of(Double.parseDouble(digits))
        : OptionalDouble.empty();
  }
}
