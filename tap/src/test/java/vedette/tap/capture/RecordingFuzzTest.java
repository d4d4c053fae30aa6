package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vedette.event.Event;
import vedette.event.Selection;
import vedette.tap.TapException;

/// Any bytes are events, counted losses or a refusal in words. `JAZZER_FUZZ=1` looks for more;
/// without it the seeds and 4,000 damaged files from a fixed seed are run.
class RecordingFuzzTest {
  private static final long MARK = 1;

  @FuzzTest(maxDuration = "1m")
  void anyFileIsReadOrRefused(byte[] file) {
    read(file);
  }

  /// Past the checksums, which a fuzzer does not get right by chance.
  @FuzzTest(maxDuration = "1m")
  void anyBodyWithRightChecksumsIsReadOrCounted(byte[] body) {
    read(file(body, BlockHeader.PLAIN, body.length, Math.max(1, body.length / 16)));
    read(file(body, BlockHeader.DEFLATE, Math.max(8, body.length * 3), 1));
  }

  /// What comes out goes in again and comes out the same.
  @FuzzTest(maxDuration = "1m")
  void whatWasReadComesBackFromTheWriter(byte[] body) {
    List<Event> events = read(file(body, BlockHeader.PLAIN, body.length, 1));
    try (BlockBuilder builder = new BlockBuilder()) {
      for (Event event : events) {
        int _ = builder.prepare(event);
        builder.add(event);
      }
      if (!events.isEmpty()) {
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        again.writeBytes(new FileHeader(1, 0, MARK).toBytes());
        again.writeBytes(builder.take(MARK, 0));
        assertThat(read(again.toByteArray())).isEqualTo(events);
      }
    }
  }

  @Test
  void damagedFilesOfAFixedSeedAreReadOrRefused() {
    Random random = new Random(2026);
    for (int i = 0; i < 4_000; i++) {
      byte[] body = body(random, 1 + random.nextInt(20));
      for (int edits = random.nextInt(6); edits > 0; edits--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      boolean plain = random.nextBoolean();
      byte[] file =
          file(
              body,
              plain ? BlockHeader.PLAIN : BlockHeader.DEFLATE,
              plain ? body.length : body.length * 2,
              1 + random.nextInt(20));
      if (random.nextInt(4) == 0) {
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        file = Arrays.copyOf(file, random.nextInt(file.length + 1));
      }
      read(file);
    }
  }

  private static List<Event> read(byte[] file) {
    List<Event> events = new ArrayList<>();
    try (Recording recording =
        Recording.over(
            "memory", new MemoryChannel(file), Recording.Pace.FULL_SPEED, Selection.ALL)) {
      recording.forEach(events::add);
      assertThat(recording.ended()).isTrue();
    } catch (TapException refused) {
      assertThat(refused).hasMessageStartingWith("memory: ");
    }
    return events;
  }

  private static byte[] file(byte[] body, int encoding, int raw, int events) {
    BlockHeader header =
        new BlockHeader(
            BlockHeader.SIZE,
            encoding,
            body.length,
            raw,
            events,
            BlockHeader.crc(body, 0, body.length),
            0,
            0,
            0,
            1,
            1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new FileHeader(1, 0, MARK).toBytes());
    file.writeBytes(header.toBytes(MARK));
    file.writeBytes(body);
    return file.toByteArray();
  }

  private static byte[] body(Random random, int events) {
    ByteSink body = new ByteSink();
    ByteSink fields = new ByteSink();
    for (int i = 0; i < events; i++) {
      Event event = Fixtures.event(random, random.nextInt(Fixtures.KINDS), i + 1);
      fields.clear();
      EventCodec.writeFields(event, fields);
      body.varint(Kind.of(event));
      body.zigzag(random.nextLong());
      body.zigzag(1);
      body.varint(i == 0 ? 0 : random.nextInt(2));
      if (i == 0) {
        body.zigzag(random.nextInt());
        body.text("bitcoind");
      }
      body.varint(fields.size());
      body.raw(fields.array(), 0, fields.size());
    }
    return Arrays.copyOf(body.array(), body.size());
  }
}
