package vedette.tap.bpf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes ELF files byte by byte: right ones, and ones that lie.
final class ElfBytes {
  static final int BODY = 0x4000;
  static final byte[] X86_NOP = {(byte) 0x90};

  private static final int PT_LOAD = 1;
  private static final int SHT_PROGBITS = 1;
  private static final int SHT_STRTAB = 3;

  private final byte[] body = new byte[BODY];
  private final List<byte[]> segments = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private int machine = 62;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Section(String name, int type, long address, byte[] content) {}

  ElfBytes machine(int number) {
    machine = number;
    return this;
  }

  /// Bytes at a file offset, below [#BODY].
  ElfBytes bytes(int offset, byte... bytes) {
    System.arraycopy(bytes, 0, body, offset, bytes.length);
    return this;
  }

  ElfBytes segment(int flags, long offset, long address, long fileSize, long memorySize) {
    segments.add(
        buffer(56)
            .putInt(PT_LOAD)
            .putInt(flags)
            .putLong(offset)
            .putLong(address)
            .putLong(address)
            .putLong(fileSize)
            .putLong(memorySize)
            .putLong(0x1000)
            .array());
    return this;
  }

  ElfBytes code(long offset, long address, long fileSize) {
    return segment(5, offset, address, fileSize, fileSize);
  }

  ElfBytes data(long offset, long address, long fileSize, long memorySize) {
    return segment(6, offset, address, fileSize, memorySize);
  }

  ElfBytes section(String name, long address, byte... content) {
    sections.add(new Section(name, SHT_PROGBITS, address, content));
    return this;
  }

  ElfBytes notes(byte[]... notes) {
    return section(".note.stapsdt", 0, joined(notes));
  }

  byte[] build() {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    List<byte[]> headers = new ArrayList<>();
    headers.add(new byte[64]);
    for (Section section : sections) {
      headers.add(header(names, section, BODY + content.size(), section.content().length));
      content.writeBytes(section.content());
    }
    Section own = new Section(".shstrtab", SHT_STRTAB, 0, new byte[0]);
    int ownName = names.size();
    names.writeBytes((own.name() + "\0").getBytes(StandardCharsets.ISO_8859_1));
    headers.add(
        buffer(64)
            .putInt(ownName)
            .putInt(own.type())
            .putLong(0)
            .putLong(0)
            .putLong(BODY + content.size())
            .putLong(names.size())
            .putInt(0)
            .putInt(0)
            .putLong(1)
            .putLong(0)
            .array());
    content.writeBytes(names.toByteArray());
    int tables = BODY + content.size();
    byte[] bytes = new byte[tables + 64 * headers.size() + 56 * segments.size()];
    ByteBuffer file =
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).put(body).put(0, head());
    file.put(tables - content.size(), content.toByteArray());
    file.position(tables);
    headers.forEach(file::put);
    segments.forEach(file::put);
    file.putLong(32, tables + 64L * headers.size());
    file.putLong(40, tables);
    file.putShort(54, (short) 56);
    file.putShort(56, (short) segments.size());
    file.putShort(58, (short) 64);
    file.putShort(60, (short) headers.size());
    file.putShort(62, (short) (headers.size() - 1));
    return bytes;
  }

  private byte[] head() {
    return buffer(64)
        .putInt(0x464c457f)
        .put((byte) 2)
        .put((byte) 1)
        .put((byte) 1)
        .putShort(16, (short) 3)
        .putShort(18, (short) machine)
        .array();
  }

  private static byte[] header(
      ByteArrayOutputStream names, Section section, long offset, long size) {
    int name = names.size();
    names.writeBytes((section.name() + "\0").getBytes(StandardCharsets.ISO_8859_1));
    return buffer(64)
        .putInt(name)
        .putInt(section.type())
        .putLong(0)
        .putLong(section.address())
        .putLong(offset)
        .putLong(size)
        .putInt(0)
        .putInt(0)
        .putLong(1)
        .putLong(0)
        .array();
  }

  /// A note of any owner and type.
  static byte[] note(String owner, int type, byte... descriptor) {
    byte[] name = (owner + "\0").getBytes(StandardCharsets.ISO_8859_1);
    return buffer(12 + padded(name.length) + padded(descriptor.length))
        .putInt(name.length)
        .putInt(descriptor.length)
        .putInt(type)
        .put(name)
        .put(12 + padded(name.length), descriptor)
        .array();
  }

  /// The note of a probe.
  static byte[] probe(long pc, long base, long semaphore, String id, String arguments) {
    byte[] texts =
        (id.replace(':', '\0') + "\0" + arguments + "\0").getBytes(StandardCharsets.ISO_8859_1);
    return note(
        "stapsdt",
        3,
        buffer(24 + texts.length).putLong(pc).putLong(base).putLong(semaphore).put(texts).array());
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ElfFile parse(byte[] file) {
    try {
      return ElfFile.parse(new BpfObject.ByteArrayChannel(file));
    } catch (IOException impossible) {
      throw new AssertionError("memory cannot fail to be read", impossible);
    }
  }

  static List<UsdtNote> read(byte[] file) {
    try {
      return UsdtNote.read(parse(file));
    } catch (IOException impossible) {
      throw new AssertionError("memory cannot fail to be read", impossible);
    }
  }

  private static int padded(int size) {
    return (size + 3) & ~3;
  }
}
