package vedette.tap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes a small x86-64 binary with the notes and constants of a node, not meant to run.
///
/// ```
/// 0 header | 64 one program header | 0x200 code, all NOP | 0x300 a semaphore | 0x400 sections
/// ```
final class NodeElf {
  private static final int CODE = 0x200;
  private static final int SEMAPHORE = 0x300;
  private static final int SECTIONS = 0x400;
  private static final int HEADER = 64;

  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private String constants = "\0";
  private int machine = 62;
  private boolean nop = true;

  /// Makes it a binary for another processor.
  NodeElf machine(int number) {
    machine = number;
    return this;
  }

  /// Puts something else where notes point.
  NodeElf withoutNop() {
    nop = false;
    return this;
  }

  /// Adds texts, parted and ended by NUL, to its constants.
  NodeElf constants(String... texts) {
    constants = "\0" + String.join("\0", texts) + "\0";
    return this;
  }

  /// Adds a probe.
  NodeElf probe(String id, String arguments, boolean counted) {
    String text = id.replace(':', '\0') + "\0" + arguments + "\0";
    byte[] words = text.getBytes(StandardCharsets.ISO_8859_1);
    int size = 24 + words.length;
    byte[] bytes = new byte[12 + 8 + ((size + 3) & ~3)];
    ByteBuffer note = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    note.putInt(8).putInt(size).putInt(3).put("stapsdt\0".getBytes(StandardCharsets.ISO_8859_1));
    note.putLong(CODE).putLong(0).putLong(counted ? SEMAPHORE : 0).put(words);
    notes.writeBytes(bytes);
    return this;
  }

  /// Adds every probe up to a release of Bitcoin Core, with as many arguments as it has.
  NodeElf probesOf(int release) {
    for (Tracepoint tracepoint : Tracepoint.values()) {
      if (tracepoint.since() <= release) {
        String arguments = "8@%rax ".repeat(tracepoint.leastArguments()).strip();
        probe(tracepoint.event(), arguments, release >= 29);
      }
    }
    return this;
  }

  /// Writes it.
  Path write(Path file) throws IOException {
    List<String> names = new ArrayList<>(List.of("", ".rodata", ".note.stapsdt", ".shstrtab"));
    List<byte[]> contents = new ArrayList<>();
    contents.add(new byte[0]);
    contents.add(constants.getBytes(StandardCharsets.ISO_8859_1));
    contents.add(notes.toByteArray());
    if (notes.size() == 0) {
      names.remove(2);
      contents.remove(2);
    }
    contents.add((String.join("\0", names) + "\0").getBytes(StandardCharsets.ISO_8859_1));
    int end = SECTIONS + contents.stream().mapToInt(content -> content.length).sum();
    byte[] bytes = new byte[end + HEADER * names.size()];
    ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0x464c457f).put((byte) 2).put((byte) 1);
    elf.putShort(18, (short) machine).putLong(32, HEADER).putLong(40, end);
    elf.putShort(54, (short) 56).putShort(56, (short) 1).putShort(58, (short) HEADER);
    elf.putShort(60, (short) names.size()).putShort(62, (short) (names.size() - 1));
    elf.putInt(HEADER, 1).putInt(HEADER + 4, 7).putLong(HEADER + 32, SECTIONS);
    for (int at = CODE; at < SEMAPHORE; at++) {
      elf.put(at, (byte) (nop ? 0x90 : 0xcc));
    }
    int offset = SECTIONS;
    int name = 0;
    for (int i = 0; i < names.size(); i++) {
      int at = end + HEADER * i;
      elf.putInt(at, name).putInt(at + 4, 1).putLong(at + 24, offset);
      elf.putLong(at + 32, contents.get(i).length);
      elf.position(offset).put(contents.get(i));
      offset += contents.get(i).length;
      name += names.get(i).length() + 1;
    }
    return Files.write(file, bytes);
  }
}
