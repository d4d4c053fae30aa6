package vedette.tap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import vedette.event.Pushdown;
import vedette.event.Selection;
import vedette.tap.bpf.BpfMap;

/// The part of a selection that the kernel applies to messages, before it copies anything: message
/// types, peer ids, connection types.
///
/// A term with more values than a set has room for stays in Java, and so does everything about
/// events other than messages.
final class KernelFilter {
  private static final int ROOM = 1024;
  private static final int TYPE_SIZE = 16;
  private static final int CONNECTION_SIZE = 24;
  private static final int CONTROL_TYPES = 20;
  private static final int CONTROL_PEERS = 24;
  private static final int CONTROL_CONNECTIONS = 28;

  private final boolean everything;
  private final boolean everyMessage;

  private KernelFilter(boolean everything, boolean everyMessage) {
    this.everything = everything;
    this.everyMessage = everyMessage;
  }

  /// Makes the three sets and switches them on.
  ///
  /// @param keep takes each map into keeping
  /// @param control the mapped `struct control`
  static KernelFilter of(Selection selection, UnaryOperator<BpfMap> keep, MemorySegment control) {
    Pushdown pushdown = selection.pushdown();
    boolean types =
        fill(
            keep.apply(BpfMap.set("types", TYPE_SIZE, ROOM)),
            pushdown.messages(),
            type -> padded(type, TYPE_SIZE),
            control,
            CONTROL_TYPES);
    boolean peers =
        fill(
            keep.apply(BpfMap.set("peers", Long.BYTES, ROOM)),
            pushdown.peers(),
            KernelFilter::number,
            control,
            CONTROL_PEERS);
    boolean connections =
        fill(
            keep.apply(BpfMap.set("connections", CONNECTION_SIZE, ROOM)),
            pushdown.connections(),
            connection -> padded(connection, CONNECTION_SIZE),
            control,
            CONTROL_CONNECTIONS);
    boolean byName =
        pushdown.messages().acceptsAll()
            && pushdown.peers().acceptsAll()
            && pushdown.connections().acceptsAll()
            && selection.pushdownSettlesMessages();
    // Which names are wanted was settled when the tracepoints were attached.
    return new KernelFilter(
        byName, types && peers && connections && selection.pushdownSettlesMessages());
  }

  /// Whether the kernel has decided already that this event is selected.
  boolean settled(EventView view) {
    return everything || (everyMessage && view.message());
  }

  private static <T> boolean fill(
      BpfMap set,
      Pushdown.Filter<T> filter,
      Function<T, byte[]> key,
      MemorySegment control,
      int field) {
    if (filter.values().size() > ROOM) {
      return false;
    }
    filter.values().forEach(value -> set.insert(key.apply(value)));
    int mode = filter.acceptListed() ? 1 : filter.values().isEmpty() ? 0 : 2;
    control.set(ValueLayout.JAVA_INT, field, mode);
    return true;
  }

  private static byte[] padded(String word, int size) {
    return Arrays.copyOf(word.getBytes(StandardCharsets.ISO_8859_1), size);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array();
  }
}
