package vedette.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The recorded messages and reference decodings that lie beside the checkout, if they do.
///
/// Looked for in `VEDETTE_SHARED`, then in `shared` beside the checkout.
record SharedData(Path p2p) {

  /// A record of Core's capture format.
  record Captured(String type, Bytes payload) {}

  static Optional<SharedData> find() {
    List<Path> places = new ArrayList<>();
    String named = System.getenv("VEDETTE_SHARED");
    if (named != null) {
      places.add(Path.of(named));
    }
    places.add(Path.of("../../shared"));
    places.add(Path.of("../shared"));
    return places.stream()
        .map(place -> place.resolve("data/p2p"))
        .filter(Files::isDirectory)
        .findFirst()
        .map(SharedData::new);
  }

  /// The data, or the end of the test that asks, with the reason.
  static SharedData findOrSkip() {
    Optional<SharedData> data = find();
    assumeTrue(
        data.isPresent(),
        "the recorded messages are not here: no shared/data/p2p beside the checkout, and"
            + " VEDETTE_SHARED does not name one");
    return data.orElseThrow();
  }

  /// All records of a `.dat` file, which may be compressed.
  List<Captured> records(String file) {
    Path plain = p2p.resolve(file + ".dat");
    try {
      return records(
          Files.exists(plain)
              ? Files.readAllBytes(plain)
              : unzip(Files.newInputStream(p2p.resolve(file + ".dat.gz"))));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The `.dat` files of a `captures/*.tar.gz`, by `<peer directory>/<file>`.
  Map<String, List<Captured>> archive(String name) {
    try {
      ByteBuffer tar =
          ByteBuffer.wrap(
              unzip(Files.newInputStream(p2p.resolve("captures").resolve(name + ".tar.gz"))));
      Map<String, List<Captured>> files = new LinkedHashMap<>();
      while (tar.remaining() >= 512) {
        byte[] head = new byte[512];
        tar.get(head);
        String path = text(head, 0, 100);
        if (path.isEmpty()) {
          break;
        }
        byte[] content = new byte[Integer.parseInt(text(head, 124, 12).trim(), 8)];
        tar.get(content);
        tar.position(Math.min(tar.limit(), (tar.position() + 511) / 512 * 512));
        if (path.endsWith(".dat")) {
          int peer = path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1;
          files.put(path.substring(peer), records(content));
        }
      }
      return files;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The lines of an NDJSON file that is compressed.
  BufferedReader lines(String file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(p2p.resolve(file)), 1 << 16),
            StandardCharsets.UTF_8));
  }

  private static List<Captured> records(byte[] file) {
    List<Captured> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      in.getLong(); // time
      byte[] type = new byte[12];
      in.get(type);
      byte[] payload = new byte[in.getInt()];
      in.get(payload);
      records.add(new Captured(text(type, 0, 12), Bytes.wrap(payload)));
    }
    return records;
  }

  private static String text(byte[] field, int from, int length) {
    int end = from;
    while (end < from + length && field[end] != 0) {
      end++;
    }
    return new String(field, from, end - from, StandardCharsets.US_ASCII);
  }

  private static byte[] unzip(InputStream compressed) throws IOException {
    try (InputStream in = new GZIPInputStream(compressed, 1 << 16)) {
      return in.readAllBytes();
    }
  }
}
