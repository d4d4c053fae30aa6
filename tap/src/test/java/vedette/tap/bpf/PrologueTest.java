package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrologueTest {
  private static final Map<String, Integer> REGISTERS =
      Map.of("rbx", 40, "rbp", 32, "r8", 72, "r13", 16, "rsi", 104, "rsp", 152, "r15", 0);
  private static final List<String> NAMES = REGISTERS.keySet().stream().sorted().toList();

  private static long[] prologue(String text, int count) {
    return Prologue.of(Argument.parse(Arch.X86_64, text), count, 3, 2, 0);
  }

  @Test
  void aWholeRegisterIsOneLoad() {
    assertThat(prologue("8@%rax", 1))
        .containsExactly(
            0x00b7L, // r0 = 0
            0x0001_0015L, // if r0 == 0 skip 1
            0x0000000c_0000_0085L, // call tail_call, never
            0x16bfL, // r6 = r1
            0x07b7L, // r7 = 0
            0x02010003_ffe8_0a7aL, // [r10 - 24] = kind 3, 1 argument, tag 2
            0x0050_6279L, // r2 = [r6 + 80]
            0xfff8_2a7bL, // [r10 - 8] = r2
            0xfff0_7a7bL, // [r10 - 16] = r7
            0x61bfL, // r1 = r6
            0xa2bfL, // r2 = r10
            0xffffffe8_0000_0207L); // r2 += -24
  }

  @Test
  void aSignedHalfIsCutByShifts() {
    assertThat(Arrays.copyOfRange(prologue("-4@%eax", 1), 6, 10))
        .containsExactly(
            0x0050_6279L, // r2 = [r6 + 80]
            0x00000020_0000_0267L, // r2 <<= 32
            0x00000020_0000_02c7L, // r2 s>>= 32
            0xfff8_2a7bL); // [r10 - 8] = r2
  }

  @Test
  void indexedMemoryIsReadByTheHelperAndItsFaultKept() {
    assertThat(Arrays.copyOfRange(prologue("8@-96(%rbp,%rcx,8)", 1), 6, 20))
        .containsExactly(
            0xfff8_0a7aL, // [r10 - 8] = 0
            0x0020_6379L, // r3 = [r6 + 32]
            0x0058_6479L, // r4 = [r6 + 88]
            0x00000003_0000_0467L, // r4 <<= 3
            0x430fL, // r3 += r4
            0xffffffa0_0000_0307L, // r3 += -96
            0xa1bfL, // r1 = r10
            0xfffffff8_0000_0107L, // r1 += -8
            0x00000008_0000_02b7L, // r2 = 8
            0x00000070_0000_0085L, // call probe_read_user
            0x0001_0015L, // if r0 == 0 skip 1
            0x00000001_0000_0747L, // r7 |= 1
            0xfff8_a279L, // r2 = [r10 - 8]
            0xfff8_2a7bL); // [r10 - 8] = r2
  }

  @Test
  void argumentsNearEachOtherInMemoryAreReadAtOnce() {
    byte[] context = new byte[168];
    List<String> reads = new ArrayList<>();
    Machine machine =
        new Machine(
            context,
            (address, size) -> {
              reads.add(address + "+" + size);
              byte[] bytes = new byte[size];
              for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (address + i);
              }
              return Optional.of(bytes);
            });
    ByteBuffer array =
        machine.run(prologue("8@16(%rbp) 4@%eax -1@3(%rbp) 2@130(%rbp) 8@4096(%rbp)", 5)).array();
    assertThat(reads).containsExactly("3+129", "4096+8");
    assertThat(array.getLong(16)).isEqualTo(0x1716151413121110L);
    assertThat(array.getLong(32)).isEqualTo(3);
    assertThat(array.getLong(40)).isEqualTo(0x8382L);
    assertThat(array.getLong(8)).as("faults").isZero();
  }

  @Test
  void whenTheyCannotBeReadAtOnceEachIsReadAlone() {
    Machine machine =
        new Machine(
            new byte[168],
            (address, size) ->
                address == 0 && size == 8
                    ? Optional.of(new byte[] {7, 0, 0, 0, 0, 0, 0, 0})
                    : Optional.empty());
    ByteBuffer array = machine.run(prologue("8@(%rbp) 8@8(%rbp)", 2)).array();
    assertThat(array.getLong(16)).isEqualTo(7);
    assertThat(array.getLong(24)).isZero();
    assertThat(array.getLong(8)).as("faults").isEqualTo(0b10);
  }

  @Test
  void aBodyThatNeedsTheWholeStackIsRefused() {
    assertThatThrownBy(() -> Prologue.of(List.of(), 12, 0, 0, 408))
        .isInstanceOf(BpfException.class)
        .hasMessageContaining("408 bytes");
  }

  @Test
  void aConstantTakesTwoWords() {
    assertThat(Arrays.copyOfRange(prologue("8@$-2", 1), 6, 9))
        .containsExactly(0xfffffffe_0000_0218L, 0xffffffff_0000_0000L, 0xfff8_2a7bL);
  }

  /// Random layouts with everything a note can say, run in an interpreter and compared with values
  /// worked out from what the layout was made of.
  @Test
  void randomLayoutsDeliverWhatTheRegistersAndTheMemoryHold() {
    SplittableRandom random = new SplittableRandom(20260101);
    for (int round = 0; round < 5_000; round++) {
      Layout layout = new Layout(random);
      int count = random.nextInt(13);
      int depth = random.nextInt(Machine.STACK - 16 - 8 * count - 8);
      long[] code =
          Prologue.of(Argument.parse(Arch.X86_64, layout.text()), count, 0xabcd, 0x81, depth);
      Machine.Call call = new Machine(layout.context, layout::read).run(code);
      ByteBuffer array = call.array();
      int tokens = layout.tokens.size();
      assertThat(call.contextPassed()).isTrue();
      assertThat(array.remaining()).isEqualTo(8 * (2 + count) + (depth + 7) / 8 * 8);
      for (int i = 8 * (2 + count); i < array.remaining(); i++) {
        assertThat(array.get(i)).as("the body's part of the stack").isEqualTo((byte) 0xa5);
      }
      assertThat(array.getInt(0)).as(layout.text()).isEqualTo(0x81000000 | tokens << 16 | 0xabcd);
      long faults = 0;
      for (int i = 0; i < Math.min(count, tokens); i++) {
        faults |= layout.faults.get(i) ? 1L << i : 0;
      }
      assertThat(array.getLong(8)).as("faults of %s", layout.text()).isEqualTo(faults);
      for (int i = 0; i < count; i++) {
        assertThat(array.getLong(16 + 8 * i))
            .as("argument %d of %s", i, layout.text())
            .isEqualTo(i < tokens ? layout.expected.get(i) : 0);
      }
      assertThat(call.instructions()).isLessThan(24 * 20 + 32);
    }
  }

  /// A probe's arguments, the registers and the memory they lie in, and their values.
  private static final class Layout {
    final byte[] context = new byte[168];
    final List<String> tokens = new ArrayList<>();
    final List<Long> expected = new ArrayList<>();
    final List<Boolean> faults = new ArrayList<>();
    private final long memory;
    private final byte[] content = new byte[64];
    private final SplittableRandom random;

    Layout(SplittableRandom random) {
      this.random = random;
      random.nextBytes(context);
      random.nextBytes(content);
      memory = random.nextLong();
      int count = random.nextInt(13);
      for (int i = 0; i < count; i++) {
        add();
      }
    }

    String text() {
      return String.join(" ", tokens);
    }

    Optional<byte[]> read(long address, int size) {
      long at = address - memory;
      return at >= 0 && at + size <= content.length
          ? Optional.of(Arrays.copyOfRange(content, (int) at, (int) at + size))
          : Optional.empty();
    }

    private void add() {
      int width = 1 << random.nextInt(4);
      boolean signed = random.nextBoolean();
      long raw = 0;
      boolean fault = false;
      String operand;
      switch (random.nextInt(4)) {
        case 0 -> {
          String register = name();
          operand = "%" + register;
          raw = register(register);
        }
        case 1 -> {
          raw = random.nextBoolean() ? random.nextLong() : random.nextInt(-128, 128);
          operand = "$" + (random.nextBoolean() || raw < 0 ? raw : "0x" + Long.toHexString(raw));
        }
        default -> {
          // The base register holds what lands in the memory, or far from it.
          String base = name();
          String index = random.nextBoolean() ? name() : "";
          int shift = random.nextInt(4);
          long address = register(base);
          String inside = "%" + base;
          if (!index.isEmpty()) {
            address += register(index) << shift;
            inside += ",%" + index + (shift == 0 && random.nextBoolean() ? "" : "," + (1 << shift));
          }
          long target = memory + random.nextInt(content.length - 7);
          long displacement = random.nextInt(-5000, 5000);
          if (random.nextInt(10) != 0 && (index.isEmpty() || !index.equals(base))) {
            long offset = target - displacement - address;
            if (unused(base)) {
              put(base, register(base) + offset);
              address += offset;
            }
          }
          operand = (displacement == 0 ? "" : displacement) + "(" + inside + ")";
          byte[] bytes = read(address + displacement, width).orElse(null);
          fault = bytes == null;
          if (bytes != null) {
            raw = ByteBuffer.wrap(Arrays.copyOf(bytes, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
          }
        }
      }
      tokens.add((signed ? "-" : "") + width + "@" + operand);
      faults.add(fault);
      expected.add(fault ? 0 : extended(raw, width, signed));
    }

    /// By masks and comparisons, not by the shifts that the code under test uses.
    private static long extended(long raw, int width, boolean signed) {
      return switch (width) {
        case 1 -> signed ? (byte) raw : raw & 0xff;
        case 2 -> signed ? (short) raw : raw & 0xffff;
        case 4 -> signed ? (int) raw : raw & 0xffffffffL;
        default -> raw;
      };
    }

    /// A register may be changed as long as no value depends on it.
    private boolean unused(String register) {
      return tokens.stream().noneMatch(token -> token.contains("%" + register));
    }

    private String name() {
      return NAMES.get(random.nextInt(NAMES.size()));
    }

    private long register(String name) {
      return little().getLong(REGISTERS.getOrDefault(name, -1));
    }

    private void put(String name, long value) {
      little().putLong(REGISTERS.getOrDefault(name, -1), value);
    }

    private ByteBuffer little() {
      return ByteBuffer.wrap(context).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
