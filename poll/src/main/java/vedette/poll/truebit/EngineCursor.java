package vedette.poll.truebit;

import java.util.zip.CRC32C;

/// Counts the pieces of a container's log and marks places in it.
///
/// A mark lies some seconds back: two outputs may be stamped out of order, and what a line began
/// with before the mark is heard again. Not thread-safe.
final class EngineCursor {
  private static final int BACK = 10;

  private final long[] counts = new long[BACK + 1];
  private final CRC32C crc = new CRC32C();
  private long newest;
  private int check;

  /// Goes on by one piece.
  ///
  /// @param second of its stamp; 0 if it has none
  void passed(int stream, long second, byte[] bytes) {
    long of = second == 0 ? newest : second;
    if (of > newest) {
      int shift = (int) Math.min(counts.length, of - newest);
      System.arraycopy(counts, 0, counts, shift, counts.length - shift);
      java.util.Arrays.fill(counts, 0, shift, 0);
      newest = of;
    } else if (newest - of > BACK) {
      // The clock was set back. The count is wrong from here on, the check finds the place.
      java.util.Arrays.fill(counts, 0);
      newest = of;
    }
    counts[(int) (newest - of)]++;
    check = check(stream, second, bytes);
  }

  private int check(int stream, long second, byte[] bytes) {
    crc.reset();
    crc.update(stream);
    for (int shift = 0; shift < 64; shift += 8) {
      crc.update((int) (second >> shift));
    }
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /// Of the last piece.
  int check() {
    return check;
  }

  /// The place after the last piece.
  EngineMark mark() {
    long pieces = 0;
    for (long count : counts) {
      pieces += count;
    }
    return new EngineMark(Math.max(0, newest - BACK), pieces, check, false);
  }
}
