package vedette.tap.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;

/// The events of one block, one after the other.
///
/// ```
/// event := varint kind
///          zigzag time - time of the event before      (of the block header for the first)
///          zigzag sequence - sequence of the one before
///          varint node: how-manieth in this block; if new: zigzag pid, text name
///          varint length of the fields
///          fields
/// ```
final class BlockEvents {
  private final ByteSource in;
  private final List<NodeId> nodes = new ArrayList<>();
  private final int events;
  private long time;
  private long sequence;
  private int seen;
  private long unknown;
  private long undecodable;
  private String reason = "";

  BlockEvents(BlockHeader header, byte[] body) {
    this.in = new ByteSource(body, 0, body.length);
    this.events = header.events();
    this.time = header.firstTime();
    this.sequence = header.firstSequence();
  }

  /// Events of kinds that this version does not know.
  long unknown() {
    return unknown;
  }

  /// Events whose bytes make no sense although the checksum is right.
  long undecodable() {
    return undecodable;
  }

  /// What was wrong with the last undecodable event.
  String reason() {
    return reason;
  }

  /// The next event that can be read, null after the last.
  @Nullable Event next() {
    while (seen < events) {
      Origin origin;
      long kind;
      ByteSource fields;
      try {
        kind = in.varint();
        origin = origin();
        fields = in.part(in.count(1));
      } catch (Malformed lostTrack) {
        // Without lengths nothing behind this can be found.
        reason = String.valueOf(lostTrack.getMessage());
        undecodable += events - seen;
        seen = events;
        return null;
      }
      seen++;
      try {
        Optional<Event> event = EventCodec.readFields(kind, origin, fields);
        if (event.isPresent()) {
          return event.get();
        }
        unknown++;
      } catch (Malformed one) {
        reason = String.valueOf(one.getMessage());
        undecodable++;
      }
    }
    return null;
  }

  private Origin origin() throws Malformed {
    time += in.zigzag();
    sequence += in.zigzag();
    long index = in.varint();
    if (index == nodes.size()) {
      nodes.add(new NodeId(in.int32(), in.text()));
    } else if (index < 0 || index > nodes.size()) {
      throw new Malformed("node " + index + " of " + nodes.size());
    }
    return new Origin(time, sequence, nodes.get((int) index));
  }
}
