package vedette.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import vedette.event.Event;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.text.EventText;
import vedette.wire.Bytes;
import vedette.wire.Decoding;

/// Recorded messages of every type, from the node to the line, in all three formats.
///
/// The recordings lie in `shared/data/p2p` beside the checkout or where VEDETTE_SHARED says;
/// without them this test is skipped.
class RecordedMessagesTest {
  private static final int HEADER = 24;
  private static final int TYPE = 12;

  /// The validator builds a tree of each line; larger ones only repeat the same shapes.
  private static final int LARGEST_VALIDATED = 20_000;

  private static Path folder() {
    return Path.of(Optional.ofNullable(System.getenv("VEDETTE_SHARED")).orElse("../../shared"))
        .resolve("data/p2p");
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedMessageBecomesAValidLine() throws IOException {
    assumeTrue(Files.isDirectory(folder()), () -> "no recordings at " + folder());
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/events.schema.json")), InputFormat.JSON);
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> recordings =
          files
              .filter(file -> file.getFileName().toString().matches(".*\\.dat(\\.gz)?"))
              .sorted()
              .toList();
      return recordings.stream()
          .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file, schema)));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static void check(Path file, Schema schema) throws IOException {
    List<P2pMessage> messages = read(file);
    assertThat(messages).isNotEmpty();
    EventText text = new EventText(false, 120);
    for (P2pMessage message : messages) {
      Event event = Samples.inbound(message);
      String line = Lines.of(event);
      assertThat(line).endsWith("}\n");
      assertThat(line.contains("\"undecoded\":"))
          .isEqualTo(message.decode() instanceof Decoding.Undecoded);
      if (line.length() <= LARGEST_VALIDATED) {
        assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
      }
      assertThat(text.line(event)).contains(" " + message.type() + " ");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (BitcointapJson json = new BitcointapJson(out)) {
        assertThat(json.write(event)).isTrue();
      }
      assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("}}}}\n");
    }
  }

  /// Core's capture format: time, type, length, payload.
  private static List<P2pMessage> read(Path file) throws IOException {
    List<P2pMessage> messages = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = name(file).endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      for (byte[] head = in.readNBytes(HEADER);
          head.length == HEADER;
          head = in.readNBytes(HEADER)) {
        int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER - 4);
        String type = new String(head, 8, TYPE, StandardCharsets.US_ASCII).replace("\0", "");
        messages.add(
            new P2pMessage(type, length, Bytes.wrap(in.readNBytes(length)), PayloadState.WHOLE));
      }
    }
    return messages;
  }
}
