package vedette.tap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vedette.event.NodeId;
import vedette.event.P2pMessage.PayloadState;
import vedette.tap.bpf.RingBuffer;
import vedette.tap.bpf.UsdtNote;

/// An event in place, in the ring buffer's memory: what [Tap#pollViews] hands over without making
/// an object for each event.
///
/// The one view is moved from record to record: it and the memory are valid during the callback
/// only, on its thread; later its numbers cannot be read ([IndexOutOfBoundsException]). What should
/// stay is made an [vedette.event.Event] with [#toEvent].
///
/// Layout of a record, little-endian (written by tap.bpf.c):
///
/// ```
///   0 u64 time | 8 u64 lost | 16 u32 process | 20 u16 kind | 22 u16 flags | 24 u16 faults
///  26 u8 args | 27 u8 attachment | 28 u32 length
///  message:  32 i64 peer | 40 u64 size | 48 u32 taken | 52 u32 address offset | 56 address[80]
///            136 connection[24] | 160 type[16] | 176 payload
///  others:   32 u64 args[slots] | hashes [32] | texts
/// ```
public final class EventView {
  static final int TIME = 0;
  static final int LOST = 8;
  static final int PROCESS = 16;
  static final int FAULTS = 24;
  static final int ARGUMENT_COUNT = 26;
  static final int HEAD = 32;

  static final int PEER = 32;
  static final int SIZE = 40;
  static final int TAKEN = 48;
  static final int ADDRESS_OFFSET = 52;
  static final int ADDRESS = 56;
  static final int ADDRESS_SIZE = 80;
  static final int CONNECTION = 136;
  static final int CONNECTION_SIZE = 24;
  static final int TYPE = 160;
  static final int TYPE_SIZE = 16;
  static final int PAYLOAD = 176;

  static final int LONG_ADDRESS_SIZE = 256;
  static final int TEXT_SIZE = 256;
  static final int SHORT_TEXT_SIZE = 32;

  static final int FLAG_PAYLOAD_FAULT = 1;
  static final int FLAG_PAYLOAD_LOST = 2;
  static final int FLAG_PAYLOAD_CUT = 4;
  static final int FLAG_PAYLOAD_NOT_TAKEN = 8;
  static final int FLAG_LONG_ADDRESS = 32;

  private final Words words = new Words();
  private final RingBuffer ring;
  private final WallClock clock;
  private int process;
  private int number;
  private int flags;
  private int faults;
  private int attachment;
  private @Nullable Kind kind;
  private long sequence;
  private NodeId node = NodeId.UNKNOWN;

  /// Of the record at which the ring is.
  EventView(RingBuffer ring, WallClock clock) {
    this.ring = ring;
    this.clock = clock;
  }

  /// The ring has moved: reads what is asked of every record, in two pieces.
  void moved() {
    long first = ring.longAt(PROCESS);
    long second = ring.longAt(FAULTS);
    process = (int) first;
    number = (int) (first >>> 32) & 0xffff;
    flags = (int) (first >>> 48);
    faults = (int) second & 0xffff;
    attachment = (int) (second >>> 24) & 0xff;
  }

  /// What the record itself does not tell. The rest is worked out when somebody asks for it; and a
  /// reference that does not change is not written again, which would cost the collector's mark.
  @SuppressWarnings("ReferenceEquality") // whether to write a reference, not whether two are equal
  void stamp(Kind itsKind, long number, NodeId process) {
    if (kind != itsKind) {
      kind = itsKind;
    }
    if (node != process) {
      node = process;
    }
    sequence = number;
  }

  /// The ring is at no record any more: whoever reads on has kept the view.
  void left() {
    kind = null;
  }

  /// `<context>:<event>`.
  public String name() {
    return stamped().event();
  }

  /// Nanoseconds since the epoch, UTC.
  public long timeNanos() {
    return clock.at(longAt(TIME));
  }

  /// Position in the stream, see [vedette.event.Origin#sequence].
  public long sequence() {
    return sequence;
  }

