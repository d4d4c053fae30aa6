package vedette.tap.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Runs the few eBPF instructions that a [Prologue] is made of, with a fake `pt_regs` and a fake
/// memory of the traced process, up to where the body follows.
final class Machine {
  static final int STACK = 512;
  private static final long STACK_TOP = 0x7ffc_0000_0000L;
  private static final long CONTEXT = 0x7ffd_0000_0000L;
  private static final int FAULT = -14;

  private final long[] registers = new long[11];
  private final ByteBuffer stack = ElfBytes.buffer(STACK);
  private final byte[] context;
  private final UserMemory user;

  /// What the traced process has in memory.
  interface UserMemory {
    /// The bytes at an address, empty if they cannot be read.
    Optional<byte[]> read(long address, int size);
  }

  /// What a body begins with.
  ///
  /// @param array from the array on, to the top of the stack
  record Call(boolean contextPassed, ByteBuffer array, int instructions) {}

  Machine(byte[] context, UserMemory user) {
    this.context = context.clone();
    this.user = user;
    // What nobody has written must not look written.
    for (int i = 0; i < stack.capacity(); i++) {
      stack.put(i, (byte) 0xa5);
    }
  }

  Call run(long[] code) {
    registers[1] = CONTEXT;
    registers[10] = STACK_TOP;
    int executed = 0;
    for (int at = 0; at < code.length; at++) {
      executed++;
      long word = code[at];
      int to = (int) (word >>> 8) & 15;
      int from = (int) (word >>> 12) & 15;
      int offset = (short) (word >>> 16);
      int immediate = (int) (word >>> 32);
      switch ((int) word & 0xff) {
        case 0xbf -> registers[to] = registers[from];
        case 0xb7 -> registers[to] = immediate;
        case 0x0f -> registers[to] += registers[from];
        case 0x07 -> registers[to] += immediate;
        case 0x47 -> registers[to] |= immediate;
        case 0x67 -> registers[to] <<= immediate;
        case 0x77 -> registers[to] >>>= immediate;
        case 0xc7 -> registers[to] >>= immediate;
        case 0x79 -> registers[to] = load(registers[from] + offset, 8);
        case 0x61 -> registers[to] = load(registers[from] + offset, 4) & 0xffffffffL;
        case 0x69 -> registers[to] = load(registers[from] + offset, 2) & 0xffff;
        case 0x71 -> registers[to] = load(registers[from] + offset, 1) & 0xff;
        case 0x7b -> store(registers[to] + offset, registers[from]);
        case 0x7a -> store(registers[to] + offset, immediate);
        case 0x05 -> at += offset;
        case 0x15 -> at += registers[to] == immediate ? offset : 0;
        case 0x18 -> {
          registers[to] = (immediate & 0xffffffffL) | (code[at + 1] & 0xffffffff00000000L);
          at++;
        }
        case 0x85 -> helper(immediate);
        default -> throw new AssertionError("unexpected instruction %016x".formatted(word));
      }
    }
    int start = (int) (registers[2] - STACK_TOP) + STACK;
    return new Call(
        registers[1] == CONTEXT,
        stack.slice(start, STACK - start).order(ByteOrder.LITTLE_ENDIAN),
        executed);
  }

  /// `bpf_probe_read_user`: on a fault it zeroes the target.
  private void helper(int number) {
    if (number != 112) {
      throw new AssertionError("unexpected helper " + number);
    }
    int size = (int) registers[2];
    byte[] bytes = user.read(registers[3], size).orElse(null);
    stack.put(stackIndex(registers[1], size), bytes == null ? new byte[size] : bytes);
    registers[0] = bytes == null ? FAULT : 0;
    // A call clobbers its argument registers.
    java.util.Arrays.fill(registers, 1, 6, 0xdeadbeefdeadbeefL);
  }

  private long load(long address, int width) {
    if (Long.compareUnsigned(address - CONTEXT, context.length - 7L) < 0) {
      return ByteBuffer.wrap(context)
          .order(ByteOrder.LITTLE_ENDIAN)
          .getLong((int) (address - CONTEXT));
    }
    if (address % width != 0) {
      throw new AssertionError("the verifier refuses this load: %x".formatted(address));
    }
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (stack.get(stackIndex(address + i, 1)) & 0xff);
    }
    return value;
  }

  private void store(long address, long value) {
    stack.putLong(stackIndex(address, 8), value);
  }

  private static int stackIndex(long address, int size) {
    long index = address - STACK_TOP + STACK;
    if (index < 0 || index + size > STACK) {
      throw new AssertionError("outside the stack: %x".formatted(address));
    }
    return (int) index;
  }
}
