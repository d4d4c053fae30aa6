package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// By what a log file is known again: the beginning of its content, compressed or not.
///
/// The first line has a stamp and the first kilobyte several, so no two logs begin alike; and a log
/// only grows, so that its beginning stays.
final class FileIdentity {
  static final int PREFIX = 1_024;

  private FileIdentity() {}

  /// Whether a file is compressed.
  static boolean compressed(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  /// The beginning of a file's content; empty until it has a whole line, or that is no log.
  static Optional<byte[]> beginning(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return beginning(in.readNBytes(PREFIX));
    }
  }

  static Optional<byte[]> beginning(byte[] bytes) {
    if (bytes.length == PREFIX) {
      return Optional.of(bytes);
    }
    for (byte each : bytes) {
      if (each == '\n') {
        return Optional.of(bytes);
      }
    }
    return Optional.empty();
  }

  /// A file's content from its first byte on. A link is no log: it may lead anywhere.
  static InputStream open(Path file) throws IOException {
    InputStream raw =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      return compressed(file) ? new GZIPInputStream(raw, 64 << 10) : raw;
    } catch (IOException noGzip) {
      raw.close();
      throw noGzip;
    }
  }

  /// The source that begins like this; of several, the one of which most is known.
  static Optional<Ledger.Source> known(byte[] beginning, Collection<Ledger.Source> sources) {
    Ledger.Source best = null;
    for (Ledger.Source source : sources) {
      int length = source.prefixLength();
      if (length > 0
          && length <= beginning.length
          && (best == null || length > best.prefixLength())
          && hash(beginning, length).equals(source.prefixHash())) {
        best = source;
      }
    }
    return Optional.ofNullable(best);
  }

  static String hash(byte[] bytes, int length) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, length));
      return HexFormat.of().formatHex(all, 0, 16);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