  /// The process it happened in.
  public NodeId node() {
    return node;
  }

  /// Whether this is `net:inbound_message` or `net:outbound_message`; the methods of messages are
  /// for those only.
  public boolean message() {
    return kind() <= Tracepoint.OUTBOUND_MESSAGE.kind();
  }

  /// Core's peer id of a message.
  public long peer() {
    return longAt(PEER);
  }

  /// True payload length of a message in bytes.
  public long size() {
    return longAt(SIZE);
  }

  /// Type of a message, up to 15 Latin-1 characters, as the peer sent it.
  public String type() {
    return words.at(ring.memory(), ring.offset() + TYPE, TYPE_SIZE);
  }

  /// Connection type of a message's peer in Core's words.
  public String connection() {
    return words.at(ring.memory(), ring.offset() + CONNECTION, CONNECTION_SIZE);
  }

  /// Name of a message's peer, normally `address:port`.
  public String address() {
    return (flags() & FLAG_LONG_ADDRESS) != 0
        ? Words.utf8(ring.memory(), ring.offset() + intAt(ADDRESS_OFFSET), LONG_ADDRESS_SIZE)
        : Words.utf8(ring.memory(), ring.offset() + ADDRESS, ADDRESS_SIZE);
  }

  /// How many payload bytes are here.
  public int payloadSize() {
    return intAt(TAKEN);
  }

  /// Whether that is all, and if not, why.
  public PayloadState payloadState() {
    int flags = flags();
    if ((flags & FLAG_PAYLOAD_LOST) != 0) {
      return PayloadState.RING_FULL;
    }
    if ((flags & FLAG_PAYLOAD_FAULT) != 0) {
      return PayloadState.UNREADABLE;
    }
    if ((flags & FLAG_PAYLOAD_CUT) != 0) {
      return PayloadState.CUT;
    }
    return (flags & FLAG_PAYLOAD_NOT_TAKEN) != 0 ? PayloadState.NOT_TAKEN : PayloadState.WHOLE;
  }

  /// The memory that holds the payload, from [#payloadOffset] on for [#payloadSize] bytes. Use
  /// unaligned layouts.
  public MemorySegment memory() {
    return ring.memory();
  }

  /// Where the payload begins in [#memory].
  public long payloadOffset() {
    return ring.offset() + PAYLOAD;
  }

  /// Makes an event that stays: copies the record out of the ring.
  public vedette.event.Event toEvent() {
    return Records.event(this);
  }

  // ---- raw parts, for this package ----

  int kind() {
    return number;
  }

  int flags() {
    return flags;
  }

  int faults() {
    return faults;
  }

  int argumentCount() {
    return ring.byteAt(ARGUMENT_COUNT);
  }

  int attachment() {
    return attachment;
  }

  /// Types of a generic probe's arguments, as the note of the binary that was hit has them.
  List<UsdtNote.ArgumentType> argumentTypes() {
    return stamped().argumentTypes(attachment());
  }

  private Kind stamped() {
    if (kind == null) {
      throw new IllegalStateException("a view is read in the callback that it is handed to");
    }
    return kind;
  }

  int process() {
    return process;
  }

  /// Time of the record by the kernel's clock, also before it is known whether it is wanted.
  long monotonicNanos() {
    return ring.longAt(TIME);
  }

  /// How many records had been lost before it, as early.
  long lostBefore() {
    return ring.longAt(LOST);
  }

  long longAt(int offset) {
    stamped();
    return ring.longAt(offset);
  }

  int intAt(int offset) {
    stamped();
    return ring.intAt(offset);
  }

  byte[] bytesAt(int offset, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(
        ring.memory(), ValueLayout.JAVA_BYTE, ring.offset() + offset, bytes, 0, length);
    return bytes;
  }

  String wordAt(int offset, int capacity) {
    return words.at(ring.memory(), ring.offset() + offset, capacity);
  }

  String textAt(int offset) {
    return Words.utf8(ring.memory(), ring.offset() + offset, TEXT_SIZE);
  }
}
