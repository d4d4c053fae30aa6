package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Whatever the bytes are: a result, or a [BpfException] with a text that a terminal can show.
class BpfFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void anyFileHasProbesOrIsRefused(byte[] bytes) throws IOException {
    try {
      ElfFile file = ElfFile.parse(new BpfObject.ByteArrayChannel(bytes));
      for (UsdtNote note : UsdtNote.read(file)) {
        assertThat(note.offset()).isBetween(0L, bytes.length - 1L);
        assertThat(note.semaphore()).isBetween(0L, bytes.length - 1L);
        for (Arch arch : Arch.values()) {
          note.argumentTypes(arch);
        }
      }
    } catch (BpfException refused) {
      assertTellable(refused);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void anyArgumentTextIsUnderstoodOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (Arch arch : Arch.values()) {
      try {
        var arguments = Argument.parse(arch, text);
        assertThat(Prologue.of(arguments, 12, 0xffff, 0xff, 128).length).isLessThan(1024);
      } catch (BpfException refused) {
        assertTellable(refused);
      }
    }
  }

  @FuzzTest(maxDuration = "1m")
  void anyBytesAreABpfObjectOrRefused(byte[] bytes) {
    try {
      BpfObject.parse(bytes);
    } catch (BpfException refused) {
      assertTellable(refused);
    }
  }

  private static void assertTellable(BpfException refused) {
    assertThat(refused.getMessage()).hasSizeLessThan(700).matches("[\\x20-\\x7e…]+");
  }
}
