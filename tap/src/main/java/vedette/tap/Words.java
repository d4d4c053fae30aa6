package vedette.tap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Texts in ring memory as strings; short ones that recur (message types, connection types,
/// reasons) come from a small cache, so that an event does not allocate its words anew.
///
/// The cache holds 256 words at most: a peer that invents message types evicts words, nothing more.
/// For one thread.
final class Words {
  private static final int SIZE = 256;
  private static final int LONGEST = 24;

  private final String[] words = new String[SIZE];
  private final long[] first = new long[SIZE];
  private final long[] second = new long[SIZE];
  private final long[] third = new long[SIZE];

  Words() {
    java.util.Arrays.fill(words, "");
  }

  /// The NUL-terminated Latin-1 text at `offset`: Core's words are ASCII, and what a peer sends as
  /// type may be any byte.
  ///
  /// @param capacity bytes the text may take, its NUL included; what follows the NUL is stale
  String at(MemorySegment memory, long offset, int capacity) {
    int length = length(memory, offset, capacity);
    if (length > LONGEST) {
      return text(memory, offset, length);
    }
    long a = bytes(memory, offset, Math.min(length, 8));
    long b = length > 8 ? bytes(memory, offset + 8, Math.min(length - 8, 8)) : 0;
    long c = length > 16 ? bytes(memory, offset + 16, length - 16) : 0;
    int slot = (int) ((a * 0x9e3779b97f4a7c15L ^ b * 0xc2b2ae3d27d4eb4fL ^ c) >>> 56);
    if (first[slot] != a
        || second[slot] != b
        || third[slot] != c
        || words[slot].length() != length) {
      words[slot] = text(memory, offset, length);
      first[slot] = a;
      second[slot] = b;
      third[slot] = c;
    }
    return words[slot];
  }

  /// The NUL-terminated UTF-8 text at `offset`, for what people wrote (wallet names, host names).
  static String utf8(MemorySegment memory, long offset, int capacity) {
    byte[] bytes = new byte[length(memory, offset, capacity)];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String text(MemorySegment memory, long offset, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int length(MemorySegment memory, long offset, int capacity) {
    int length = 0;
    while (length < capacity && memory.get(ValueLayout.JAVA_BYTE, offset + length) != 0) {
      length++;
    }
    return length;
  }

  private static long bytes(MemorySegment memory, long offset, int count) {
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (memory.get(ValueLayout.JAVA_BYTE, offset + i) & 0xffL) << (8 * i);
    }
    return word;
  }
}
