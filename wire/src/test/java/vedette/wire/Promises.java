package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(message.type()).isEqualTo(type);
        assertThat(overLimit.orElse("a limit")).isNotBlank();
        int read = payload.size() - trailing.size();
        assertThat(trailing).isEqualTo(payload.slice(read, trailing.size()));
        checkRoundTrip(message, payload.slice(0, read));
      }
      case Decoding.Undecoded undecoded -> {
        assertThat(undecoded.type()).isEqualTo(type);
        assertThat(undecoded.payload()).isSameAs(payload);
        assertThat(undecoded.reason()).isNotBlank().hasSizeLessThan(300);
      }
    }
    if (!MessageDecoder.decode(type, payload).equals(decoding)) {
      throw new AssertionError(type + ": expected the same twice. Found: two decodings.");
    }
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
