package vedette.tap.bpf;

/// Words of eBPF machine code.
///
/// ```
/// bits 0-7 opcode | 8-11 destination | 12-15 source | 16-31 offset, signed | 32-63 immediate, signed
/// ```
final class Instruction {
  static final int R0 = 0;
  static final int R1 = 1;
  static final int R2 = 2;
  static final int R3 = 3;
  static final int R4 = 4;
  static final int R6 = 6;
  static final int R7 = 7;
  static final int R10 = 10;

  static final long EXIT = 0x95;

  private static final int PSEUDO_MAP_FD = 1;

  private Instruction() {}

  private static long word(int opcode, int to, int from, int offset, int immediate) {
    return opcode
        | (long) to << 8
        | (long) from << 12
        | (offset & 0xffffL) << 16
        | (long) immediate << 32;
  }

  static long move(int to, int from) {
    return word(0xbf, to, from, 0, 0);
  }

  static long moveImmediate(int to, int value) {
    return word(0xb7, to, 0, 0, value);
  }

  static long add(int to, int from) {
    return word(0x0f, to, from, 0, 0);
  }

  static long addImmediate(int to, int value) {
    return word(0x07, to, 0, 0, value);
  }

  static long orImmediate(int to, int value) {
    return word(0x47, to, 0, 0, value);
  }

  static long shiftLeft(int to, int bits) {
    return word(0x67, to, 0, 0, bits);
  }

  static long shiftRight(int to, int bits, boolean signed) {
    return word(signed ? 0xc7 : 0x77, to, 0, 0, bits);
  }

  /// `to = *(u64 *)(base + offset)`, or of fewer bytes without sign.
  ///
  /// @param width 1, 2, 4 or 8
  static long load(int to, int base, int offset, int width) {
    int opcode = width == 8 ? 0x79 : width == 4 ? 0x61 : width == 2 ? 0x69 : 0x71;
    return word(opcode, to, base, offset, 0);
  }

  /// `*(u64 *)(base + offset) = from`.
  static long store(int base, int offset, int from) {
    return word(0x7b, base, from, offset, 0);
  }

  /// `*(u64 *)(base + offset) = value`.
  static long storeImmediate(int base, int offset, int value) {
    return word(0x7a, base, 0, offset, value);
  }

  /// Skips `count` instructions if `register` is 0.
  static long skipIfZero(int register, int count) {
    return word(0x15, register, 0, count, 0);
  }

  /// Skips `count` instructions.
  static long skip(int count) {
    return word(0x05, 0, 0, count, 0);
  }

  /// Calls a helper by its number.
  static long callHelper(int number) {
    return word(0x85, 0, 0, 0, number);
  }

  /// The two words that load a 64-bit constant.
  static long[] constant(int to, long value) {
    return new long[] {word(0x18, to, 0, 0, (int) value), word(0, 0, 0, 0, (int) (value >>> 32))};
  }

  /// What an instruction may mean as an offset from the top of the stack: of a load or store that
  /// has it as base, or of an addition of a constant. 0 if it has none.
  static int stackOffset(long word) {
    int opcode = (int) word & 0xff;
    int family = opcode & 7;
    if (opcode == 0x07) {
      return (int) (word >> 32);
    }
    boolean reads = family == 1 && (word >>> 12 & 15) == R10;
    boolean writes = (family == 2 || family == 3) && (word >>> 8 & 15) == R10;
    return reads || writes ? (short) (word >>> 16) : 0;
  }

  /// The first word of a 64-bit load, turned into a load of a map.
  static long withMap(long load, int descriptor) {
    return (load & 0xffff0fffL) | (long) PSEUDO_MAP_FD << 12 | (long) descriptor << 32;
  }
}
