package vedette.tap;

import java.util.List;
import java.util.function.Consumer;
import vedette.event.Selection;

/// How a live tap is opened. Immutable; each `with` method gives a changed copy.
///
/// @param target which processes
/// @param selection which events; what is not selected is not attached, and message types, peers
///   and connection types are filtered in the kernel
/// @param probes further probes of the binary, `<provider>:<name>`, delivered as
///   [vedette.event.ProbeEvent]
/// @param ringBytes room of the ring buffer: a power of two, 64 KiB to 1 GiB. It is the only queue
///   between node and consumer: what does not fit is lost and counted
/// @param maxPayload how many payload bytes of a message to take, at most 4 MiB less one byte; 0
///   for none
/// @param problems gets a sentence when something goes wrong that does not end the tap, such as a
///   second node whose binary has no tracepoints; called on the polling thread
public record TapOptions(
    Target target,
    Selection selection,
    List<String> probes,
    int ringBytes,
    long maxPayload,
    Consumer<String> problems) {

  /// Default room of the ring buffer: a block of 4 MB and the thousands of small events that come
  /// with it. It is kernel memory, and resident memory of this process too.
  public static final int DEFAULT_RING_BYTES = 8 << 20;

  /// No limit but 4 MiB less one byte, above what Bitcoin Core allows a message (4,000,000 bytes).
  public static final long WHOLE_PAYLOAD = Long.MAX_VALUE;

  private static final int LEAST_RING = 64 << 10;
  private static final int MOST_RING = 1 << 30;

  /// Checks the bounds.
  ///
  /// @throws IllegalArgumentException naming the field, what was found and what is expected
  public TapOptions {
    probes = List.copyOf(probes);
    if (Integer.bitCount(ringBytes) != 1 || ringBytes < LEAST_RING || ringBytes > MOST_RING) {
      throw new IllegalArgumentException(
          "ring buffer: expected a power of two from 65536 (64 KiB) to 1073741824 (1 GiB). Found: "
              + ringBytes
              + ".");
    }
    if (maxPayload < 0) {
      throw new IllegalArgumentException(
          "payload: expected 0 or more bytes. Found: " + maxPayload + ".");
    }
    int most = 64 - Tracepoint.count();
    if (probes.size() > most) {
      throw new IllegalArgumentException(
          "probes: expected at most " + most + ". Found: " + probes.size() + ".");
    }
  }

  /// Every node on this machine, every event, whole payloads, 8 MiB of ring.
  public static TapOptions defaults() {
    return new TapOptions(
        Target.EVERY_NODE,
        Selection.ALL,
        List.of(),
        DEFAULT_RING_BYTES,
        WHOLE_PAYLOAD,
        problem -> {});
  }

  /// The same with another target.
  public TapOptions withTarget(Target other) {
    return new TapOptions(other, selection, probes, ringBytes, maxPayload, problems);
  }

  /// The same with another selection.
  public TapOptions withSelection(Selection other) {
    return new TapOptions(target, other, probes, ringBytes, maxPayload, problems);
  }

  /// The same with other further probes.
  public TapOptions withProbes(List<String> other) {
    return new TapOptions(target, selection, other, ringBytes, maxPayload, problems);
  }

  /// The same with a ring buffer of another size.
  public TapOptions withRingBytes(int other) {
    return new TapOptions(target, selection, probes, other, maxPayload, problems);
  }

  /// The same with another bound for payloads.
  public TapOptions withMaxPayload(long other) {
    return new TapOptions(target, selection, probes, ringBytes, other, problems);
  }

  /// The same with another listener for problems.
  public TapOptions withProblems(Consumer<String> other) {
    return new TapOptions(target, selection, probes, ringBytes, maxPayload, other);
  }
}
