package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsdtNoteTest {

  /// As in the measured bitcoind: text where the file has it, data 0x1000 further.
  private static ElfBytes bitcoind() {
    return new ElfBytes()
        .code(0x1000, 0x1000, 0x1000)
        .data(0x2000, 0x3000, 0x100, 0x800)
        .bytes(0x1100, ElfBytes.X86_NOP)
        .bytes(0x1200, ElfBytes.X86_NOP);
  }

  @Test
  void probeAndSemaphoreAreFoundEachThroughItsOwnSegment() {
    byte[] file =
        bitcoind()
            .section(".stapsdt.base", 0x1800, (byte) 0)
            .notes(ElfBytes.probe(0x1100, 0x1800, 0x3010, "net:inbound_message", "-8@%r13 8@%r14"))
            .build();
    assertThat(ElfBytes.read(file))
        .containsExactly(
            new UsdtNote("net", "inbound_message", "-8@%r13 8@%r14", 0x1100, 0x2010, true));
  }

  @Test
  void aBinaryWithoutSemaphoresHasOffsetZero() {
    byte[] file =
        bitcoind()
            .section(".stapsdt.base", 0x1800, (byte) 0)
            .notes(ElfBytes.probe(0x1100, 0x1000, 0, "net:inbound_message", ""))
            .build();
    // The base moved by 0x800: code follows, a semaphore that does not exist stays none.
    assertThat(ElfBytes.read(bitcoind().notes(ElfBytes.probe(0x1100, 7, 0, "a:b", "")).build()))
        .singleElement()
        .satisfies(note -> assertThat(note.semaphore()).isZero());
    assertThat(ElfBytes.read(file))
        .singleElement()
        .satisfies(note -> assertThat(note.semaphore()).isZero());
  }

  @Test
  void aPrelinkedFileMovesCodeAndSemaphore() {
    byte[] file =
        bitcoind()
            .section(".stapsdt.base", 0x1900, (byte) 0)
            .notes(ElfBytes.probe(0x1000, 0x1800, 0x2f20, "net:inbound_message", "8@%rax"))
            .build();
    assertThat(ElfBytes.read(file))
        .containsExactly(new UsdtNote("net", "inbound_message", "8@%rax", 0x1100, 0x2020, true));
  }

  @Test
  void anExecutableAtAFixedAddressHasItsOwnOffsets() {
    byte[] file =
        new ElfBytes()
            .code(0x1000, 0x401000, 0x800)
            .data(0x1800, 0x402800, 0x40, 0x40)
            .bytes(0x1234, ElfBytes.X86_NOP)
            .notes(ElfBytes.probe(0x401234, 0, 0x402802, "mempool:added", "8@%rbx"))
            .build();
    assertThat(ElfBytes.read(file))
        .containsExactly(new UsdtNote("mempool", "added", "8@%rbx", 0x1234, 0x1802, true));
  }

  @Test
  void severalNotesOfOneProbeAreAllThere() {
    byte[] file =
        bitcoind()
            .notes(
                ElfBytes.probe(0x1100, 0, 0x3000, "net:closed_connection", "8@%rax"),
                ElfBytes.probe(0x1200, 0, 0x3000, "net:closed_connection", "8@%rbx"))
            .build();
    assertThat(ElfBytes.read(file))
        .extracting(UsdtNote::id, UsdtNote::offset, UsdtNote::arguments)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("net:closed_connection", 0x1100L, "8@%rax"),
            org.assertj.core.groups.Tuple.tuple("net:closed_connection", 0x1200L, "8@%rbx"));
  }

  @Test
  void notesOfOtherOwnersAndTypesAreSkipped() {
    byte[] file =
        bitcoind()
            .notes(
                ElfBytes.note("GNU", 3, new byte[21]),
                ElfBytes.note("stapsdt", 4, new byte[3]),
                ElfBytes.probe(0x1100, 0, 0, "net:inbound_message", ""))
            .build();
    assertThat(ElfBytes.read(file)).extracting(UsdtNote::name).containsExactly("inbound_message");
  }

  @Test
  void anInstructionThatIsNoNopIsTold() {
    byte[] file =
        bitcoind()
            .bytes(0x1300, (byte) 0x0f, (byte) 0x1f, (byte) 0x44, (byte) 0, (byte) 0)
            .notes(
                ElfBytes.probe(0x1300, 0, 0, "a:five_byte_nop", ""),
                ElfBytes.probe(0x1301, 0, 0, "a:inside_it", ""))
            .build();
    assertThat(ElfBytes.read(file)).extracting(UsdtNote::nop).containsExactly(true, false);
  }

  @Test
  void aarch64HasANopOfItsOwn() {
    byte[] file =
        bitcoind()
            .machine(183)
            .bytes(0x1300, (byte) 0x1f, (byte) 0x20, (byte) 0x03, (byte) 0xd5)
            .notes(
                ElfBytes.probe(0x1300, 0, 0, "a:right", "8@[x0, 8]"),
                ElfBytes.probe(0x1100, 0, 0, "a:x86", ""))
            .build();
    assertThat(ElfBytes.read(file)).extracting(UsdtNote::nop).containsExactly(true, false);
  }

  @Test
  void aFileWithoutNotesHasNoProbes() {
    assertThat(ElfBytes.read(bitcoind().build())).isEmpty();
  }

  @Test
  void codeThatIsOnlyInMemoryIsNone() {
    // 0x3200 is inside the segment as it is loaded, but no byte of the file is there.
    byte[] file = bitcoind().notes(ElfBytes.probe(0x3200, 0, 0, "a:b", "")).build();
    assertThatThrownBy(() -> ElfBytes.read(file))
        .isInstanceOf(BpfException.class)
        .hasMessage(
            "Section .note.stapsdt: probe a:b is said to be at 0x3200, where there is no code.");
  }

  @Test
  void aSemaphoreThatIsOnlyInMemoryIsRefused() {
    byte[] file = bitcoind().notes(ElfBytes.probe(0x1100, 0, 0x3100, "a:b", "")).build();
    assertThatThrownBy(() -> ElfBytes.read(file))
        .isInstanceOf(BpfException.class)
        .hasMessage("Section .note.stapsdt: the semaphore of probe a:b is not in the file.");
  }

  @Test
  void aProbeInDataIsRefused() {
    byte[] file = bitcoind().notes(ElfBytes.probe(0x3010, 0, 0, "a:b", "")).build();
    assertThatThrownBy(() -> ElfBytes.read(file))
        .isInstanceOf(BpfException.class)
        .hasMessageContaining("where there is no code");
  }

  @Test
  void aSegmentBehindTheEndOfTheFileHoldsNothing() {
    byte[] file =
        new ElfBytes()
            .code(0x7fff_ffff_0000L, 0x1000, 0x1000)
            .notes(ElfBytes.probe(0x1100, 0, 0, "a:b", ""))
            .build();
    assertThatThrownBy(() -> ElfBytes.read(file))
        .isInstanceOf(BpfException.class)
        .hasMessageContaining("where there is no code");
  }

  @Test
  void hostileNamesDoNotReachTheTerminal() {
    byte[] file =
        bitcoind()
            .notes(ElfBytes.probe(0x9000, 0, 0, "a:\u001b[2J" + "x".repeat(5000), ""))
            .build();
    assertThatThrownBy(() -> ElfBytes.read(file))
        .isInstanceOf(BpfException.class)
        .satisfies(refused ->
            assertThat(refused.getMessage()).hasSizeLessThan(400).doesNotContain("\u001b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7fffffff, -1, 0x80000000, 1000})
  void aNoteLargerThanItsSectionIsRefused(int size) {
    byte[] note = ElfBytes.probe(0x1100, 0, 0, "a:b", "8@%rax");
    byte[] owner = note.clone();
    little(owner).putInt(0, size);
    byte[] descriptor = note.clone();
    little(descriptor).putInt(4, size);
    for (byte[] lie : List.of(owner, descriptor)) {
      byte[] file = bitcoind().notes(lie).build();
      assertThatThrownBy(() -> ElfBytes.read(file))
          .isInstanceOf(BpfException.class)
          .hasMessageContaining("expected a note inside the section");
    }
  }

  @Test
  void aDescriptorTooShortForItsNumbersIsRefused() {
    byte[] file = bitcoind().notes(ElfBytes.note("stapsdt", 3, new byte[26])).build();
    assertThatThrownBy(() -> ElfBytes.read(file))
        .isInstanceOf(BpfException.class)
        .hasMessageContaining("at least 27 bytes. Found: 26");
  }

  @Test
  void moreNotesThanAnyProgramHasAreRefused() {
    byte[][] notes = new byte[10_001][];
    java.util.Arrays.setAll(notes, i -> ElfBytes.probe(0x1100, 0, 0, "a:b", ""));
    byte[] file = bitcoind().notes(notes).build();
    assertThatThrownBy(() -> ElfBytes.read(file))
        .isInstanceOf(BpfException.class)
        .hasMessageContaining("at most 10000 notes");
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
