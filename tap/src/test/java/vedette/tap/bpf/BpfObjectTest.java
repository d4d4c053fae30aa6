package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BpfObjectTest {

  static byte[] committed() {
    try (InputStream in = BpfObjectTest.class.getResourceAsStream("/vedette/tap/tap.bpf.o")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException unreadable) {
      throw new AssertionError("the committed object cannot be read", unreadable);
    }
  }

  /// An object with one function of two words that names one map.
  private static ElfBytes small(byte[] relocation) {
    byte[] symbols = new byte[48];
    symbols[24] = 1;
    return new ElfBytes()
        .section(".symtab", 0, symbols)
        .section(".strtab", 0, "\0ring\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .section("b/small", 0, ElfBytes.buffer(24).putLong(0x0118).putLong(0).putLong(0x95).array())
        .section(".relb/small", 0, relocation);
  }

  private static byte[] relocation(long offset, long info) {
    return ElfBytes.buffer(16).putLong(offset).putLong(info).array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message", "message_without_dynptr", "connection5", "misbehaving2", "hash3", "hash5",
        "hash6", "numbers5", "numbers12", "two_texts5", "wallet5", "hash_short_text5",
        "two_hashes8", "hash_text2"
      })
  void theCommittedObjectHasEveryBody(String body) {
    assertThat(BpfObject.parse(committed()).function(body).name()).isEqualTo(body);
  }

  @Test
  void whatABodyUsesOfTheStackIsSeenInItsLoadsStoresAndAdditions() {
    byte[] code =
        ElfBytes.buffer(48)
            .putLong(0xffe8_1a7bL) // [r10 - 24] = r1
            .putLong(0xffd8_a279L) // r2 = [r10 - 40]
            .putLong(0xff00_2279L) // r2 = [r2 - 256]
            .putLong(0xffffffb0_0000_0307L) // r3 += -80
            .putLong(0xfffffc00_0000_0307L) // r3 += -1024
            .putLong(0x95)
            .array();
    byte[] object =
        new ElfBytes()
            .section(".symtab", 0, new byte[48])
            .section(".strtab", 0, new byte[1])
            .section("b/deep", 0, code)
            .build();
    assertThat(BpfObject.parse(object).function("deep").stackDepth()).isEqualTo(80);
  }

  @Test
  void theMessageBodyLeavesRoomForArgumentsAndWindows() {
    assertThat(BpfObject.parse(committed()).function("message").stackDepth()).isBetween(16, 240);
  }

  @Test
  void anUnknownBodyIsNamed() {
    BpfObject object = BpfObject.parse(committed());
    assertThatThrownBy(() -> object.function("nothing"))
        .isInstanceOf(BpfException.class)
        .hasMessage("BPF object: it has no function nothing.");
  }

  @Test
  void aMissingMapIsNamed() {
    BpfObject.Function function =
        BpfObject.parse(small(relocation(0, 1L << 32 | 1)).build()).function("small");
    assertThatThrownBy(() -> function.link(Map.of()))
        .isInstanceOf(BpfException.class)
        .hasMessage("BPF object: function small wants map ring.");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x10000000a, a call into another section",
    "0, 0x200000001, a symbol that is not there",
    "0, 0xffffffff00000001, a symbol before the first",
    "-8, 0x100000001, an instruction before the first",
    "16, 0x100000001, a load whose second half is missing",
    "0x7fffffffffffff00, 0x100000001, an instruction far behind the last",
  })
  void relocationsOtherThanToAMapAreRefused(String offset, String info, String why) {
    byte[] object = small(relocation(number(offset), number(info))).build();
    assertThatThrownBy(() -> BpfObject.parse(object))
        .as(why)
        .isInstanceOf(BpfException.class)
        .hasMessage("BPF object: function small has a relocation that is not to a map.");
  }

  private static long number(String text) {
    return text.startsWith("0x")
        ? Long.parseUnsignedLong(text.substring(2), 16)
        : Long.parseLong(text);
  }

  @Test
  void anObjectWithoutSymbolsIsRefused() {
    byte[] object = new ElfBytes().section("b/x", 0, new byte[8]).build();
    assertThatThrownBy(() -> BpfObject.parse(object))
        .isInstanceOf(BpfException.class)
        .hasMessage("BPF object: it has no symbol table.");
  }

  @Test
  void functionsThatLieOverEachOtherAreRefused() {
    ElfBytes elf = small(new byte[0]);
    for (int i = 0; i < 1000; i++) {
      elf.section("b/" + i, 0);
    }
    byte[] object = elf.build();
    ByteBuffer bytes = ByteBuffer.wrap(object).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int sections = (int) bytes.getLong(40);
    for (int i = 5; i < 1005; i++) {
      bytes.putLong(sections + 64 * i + 24, 0).putLong(sections + 64 * i + 32, object.length);
    }
    assertThatThrownBy(() -> BpfObject.parse(object))
        .isInstanceOf(BpfException.class)
        .hasMessage("BPF object: its functions overlap.");
  }

  @Test
  void everyTruncationOfTheCommittedObjectIsRefused() {
    byte[] whole = committed();
    for (int length = 0; length < whole.length; length += 97) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> BpfObject.parse(cut)).isInstanceOf(BpfException.class);
    }
  }
}
