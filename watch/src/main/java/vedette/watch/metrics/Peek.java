package vedette.watch.metrics;

import vedette.wire.Bytes;

/// Looks at single fields of a payload without decoding it: counting must not cost an object for
/// each entry. What is not there is [#NONE].
final class Peek {
  static final long NONE = -1;

  private Peek() {}

  /// Unsigned 32 bit, little-endian.
  static long u32(Bytes bytes, int at) {
    return at < 0 || at + 4 > bytes.size() ? NONE : little(bytes, at, 4);
  }

  /// 64 bit, little-endian. All values are valid: look at the size first.
  static long i64(Bytes bytes, int at) {
    return little(bytes, at, 8);
  }

  /// A count or length (Bitcoin's CompactSize); one that does not fit 31 bits is taken as that.
  static long compactSize(Bytes bytes, int at) {
    if (at < 0 || at >= bytes.size()) {
      return NONE;
    }
    int width = compactSizeWidth(bytes, at);
    if (at + width > bytes.size()) {
      return NONE;
    }
    if (width == 1) {
      return bytes.at(at) & 0xff;
    }
    long value = little(bytes, at + 1, width - 1);
    return value < 0 || value > Integer.MAX_VALUE ? Integer.MAX_VALUE : value;
  }

  /// How many bytes the count at `at` takes.
  static int compactSizeWidth(Bytes bytes, int at) {
    return switch (bytes.at(at) & 0xff) {
      case 0xfd -> 3;
      case 0xfe -> 5;
      case 0xff -> 9;
      default -> 1;
    };
  }

  private static long little(Bytes bytes, int at, int count) {
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (bytes.at(at + i) & 0xff);
    }
    return value;
  }
}
