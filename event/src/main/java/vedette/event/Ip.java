package vedette.event;

import java.util.Optional;

/// An IP address, without zone. IPv4 is kept in its mapped form `::ffff:a.b.c.d`, so that an
/// IPv4-mapped IPv6 address is the IPv4 address, as in Bitcoin Core.
///
/// @param high the first 64 bits, big-endian
/// @param low the last 64 bits, big-endian
record Ip(long high, long low) {
  static final int BITS = 128;

  /// How many bits of an IPv4 address are its mapped prefix.
  static final int V4_PREFIX = 96;

  private static final long V4_MARK = 0xffffL;

  boolean v4() {
    return high == 0 && low >>> 32 == V4_MARK;
  }

  /// This address with all but the first `bits` bits cleared.
  Ip masked(int bits) {
    long highMask = bits == 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    long lowMask = bits <= 64 ? 0 : bits == BITS ? -1 : -1L << (BITS - bits);
    return new Ip(high & highMask, low & lowMask);
  }

  /// Reads `192.0.2.1` or `2001:db8::1`, never asking a resolver. Four decimal parts without
  /// leading zeros for IPv4; RFC 4291 text without brackets or zone for IPv6.
  static Optional<Ip> parse(String text) {
    if (text.indexOf(':') >= 0) {
      return parseV6(text);
    }
    long v4 = parseV4(text, 0);
    return v4 < 0 ? Optional.empty() : Optional.of(new Ip(0, V4_MARK << 32 | v4));
  }

  /// The 32 bits of a dotted quad that begins at `from`, -1 if it is none.
  private static long parseV4(String text, int from) {
    long value = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      if (part > 0 && (at >= text.length() || text.charAt(at++) != '.')) {
        return -1;
      }
      int start = at;
      int number = 0;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        number = number * 10 + text.charAt(at++) - '0';
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      if (at == start || leadingZero || number > 255) {
        return -1;
      }
      value = value << 8 | number;
    }
    return at == text.length() ? value : -1;
  }

  private static Optional<Ip> parseV6(String text) {
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      int dot = text.indexOf('.', at);
      if (dot >= 0 && colon < 0) {
        long v4 = parseV4(text, at);
        if (v4 < 0 || count > 6) {
          return Optional.empty();
        }
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) (v4 & 0xffff);
        break;
      }
      int group = parseHex(text, at, end);
      if (group < 0 || count == 8) {
        return Optional.empty();
      }
      groups[count++] = group;
      if (colon < 0) {
        break;
      }
      at = colon + 1;
      if (at < text.length() && text.charAt(at) == ':') {
        if (gap >= 0) {
          return Optional.empty();
        }
        gap = count;
        at++;
      } else if (at == text.length()) {
        return Optional.empty();
      }
    }
    if (gap < 0 ? count != 8 : count == 8) {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      int shift = 8 - count;
      int group = gap < 0 || i < gap ? groups[i] : i < gap + shift ? 0 : groups[i - shift];
      high = i < 4 ? high << 16 | group : high;
      low = i < 4 ? low : low << 16 | group;
    }
    return Optional.of(new Ip(high, low));
  }

  private static int parseHex(String text, int from, int to) {
    if (to == from || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Dotted quad, or RFC 5952.
  @Override
  public String toString() {
    if (v4()) {
      return (low >>> 24 & 255)
          + "."
          + (low >>> 16 & 255)
          + "."
          + (low >>> 8 & 255)
          + "."
          + (low & 255);
    }
    int gap = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = 0;
      while (i + zeros < 8 && group(i + zeros) == 0) {
        zeros++;
      }
      if (zeros > gapLength) {
        gap = i;
        gapLength = zeros;
      }
    }
    var out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        out.append("::");
        i += gapLength - 1;
      } else {
        if (i > 0 && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(group(i)));
      }
    }
    return out.toString();
  }

  private int group(int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
