package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfFileTest {
  private static final int PROGRAM_HEADERS = 32;
  private static final int SECTION_HEADERS = 40;
  private static final int PROGRAM_HEADER_SIZE = 54;
  private static final int PROGRAM_HEADER_COUNT = 56;
  private static final int SECTION_HEADER_SIZE = 58;
  private static final int SECTION_HEADER_COUNT = 60;
  private static final int NAMES = 62;

  private static byte[] good() {
    return new ElfBytes()
        .code(0x1000, 0x401000, 0x1000)
        .data(0x2000, 0x403000, 0x100, 0x900)
        .section(".one", 0x1234, (byte) 1, (byte) 2, (byte) 3)
        .build();
  }

  @Test
  void sectionsAndSegmentsAreFound() throws Exception {
    ElfFile file = ElfBytes.parse(good());
    assertThat(file.arch()).contains(Arch.X86_64);
    assertThat(file.sections())
        .extracting(ElfFile.Section::name)
        .containsExactly("", ".one", ".shstrtab");
    ElfFile.Section one = file.section(".one").orElseThrow();
    assertThat(one.address()).isEqualTo(0x1234);
    assertThat(file.content(one).array()).containsExactly(1, 2, 3);
    assertThat(file.section(".two")).isEmpty();
  }

  @Test
  void addressesAreInTheFileOnlyWhereTheFileHasBytes() {
    ElfFile file = ElfBytes.parse(good());
    assertThat(file.fileOffset(0x401000)).hasValue(0x1000);
    assertThat(file.fileOffset(0x401fff)).hasValue(0x1fff);
    assertThat(file.fileOffset(0x402000)).isEmpty();
    assertThat(file.fileOffset(0x400fff)).isEmpty();
    assertThat(file.fileOffset(0x4030ff)).hasValue(0x20ff);
    assertThat(file.fileOffset(0x403100)).isEmpty();
    assertThat(file.fileOffset(-1)).isEmpty();
    assertThat(file.executable(0x401000)).isTrue();
    assertThat(file.executable(0x403000)).isFalse();
  }

  @Test
  void everyTruncationIsRefusedOrHasNoSectionsToMiss() {
    byte[] whole = good();
    for (int length = 0; length < whole.length; length += length < 100 ? 1 : 37) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ElfBytes.parse(cut))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(BpfException.class)
          .hasMessageStartingWith("ELF file: expected ");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 1", "5, 2"})
  void otherFormatsAreRefused(int offset, byte value) {
    byte[] file = good();
    file[offset] = value;
    assertThatThrownBy(() -> ElfBytes.parse(file)).isInstanceOf(BpfException.class);
  }

  @Test
  void anUnknownProcessorIsNone() {
    assertThat(ElfBytes.parse(new ElfBytes().machine(243).build()).arch()).isEmpty();
    assertThat(ElfBytes.parse(new ElfBytes().machine(183).build()).arch()).contains(Arch.AARCH64);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40})
  void tablesOutsideTheFileAreRefused(long offset) {
    for (int field : new int[] {PROGRAM_HEADERS, SECTION_HEADERS}) {
      byte[] file = good();
      little(file).putLong(field, offset);
      assertThatThrownBy(() -> ElfBytes.parse(file))
          .isInstanceOf(BpfException.class)
          .hasMessageContaining("The file has");
    }
  }

  @ParameterizedTest
  @CsvSource({
    PROGRAM_HEADER_COUNT + ", -1",
    SECTION_HEADER_COUNT + ", -1",
    PROGRAM_HEADER_COUNT + ", 400",
    SECTION_HEADER_COUNT + ", 4000",
    PROGRAM_HEADER_SIZE + ", 55",
    PROGRAM_HEADER_SIZE + ", 0",
    SECTION_HEADER_SIZE + ", 63",
    SECTION_HEADER_SIZE + ", -1",
    NAMES + ", 3",
    NAMES + ", -1",
  })
  void countsAndSizesThatLieAreRefused(int field, short value) {
    byte[] file = good();
    little(file).putShort(field, value);
    assertThatThrownBy(() -> ElfBytes.parse(file)).isInstanceOf(BpfException.class);
  }

  @Test
  void aSectionOutsideTheFileIsRefusedWhenItIsRead() {
    byte[] file = good();
    ByteBuffer bytes = little(file);
    int header = (int) bytes.getLong(SECTION_HEADERS) + 64;
    for (long size : new long[] {-1, Long.MAX_VALUE, 1L << 31, file.length}) {
      bytes.putLong(header + 32, size);
      ElfFile parsed = ElfBytes.parse(file);
      assertThatThrownBy(() -> parsed.content(parsed.section(".one").orElseThrow()))
          .as("size %d", size)
          .isInstanceOf(BpfException.class)
          .hasMessageContaining("The file has " + file.length);
    }
  }

  @Test
  void thousandsOfSectionsWithOneEndlessNameCostLittle() {
    byte[] file = new byte[64 + 4096 * 64 + (8 << 20)];
    Arrays.fill(file, 64 + 4096 * 64, file.length, (byte) 'x');
    ByteBuffer bytes = little(file);
    bytes.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1).putShort(18, (short) 62);
    bytes.putLong(SECTION_HEADERS, 64).putShort(SECTION_HEADER_SIZE, (short) 64);
    bytes.putShort(SECTION_HEADER_COUNT, (short) 4096).putShort(NAMES, (short) 0);
    bytes.putLong(64 + 24, 64 + 4096 * 64).putLong(64 + 32, 8 << 20);
    // 4096 names of 8 MiB would be 32 GiB.
    assertThat(ElfBytes.parse(file).sections())
        .hasSize(4096)
        .allSatisfy(section -> assertThat(section.name().length()).isLessThanOrEqualTo(512));
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
