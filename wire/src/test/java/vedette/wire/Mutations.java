package vedette.wire;

import java.util.Random;

/// Changes a payload the way a hostile or broken peer would: flips, cuts, repeats, and lies about
/// counts and lengths.
final class Mutations {
  private static final byte[][] NASTY = {
    {0},
    {(byte) 0xfc},
    {(byte) 0xfd, (byte) 0xfd, 0},
    {(byte) 0xfd, (byte) 0xff, (byte) 0xff},
    {(byte) 0xfe, 0, 0, 0, 2},
    {(byte) 0xfe, 1, 0, 0, 2},
    {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f},
    {(byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1},
    {(byte) 0xff, 0, 0, 0, 0, 1, 0, 0, 0},
  };

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /// A changed copy; up to eight changes.
  Bytes of(Bytes payload) {
    byte[] bytes = payload.toArray();
    for (int left = 1 + random.nextInt(8); left > 0; left--) {
      bytes = once(bytes);
    }
    return Bytes.wrap(bytes);
  }

  private byte[] once(byte[] bytes) {
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> splice(bytes, at, Math.min(1, bytes.length), new byte[] {(byte) random.nextInt()});
      case 1 -> splice(bytes, at, bytes.length - at, new byte[0]);
      case 2 -> {
        byte[] nasty = NASTY[random.nextInt(NASTY.length)];
        yield splice(bytes, at, Math.min(nasty.length, bytes.length - at), nasty);
      }
      case 3 -> splice(bytes, at, 0, NASTY[random.nextInt(NASTY.length)]);
      case 4 -> {
        int length = random.nextInt(Math.min(64, bytes.length - at) + 1);
        yield splice(bytes, at, length, new byte[0]);
      }
      default -> {
        byte[] part = new byte[Math.min(random.nextInt(200), bytes.length - at)];
        System.arraycopy(bytes, at, part, 0, part.length);
        yield splice(bytes, random.nextInt(bytes.length + 1), 0, part);
      }
    };
  }

  private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
    byte[] result = new byte[bytes.length - removed + added.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(added, 0, result, at, added.length);
    System.arraycopy(bytes, at + removed, result, at + added.length, bytes.length - at - removed);
    return result;
  }
}
