package vedette.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;

/// What the decoder promises for any type and any bytes.
final class Promises {
  /// Bytes of objects for each byte of payload, at most; see [MessageDecoder#decode].
  static final int ALLOCATED_PER_BYTE = 20;

  /// Bytes of objects for a payload of no bytes, at most.
  static final int ALLOCATED_AT_LEAST = 64 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Promises() {}

  /// Decodes and checks all promises but the one about memory.
  static Decoding check(String type, Bytes payload) {
    Decoding decoding = MessageDecoder.decode(type, payload);
    switch (decoding) {
      case Decoding.Decoded(Message message, Bytes trailing, var overLimit) -> {
        demand(message.type().equals(type), type, "a message of the type that was asked for");
        demand(!overLimit.orElse("a limit").isBlank(), type, "a limit in words");
        int read = payload.size() - trailing.size();
        demand(
            trailing.equals(payload.slice(read, trailing.size())),
            type,
            "the end as trailing bytes");
        checkRoundTrip(message, payload.slice(0, read));
      }
      case Decoding.Undecoded(String kept, Bytes bytes, String reason) -> {
        demand(kept.equals(type), type, "the type as it came");
        demand(bytes.equals(payload), type, "the payload as it came");
        demand(!reason.isBlank() && reason.length() < 300, type, "a reason of one line");
      }
    }
    demand(MessageDecoder.decode(type, payload).equals(decoding), type, "the same twice");
    return decoding;
  }

  /// The bytes of objects that decoding takes. Up to three attempts: the first ones may load
  /// classes, which is nothing that the payload asked for.
  static long allocated(String type, Bytes payload) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3 && least > allowed(payload); attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Decoding decoding = MessageDecoder.decode(type, payload);
      long after = THREADS.getCurrentThreadAllocatedBytes();
      Objects.requireNonNull(decoding);
      least = Math.min(least, after - before);
    }
    return least;
  }

  /// What [#allocated] may be.
  static long allowed(Bytes payload) {
    return (long) ALLOCATED_PER_BYTE * payload.size() + ALLOCATED_AT_LEAST;
  }

  /// Not AssertJ: a fuzzer comes here thousands of times a second.
  private static void demand(boolean kept, String type, String promise) {
    if (!kept) {
      throw new AssertionError(type + ": expected " + promise + ". Found: something else.");
    }
  }

  /// No byte is read twice or skipped: what was read gives the same bytes again.
  private static void checkRoundTrip(Message message, Bytes read) {
    Bytes again = MessageEncoder.encode(message);
    if (message instanceof Message.Version version
        && version.relay().orElse(false)
        && read.size() == again.size()) {
      // any relay byte but 0 means yes
      again = again.slice(0, again.size() - 1);
      read = read.slice(0, again.size());
    }
    if (!again.equals(read)) {
      throw new AssertionError(
          message.type() + ": expected to encode as " + read + ". Found: " + again + ".");
    }
  }
}
