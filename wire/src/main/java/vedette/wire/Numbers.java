package vedette.wire;

import java.util.AbstractList;
import java.util.RandomAccess;

/// Unmodifiable lists over primitive arrays.
///
/// A peer can put millions of one-byte numbers into a message; an object for each would cost more
/// than ten times the message.
final class Numbers {
  private Numbers() {}

  /// A list over an array that nobody changes any more.
  static final class Ints extends AbstractList<Integer> implements RandomAccess {
    private final int[] values;

    Ints(int[] values) {
      this.values = values;
    }

    @Override
    public Integer get(int index) {
      return values[index];
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /// A list over an array that nobody changes any more.
  static final class Longs extends AbstractList<Long> implements RandomAccess {
    private final long[] values;

    Longs(long[] values) {
      this.values = values;
    }

    @Override
    public Long get(int index) {
      return values[index];
    }

    @Override
    public int size() {
      return values.length;
    }
  }
}
