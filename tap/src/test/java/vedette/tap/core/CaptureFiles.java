package vedette.tap.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vedette.wire.Bytes;

/// What `-capturemessages` wrote: Core's own account of the P2P messages, to compare with.
final class CaptureFiles {
  /// A message: type and payload.
  record Entry(String type, Bytes payload) {}

  private CaptureFiles() {}

  /// Messages in order, by "directory recv" or "directory sent".
  static Map<String, List<Entry>> read(Path captures) throws IOException {
    Map<String, List<Entry>> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(captures)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".dat")).toList()) {
        String direction = file.getFileName().toString().equals("msgs_recv.dat") ? "recv" : "sent";
        files.put(file.getParent().getFileName() + " " + direction, entries(file));
      }
    }
    return files;
  }

  private static List<Entry> entries(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Entry> entries = new ArrayList<>();
    while (bytes.hasRemaining()) {
      bytes.getLong();
      byte[] type = new byte[12];
      bytes.get(type);
      byte[] payload = new byte[bytes.getInt()];
      bytes.get(payload);
      entries.add(
          new Entry(
              new String(type, StandardCharsets.ISO_8859_1).replace("\0", ""),
              Bytes.wrap(payload)));
    }
    return entries;
  }
}
