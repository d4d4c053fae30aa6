package vedette.tap.bpf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The section and program tables of a 64-bit little-endian ELF file.
///
/// The file is untrusted input: every offset is checked against the file, every size against a
/// bound, and only what is asked for is read. Reading goes through the channel and not a mapping,
/// because a mapped file that somebody truncates kills the JVM.
///
/// ```
/// header   0 magic | 4 class | 5 data | 18 u16 machine | 32 u64 program headers | 40 u64 section
///          headers | 54 u16 size | 56 u16 count | 58 u16 size | 60 u16 count | 62 u16 names
/// section  0 u32 name | 4 u32 type | 16 u64 address | 24 u64 offset | 32 u64 size | 40 u32 link | 44 u32 info
/// program  0 u32 type | 4 u32 flags | 8 u64 offset | 16 u64 vaddr | 32 u64 filesz
/// ```
public final class ElfFile {
  private static final int MAX_SECTIONS = 4096;
  private static final int MAX_SEGMENTS = 512;
  private static final int MAX_READ = 64 << 20;
  private static final int PT_LOAD = 1;
  private static final int SHT_NOBITS = 8;

  /// Names that anybody looks for are shorter; thousands of sections that all claim the whole
  /// string table as their name cost no more than this each.
  private static final int MAX_NAME = 512;

  private static final int MAX_SHOWN = 200;

  /// A section.
  ///
  /// @param name its name
  /// @param type SHT_* number
  /// @param address virtual address, 0 if it is not loaded
  /// @param offset where in the file
  /// @param size bytes in the file
  public record Section(String name, int type, long address, long offset, long size) {}

  /// A loaded part of the file.
  ///
  /// @param executable whether code runs there
  /// @param offset where in the file
  /// @param address virtual address
  /// @param fileSize bytes that come from the file (what follows in memory is zero)
  public record Segment(boolean executable, long offset, long address, long fileSize) {

    boolean contains(long virtual) {
      return Long.compareUnsigned(virtual - address, fileSize) < 0;
    }
  }

  private final SeekableByteChannel channel;
  private final long size;
  private final int machine;
  private final List<Section> sections;
  private final List<Segment> segments;

  private ElfFile(
      SeekableByteChannel channel,
      long size,
      int machine,
      List<Section> sections,
      List<Segment> segments) {
    this.channel = channel;
    this.size = size;
    this.machine = machine;
    this.sections = sections;
    this.segments = segments;
  }

  /// Reads the tables. The channel stays the caller's: it must stay open while sections are read.
  ///
  /// @throws BpfException if the file is not a 64-bit little-endian ELF file or its tables lie
  /// @throws IOException if reading fails
  public static ElfFile parse(SeekableByteChannel channel) throws IOException {
    if (channel.size() < 64) {
      throw malformed("expected at least 64 bytes. Found: " + channel.size());
    }
    ByteBuffer header = read(channel, 0, 64);
    if (header.getInt(0) != 0x464c457f) {
      throw malformed("expected the magic bytes 7f 45 4c 46. This is not an ELF executable");
    }
    if (header.get(4) != 2 || header.get(5) != 1) {
      throw malformed("expected 64-bit little-endian (class 2, data 1)");
    }
    List<Segment> segments = segments(channel, header);
    List<Section> sections = sections(channel, header);
    return new ElfFile(channel, channel.size(), header.getShort(18) & 0xffff, sections, segments);
  }

  /// The processor the file is for, empty if it is not one we know.
  public Optional<Arch> arch() {
    return Arch.ofElfMachine(machine);
  }

  /// All sections in file order.
  public List<Section> sections() {
    return sections;
  }

  /// The first section of this name.
  public Optional<Section> section(String name) {
    return sections.stream().filter(section -> section.name().equals(name)).findFirst();
  }

  /// The bytes of a section, little-endian, positioned at its start.
  ///
  /// @throws BpfException if the section lies outside the file or is larger than 64 MiB
  public ByteBuffer content(Section section) throws IOException {
    return read(channel, section.offset(), section.size());
  }

