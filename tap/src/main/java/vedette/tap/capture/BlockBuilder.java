package vedette.tap.capture;

import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;

/// Gathers events into one block; the counterpart of [BlockEvents].
final class BlockBuilder implements AutoCloseable {
  /// A block is closed when its body would grow beyond this.
  static final int FULL = 64 << 10;

  private static final int SAMPLE = 8 << 10;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final ByteSink fields = new ByteSink();
  private final ByteSink body = new ByteSink();
  private final Map<NodeId, Integer> nodes = new HashMap<>();
  private byte[] deflated = new byte[FULL];
  private int events;
  private long firstTime;
  private long firstSequence;
  private long time;
  private long sequence;

  int events() {
    return events;
  }

  /// Encodes the fields of the event that [#add] is to add.
  ///
  /// @return how many bytes
  int prepare(Event event) {
    fields.clear();
    EventCodec.writeFields(event, fields);
    return fields.size();
  }

  /// Whether the prepared event has to go into a block of its own or the next.
  boolean isFullFor(int prepared) {
    return events > 0 && body.size() + prepared > FULL;
  }

  /// Adds the prepared event.
  void add(Event event) {
    Origin origin = event.origin();
    if (events == 0) {
      firstTime = origin.timeNanos();
      firstSequence = origin.sequence();
      time = firstTime;
      sequence = firstSequence;
    }
    body.varint(Kind.of(event));
    // Differences wrap around, and wrap back when they are added: every long survives.
    body.zigzag(origin.timeNanos() - time);
    body.zigzag(origin.sequence() - sequence);
    Integer known = nodes.get(origin.node());
    if (known == null) {
      body.varint(nodes.size());
      body.zigzag(origin.node().pid());
      body.text(origin.node().name());
      nodes.put(origin.node(), nodes.size());
    } else {
      body.varint(known);
    }
    body.varint(fields.size());
    body.raw(fields.array(), 0, fields.size());
    time = origin.timeNanos();
    sequence = origin.sequence();
    events++;
  }

  /// Header and body of the block, and begins the next.
  ///
  /// @param ordinal of its first event in the file
  byte[] take(long mark, long ordinal) {
    int raw = body.size();
    int packed = deflate(raw);
    boolean pays = packed > 0;
    byte[] from = pays ? deflated : body.array();
    int stored = pays ? packed : raw;
    BlockHeader header =
        new BlockHeader(
            BlockHeader.SIZE,
            pays ? BlockHeader.DEFLATE : BlockHeader.PLAIN,
            stored,
            raw,
            events,
            BlockHeader.crc(from, 0, stored),
            ordinal,
            firstTime,
            time,
            firstSequence,
            sequence);
    byte[] block = new byte[BlockHeader.SIZE + stored];
    System.arraycopy(header.toBytes(mark), 0, block, 0, BlockHeader.SIZE);
    System.arraycopy(from, 0, block, BlockHeader.SIZE, stored);
    clear();
    return block;
  }

  /// Forgets what is gathered, but not the event that is prepared.
  private void clear() {
    body.clear();
    nodes.clear();
    events = 0;
    if (deflated.length > 1 << 20) {
      deflated = new byte[FULL];
    }
  }

  /// Bytes of the body so far.
  int size() {
    return body.size();
  }

  @Override
  public void close() {
    deflater.end();
  }

  /// Packs the body if that takes at least an eighth off. A large body is packed only if a sample
  /// of it lost a quarter: txids do not compress, and deflate costs more than all the rest
  /// (docs/capture-format.md has the measurements).
  ///
  /// @return the packed length, 0 if it does not pay
  private int deflate(int raw) {
    boolean promising =
        raw < 4 * SAMPLE || deflate((raw - SAMPLE) / 2, SAMPLE, SAMPLE - SAMPLE / 4) > 0;
    return promising ? deflate(0, raw, raw - raw / 8) : 0;
  }

  /// @return the packed length of a part of the body, 0 if it is more than `limit`
  private int deflate(int from, int length, int limit) {
    if (deflated.length < limit) {
      deflated = new byte[limit];
    }
    deflater.reset();
    deflater.setInput(body.array(), from, length);
    deflater.finish();
    int packed = deflater.deflate(deflated, 0, limit);
    return deflater.finished() ? packed : 0;
  }
}
