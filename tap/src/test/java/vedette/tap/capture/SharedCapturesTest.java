package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.Selection;

/// Replays recordings of real nodes, listed independently, if the shared data is there.
class SharedCapturesTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"peer\":\"([^\"]*)\",\"direction\":\"(recv|sent)\",\"index\":(\\d+),\"time\":(\\d+),"
              + "\"type\":\"([^\"]*)\",\"size\":(\\d+),\"sha256\":\"([0-9a-f]{64})\".*");
  private static final int TAR_BLOCK = 512;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"capture1", "capture2"})
  void everyFileOfARealRecordingComesInItsOrder(String name) throws Exception {
    Path data = shared();
    untar(data.resolve("captures/" + name + ".tar.gz"));
    Map<String, List<String>> expected = expected(data.resolve("captures/" + name + ".ndjson.gz"));

    List<Event> events = new ArrayList<>();
    try (MessageCapture capture =
        MessageCapture.open(folder, MessageCapture.AtEnd.STOP, Selection.ALL)) {
      capture.forEach(events::add);
      assertThat(capture.problems()).isEmpty();
    }

    Map<String, List<String>> replayed = new TreeMap<>();
    long lastTime = 0;
    boolean clockJumps = false;
    for (Event event : events) {
      NetEvent.Message message = (NetEvent.Message) event;
      String direction = event instanceof NetEvent.InboundMessage ? "recv" : "sent";
      replayed
          .computeIfAbsent(message.peer().address() + " " + direction, _ -> new ArrayList<>())
          .add(
              "%d %s %d %s"
                  .formatted(
                      event.origin().timeNanos() / 1000,
                      message.message().type(),
                      message.message().size(),
                      sha256(message.message().payload().toArray())));
      clockJumps |= event.origin().timeNanos() < lastTime;
      lastTime = event.origin().timeNanos();
    }
    assertThat(replayed).isEqualTo(expected);
    assertThat(clockJumps).as("these nodes' clocks ran forward").isFalse();
  }

  @Test
  void aRealRecordingSurvivesOurOwnFormat() throws Exception {
    untar(shared().resolve("captures/capture1.tar.gz"));
    List<Event> events = new ArrayList<>();
    try (MessageCapture capture =
        MessageCapture.open(folder, MessageCapture.AtEnd.STOP, Selection.ALL)) {
      capture.forEach(events::add);
    }
    Path file = folder.resolve("own.vedette");
    Captures.record(file, events);
    assertThat(Captures.read(file)).isEqualTo(events);
  }

  private static Map<String, List<String>> expected(Path lines) throws IOException {
    Map<String, List<String>> expected = new TreeMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(lines)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Matcher field = LINE.matcher(line);
        assertThat(field.matches()).as(line).isTrue();
        int underscore = field.group(1).lastIndexOf('_');
        String address =
            field.group(1).substring(0, underscore)
                + ":"
                + field.group(1).substring(underscore + 1);
        List<String> file =
            expected.computeIfAbsent(address + " " + field.group(2), _ -> new ArrayList<>());
        assertThat(Integer.parseInt(field.group(3))).isEqualTo(file.size());
        file.add(
            "%s %s %s %s"
                .formatted(field.group(4), field.group(5), field.group(6), field.group(7)));
      }
    }
    return expected;
  }

  /// The shared data, or the reason to skip.
  private static Path shared() {
    String named = System.getenv("VEDETTE_SHARED");
    Path shared = named == null ? Path.of("../../shared") : Path.of(named);
    Path data = shared.resolve("data/p2p");
    assumeTrue(
        Files.isDirectory(data.resolve("captures")),
        () -> "the shared recordings are not at " + data.toAbsolutePath());
    return data;
  }

  private void untar(Path archive) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      byte[] header = new byte[TAR_BLOCK];
      while (true) {
        try {
          in.readFully(header);
        } catch (EOFException end) {
          return;
        }
        String name = field(header, 0, 100);
        if (name.isEmpty()) {
          return;
        }
        int size = Integer.parseInt(field(header, 124, 12), 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
        Path file = folder.resolve(name).normalize();
        assertThat(file.startsWith(folder)).isTrue();
        if (header[156] == '0' || header[156] == 0) {
          Files.createDirectories(file.resolveSibling("."));
          Files.write(file, content);
        }
      }
    }
  }

  private static String field(byte[] header, int offset, int length) {
    return new String(header, offset, length, StandardCharsets.US_ASCII)
        .replaceFirst("\0.*", "")
        .trim();
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