  /// The file offset behind a virtual address, empty if no byte of the file is loaded there.
  public OptionalLong fileOffset(long virtual) {
    for (Segment segment : segments) {
      if (segment.contains(virtual)) {
        long offset = virtual - segment.address() + segment.offset();
        return offset >= 0 && offset < size ? OptionalLong.of(offset) : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /// Whether code runs at a virtual address.
  public boolean executable(long virtual) {
    return segments.stream().anyMatch(segment -> segment.executable() && segment.contains(virtual));
  }

  /// Up to `count` bytes at a file offset; fewer at the end of the file.
  byte[] peek(long offset, int count) throws IOException {
    long there = Math.clamp(channel.size() - offset, 0, count);
    return there == 0 ? new byte[0] : read(channel, offset, there).array();
  }

  private static List<Segment> segments(SeekableByteChannel channel, ByteBuffer header)
      throws IOException {
    int count = header.getShort(56) & 0xffff;
    if (count > MAX_SEGMENTS) {
      throw malformed("expected at most " + MAX_SEGMENTS + " program headers. Found: " + count);
    }
    ByteBuffer table = table(channel, header.getLong(32), header.getShort(54), count, 56);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i * (header.getShort(54) & 0xffff);
      if (table.getInt(at) == PT_LOAD) {
        segments.add(
            new Segment(
                (table.getInt(at + 4) & 1) != 0,
                table.getLong(at + 8),
                table.getLong(at + 16),
                table.getLong(at + 32)));
      }
    }
    return List.copyOf(segments);
  }

  private static List<Section> sections(SeekableByteChannel channel, ByteBuffer header)
      throws IOException {
    int count = header.getShort(60) & 0xffff;
    int names = header.getShort(62) & 0xffff;
    if (count == 0) {
      return List.of();
    }
    if (count > MAX_SECTIONS || names >= count) {
      throw malformed(
          "expected at most "
              + MAX_SECTIONS
              + " sections, one of them with names. Found: "
              + count);
    }
    int size = header.getShort(58) & 0xffff;
    ByteBuffer table = table(channel, header.getLong(40), header.getShort(58), count, 64);
    ByteBuffer texts =
        read(channel, table.getLong(names * size + 24), table.getLong(names * size + 32));
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i * size;
      int type = table.getInt(at + 4);
      sections.add(
          new Section(
              name(texts, table.getInt(at)),
              type,
              table.getLong(at + 16),
              table.getLong(at + 24),
              type == SHT_NOBITS ? 0 : table.getLong(at + 32)));
    }
    return List.copyOf(sections);
  }

  private static ByteBuffer table(
      SeekableByteChannel channel, long offset, short entry, int count, int least)
      throws IOException {
    int size = entry & 0xffff;
    if (count > 0 && size < least) {
      throw malformed("expected table entries of at least " + least + " bytes. Found: " + size);
    }
    return read(channel, offset, (long) size * count);
  }

  private static ByteBuffer read(SeekableByteChannel channel, long offset, long size)
      throws IOException {
    if (offset < 0 || size < 0 || size > MAX_READ || offset > channel.size() - size) {
      throw malformed(
          "expected " + size + " bytes at " + offset + ". The file has " + channel.size());
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(offset);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file shrank while it was read");
      }
    }
    return bytes.flip();
  }

  /// The NUL-terminated text at `offset`; what lies outside is empty.
  static String text(ByteBuffer bytes, int offset) {
    return text(bytes, offset, bytes.limit());
  }

  /// Like [#text], but no longer than a name needs to be.
  static String name(ByteBuffer bytes, int offset) {
    return text(bytes, offset, MAX_NAME);
  }

  /// A text from a file, fit for an error message: bounded, and nothing that moves a cursor.
  static String shown(String text) {
    String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    return shown.replaceAll("[^\\x20-\\x7e…]", "?");
  }

  private static String text(ByteBuffer bytes, int offset, int most) {
    if (offset < 0 || offset >= bytes.limit()) {
      return "";
    }
    int limit = (int) Math.min(bytes.limit(), (long) offset + most);
    int end = offset;
    while (end < limit && bytes.get(end) != 0) {
      end++;
    }
    return new String(
        bytes.array(), bytes.arrayOffset() + offset, end - offset, StandardCharsets.ISO_8859_1);
  }

  private static BpfException malformed(String what) {
    return new BpfException("ELF file: " + what + ".", 0);
  }
}
