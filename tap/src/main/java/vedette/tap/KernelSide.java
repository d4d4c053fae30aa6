package vedette.tap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import vedette.tap.bpf.BpfMap;
import vedette.tap.bpf.RingBuffer;

/// What a live tap keeps in the kernel, shared by the programs of all binaries: the ring buffer,
/// the control page and the sets that programs filter by. Layouts are in tap.bpf.c.
///
/// Opened by attaching and read by polling, which meet here only: the two halves can be parted.
final class KernelSide implements AutoCloseable {
  /// How many kinds of records there can be.
  static final int KINDS = 64;

  private static final int CONTROL_SIZE = 4096;
  private static final int CONTROL_MAX_PAYLOAD = 0;
  private static final int CONTROL_WAKE_BYTES = 8;
  private static final int CONTROL_PROCESS_FILTER = 16;
  private static final int CONTROL_PID_DEVICE = 40;
  private static final int CONTROL_PID_INODE = 48;
  private static final int CONTROL_ERA = 56;

  /// Length of a `struct counter`.
  static final int COUNTER_SIZE = 64;

  private static final int MAX_PROCESSES = 1024;

  /// `struct peer_key` and `struct peer_texts`.
  private static final int PEER_KEY_SIZE = 24;

  private static final int PEER_TEXTS_SIZE = EventView.ADDRESS_SIZE + EventView.CONNECTION_SIZE;

  /// Several nodes full of peers; the kernel keeps some of it in reserve for each processor.
  private static final int MOST_PEERS = 2048;

  /// More than the 4,000,000 bytes that Bitcoin Core allows a message, and the most for which the
  /// body without dynptrs reserves 4 MiB.
  private static final long MOST_PAYLOAD = (4 << 20) - 1;

  /// Of records that are no messages: a head, twelve numbers, hashes and texts.
  private static final long LONGEST_OTHER = 1024;

  /// The least room that body reserves for a payload, unless it takes none.
  private static final long LEAST_ROOM = 128;

  private final Arena arena = Arena.ofShared();
  private final Map<String, BpfMap> maps = new HashMap<>();
  private final MemorySegment control;
  private final MemorySegment counters;
  private final KernelFilter filter;
  private final RingBuffer ring;

  /// @throws vedette.tap.bpf.BpfException if the kernel refuses
  KernelSide(TapOptions options) {
    long taken = Math.min(options.maxPayload(), MOST_PAYLOAD);
    try {
      BpfMap ringMap = keep(BpfMap.ring("ring", options.ringBytes()));
      control = keep(BpfMap.array("control", CONTROL_SIZE, 1)).map(arena);
      counters = keep(BpfMap.array("counters", COUNTER_SIZE, KINDS)).map(arena);
      keep(BpfMap.cache("known", PEER_KEY_SIZE, PEER_TEXTS_SIZE, MOST_PEERS));
      BpfMap processes = keep(BpfMap.set("processes", Integer.BYTES, MAX_PROCESSES));
      control.set(ValueLayout.JAVA_LONG, CONTROL_MAX_PAYLOAD, taken);
      control.set(ValueLayout.JAVA_LONG, CONTROL_WAKE_BYTES, options.ringBytes() / 4);
      Processes.ownNamespace()
          .ifPresent(namespace -> {
            control.set(ValueLayout.JAVA_LONG, CONTROL_PID_DEVICE, namespace.device());
            control.set(ValueLayout.JAVA_LONG, CONTROL_PID_INODE, namespace.inode());
          });
      filter = KernelFilter.of(options.selection(), this::keep, control);
      if (options.target() instanceof Target.Pid(int pid)) {
        processes.insert(nativeBytes(pid));
        control.set(ValueLayout.JAVA_INT, CONTROL_PROCESS_FILTER, 1);
      }
      ring = new RingBuffer(ringMap, longestRecord(taken));
    } catch (RuntimeException refused) {
      release();
      throw refused;
    }
  }

  /// A process has ended: what is known of its peers is not true of a later one with its number.
  void forgetPeers() {
    control.set(
        ValueLayout.JAVA_INT, CONTROL_ERA, control.get(ValueLayout.JAVA_INT, CONTROL_ERA) + 1);
  }

  /// The maps by the names that programs know them by.
  Map<String, BpfMap> maps() {
    return Map.copyOf(maps);
  }

  /// `struct counter` for each kind; gone once this is closed.
  MemorySegment counters() {
    return counters;
  }

  KernelFilter filter() {
    return filter;
  }

  RingBuffer ring() {
    return ring;
  }

  /// A message whose payload has as many bytes, with the whole of a long address; every other
  /// record is shorter. The body without dynptrs reserves up to four times the payload.
  private static long longestRecord(long payload) {
    long room =
        payload == 0
            ? 0
            : Math.clamp(4 * Long.highestOneBit(payload), LEAST_ROOM, MOST_PAYLOAD + 1);
    return Math.max(LONGEST_OTHER, EventView.PAYLOAD + room + EventView.LONG_ADDRESS_SIZE);
  }

  private static byte[] nativeBytes(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  private BpfMap keep(BpfMap map) {
    maps.put(map.name(), map);
    return map;
  }

  private void release() {
    arena.close();
    maps.values().forEach(BpfMap::close);
  }

  @Override
  public void close() {
    ring.close();
    release();
  }
}
