package vedette.tap.capture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import vedette.event.Event;

/// Files as a later minor version might write them.
final class Newer {
  private static final long MARK = 0x0123_4567_89AB_CDEFL;

  private Newer() {}

  /// The two events, with an event of an unknown kind between them and an unknown field at the end
  /// of each.
  static byte[] file(List<Event> two) {
    ByteSink body = new ByteSink();
    event(body, Kind.of(two.get(0)), 0, two.get(0));
    event(body, 99, 1, two.get(0));
    event(body, Kind.of(two.get(1)), 1, two.get(1));
    byte[] raw = Arrays.copyOf(body.array(), body.size());
    BlockHeader header =
        new BlockHeader(
            BlockHeader.SIZE,
            BlockHeader.PLAIN,
            raw.length,
            raw.length,
            3,
            BlockHeader.crc(raw, 0, raw.length),
            0,
            two.get(0).origin().timeNanos(),
            two.get(1).origin().timeNanos(),
            1,
            3);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new FileHeader(1, 9, MARK).toBytes());
    file.writeBytes(header.toBytes(MARK));
    file.writeBytes(raw);
    return file.toByteArray();
  }

  private static void event(ByteSink body, int kind, int step, Event event) {
    ByteSink fields = new ByteSink();
    EventCodec.writeFields(event, fields);
    fields.text("a field of a newer version");
    body.varint(kind);
    body.zigzag(1_000_000L * step);
    body.zigzag(step);
    body.varint(0);
    if (step == 0) {
      body.zigzag(0);
      body.text("");
    }
    body.varint(fields.size());
    body.raw(fields.array(), 0, fields.size());
  }
}
