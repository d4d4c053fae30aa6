package vedette.tap.bpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A statically defined tracing probe in an executable, from its `.note.stapsdt` section.
///
/// ```
/// u32 owner size | u32 descriptor size | u32 type = 3 | "stapsdt\0" (padded to 4)
/// descriptor:  u64 pc | u64 base | u64 semaphore | provider \0 name \0 arguments \0 (padded to 4)
/// ```
///
/// @param provider who defined it; Bitcoin Core calls this the context
/// @param name its name
/// @param arguments argument text, `[-]N@operand` each
/// @param offset file offset of the instruction
/// @param semaphore file offset of the u16 that counts who is attached, 0 if the probe has none
/// @param nop whether the instruction is the NOP that marks a probe
public record UsdtNote(
    String provider, String name, String arguments, long offset, long semaphore, boolean nop) {

  private static final int TYPE = 3;
  private static final int MAX_NOTES = 10_000;

  /// `provider:name`.
  public String id() {
    return provider + ":" + name;
  }

  /// How wide an argument is and how to read it.
  ///
  /// @param width bytes: 1, 2, 4 or 8
  /// @param signed whether it is signed
  public record ArgumentType(int width, boolean signed) {}

  /// The arguments' types in order.
  ///
  /// @param arch the processor of the file
  /// @throws BpfException quoting the first operand that is not understood
  public List<ArgumentType> argumentTypes(Arch arch) {
    return Argument.parse(arch, arguments).stream()
        .map(argument -> new ArgumentType(argument.width(), argument.signed()))
        .toList();
  }

  /// The probes of a file in file order; none if it was built without.
  ///
  /// @throws BpfException if the notes lie
  /// @throws IOException if reading fails
  public static List<UsdtNote> read(ElfFile file) throws IOException {
    ElfFile.Section section = file.section(".note.stapsdt").orElse(null);
    if (section == null) {
      return List.of();
    }
    long base = file.section(".stapsdt.base").map(ElfFile.Section::address).orElse(0L);
    ByteBuffer notes = file.content(section);
    List<UsdtNote> found = new ArrayList<>();
    while (notes.remaining() >= 12) {
      int ownerSize = notes.getInt();
      int size = notes.getInt();
      int type = notes.getInt();
      int owner = notes.position();
      long start = owner + padded(ownerSize);
      if (ownerSize < 0 || size < 0 || start + padded(size) > notes.limit()) {
        throw malformed(
            "expected a note inside the section. Found: " + size + " bytes at " + start);
      }
      if (type == TYPE && ElfFile.text(notes, owner).equals("stapsdt")) {
        found.add(note(file, notes.slice((int) start, size).order(notes.order()), base));
        if (found.size() > MAX_NOTES) {
          throw malformed("expected at most " + MAX_NOTES + " notes");
        }
      }
      notes.position((int) (start + padded(size)));
    }
    return List.copyOf(found);
  }

  private static UsdtNote note(ElfFile file, ByteBuffer descriptor, long base) throws IOException {
    if (descriptor.limit() < 27) {
      throw malformed("expected a descriptor of at least 27 bytes. Found: " + descriptor.limit());
    }
    // A prelinked file was moved after its notes were written: the base section moved along.
    long moved = base == 0 ? 0 : base - descriptor.getLong(8);
    long pc = descriptor.getLong(0) + moved;
    long semaphore = descriptor.getLong(16);
    String provider = ElfFile.text(descriptor, 24);
    String name = ElfFile.text(descriptor, 24 + provider.length() + 1);
    String arguments = ElfFile.text(descriptor, 24 + provider.length() + 1 + name.length() + 1);
    String id = ElfFile.shown(provider + ":" + name);

    OptionalLong offset = file.fileOffset(pc);
    if (offset.isEmpty() || !file.executable(pc)) {
      throw malformed(
          "probe "
              + id
              + " is said to be at 0x"
              + Long.toHexString(pc)
              + ", where there is no code");
    }
    long counter = 0;
    if (semaphore != 0) {
      counter =
          file.fileOffset(semaphore + moved)
              .orElseThrow(() -> malformed("the semaphore of probe " + id + " is not in the file"));
    }
    Arch arch = file.arch().orElse(null);
    boolean nop = arch != null && arch.isNop(file.peek(offset.getAsLong(), 5));
    return new UsdtNote(provider, name, arguments, offset.getAsLong(), counter, nop);
  }

  private static long padded(int size) {
    return (size + 3L) & ~3L;
  }

  private static BpfException malformed(String what) {
    return new BpfException("Section .note.stapsdt: " + what + ".", 0);
  }
}
