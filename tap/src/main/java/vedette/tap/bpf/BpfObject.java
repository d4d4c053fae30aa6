package vedette.tap.bpf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The functions of an object that clang compiled for target `bpf`: one for each section
/// `b/<name>`.
///
/// Parsing is pure; map descriptors are put in by [Function#link].
public final class BpfObject {
  private static final String PREFIX = "b/";
  private static final int R_BPF_64_64 = 1;
  private static final int SYMBOL_SIZE = 24;
  private static final int RELOCATION_SIZE = 16;

  private final Map<String, Function> functions;

  private BpfObject(Map<String, Function> functions) {
    this.functions = Map.copyOf(functions);
  }

  /// Parses an object.
  ///
  /// @throws BpfException if it is not one, or holds a relocation other than to a map
  public static BpfObject parse(byte[] object) {
    try {
      ElfFile file = ElfFile.parse(new ByteArrayChannel(object));
      ElfFile.Section symbols =
          file.section(".symtab")
              .orElseThrow(() -> new BpfException("BPF object: it has no symbol table.", 0));
      ElfFile.Section names =
          file.section(".strtab")
              .orElseThrow(() -> new BpfException("BPF object: it has no string table.", 0));
      ByteBuffer symbolTable = file.content(symbols);
      ByteBuffer nameTable = file.content(names);
      Map<String, Function> functions = new HashMap<>();
      long read = 0;
      for (ElfFile.Section section : file.sections()) {
        if (section.name().startsWith(PREFIX)) {
          String name = section.name().substring(PREFIX.length());
          List<MapReference> references = new ArrayList<>();
          ElfFile.Section relocations = file.section(".rel" + section.name()).orElse(null);
          read += section.size() + (relocations == null ? 0 : relocations.size());
          if (read > object.length) {
            // Sections that lie over each other could be many times the object.
            throw new BpfException("BPF object: its functions overlap.", 0);
          }
          long[] code = words(file.content(section));
          if (relocations != null) {
            references =
                references(name, code.length, file.content(relocations), symbolTable, nameTable);
          }
          functions.put(name, new Function(name, code, references));
        }
      }
      return new BpfObject(functions);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot fail to be read", impossible);
    }
  }

  /// Parses the object in a resource beside `anchor`.
  public static BpfObject resource(Class<?> anchor, String name) {
    try (InputStream in = anchor.getResourceAsStream(name)) {
      if (in == null) {
        throw new BpfException("BPF object " + name + ": it is missing from the jar.", 0);
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("BPF object " + name + " cannot be read", e);
    }
  }

  /// The function of section `b/<name>`.
  ///
  /// @throws BpfException if there is none
  public Function function(String name) {
    Function function = functions.get(name);
    if (function == null) {
      throw new BpfException("BPF object: it has no function " + name + ".", 0);
    }
    return function;
  }

  private static long[] words(ByteBuffer code) {
    long[] words = new long[code.remaining() / Long.BYTES];
    code.asLongBuffer().get(words);
    return words;
  }

  private static List<MapReference> references(
      String function, int words, ByteBuffer relocations, ByteBuffer symbols, ByteBuffer names) {
    List<MapReference> references = new ArrayList<>();
    for (int at = 0; at + RELOCATION_SIZE <= relocations.limit(); at += RELOCATION_SIZE) {
      long info = relocations.getLong(at + 8);
      int symbol = (int) (info >>> 32);
      long instruction = relocations.getLong(at) / Long.BYTES;
      if ((int) info != R_BPF_64_64
          || symbol < 0
          || (symbol + 1L) * SYMBOL_SIZE > symbols.limit()
          || instruction < 0
          || instruction >= words - 1L) {
        throw new BpfException(
            "BPF object: function "
                + ElfFile.shown(function)
                + " has a relocation that is not to a map.",
            0);
      }
      references.add(
          new MapReference(
              (int) instruction, ElfFile.name(names, symbols.getInt(symbol * SYMBOL_SIZE))));
    }
    return references;
  }

  /// A place where the descriptor of a map belongs.
  private record MapReference(int instruction, String map) {}

  /// A function before its maps are put in.
  public static final class Function {
    private final String name;
    private final long[] code;
    private final List<MapReference> references;

    private Function(String name, long[] code, List<MapReference> references) {
      this.name = name;
      this.code = code;
      this.references = List.copyOf(references);
    }

    /// Name of the function.
    public String name() {
      return name;
    }

    /// Bytes of the stack that it uses at most.
    ///
    /// Each negative number that is added to something or that is an offset counts, as long as it
    /// can be one on the stack: rather too much than too little, since what is below belongs to the
    /// prologue.
    int stackDepth() {
      int depth = 0;
      for (long word : code) {
        int offset = Instruction.stackOffset(word);
        if (offset < 0 && offset >= -Prologue.STACK) {
          depth = Math.max(depth, -offset);
        }
      }
      return depth;
    }

    /// The instructions with the descriptors of `maps` in place.
    ///
    /// @throws BpfException if a map is missing
    long[] link(Map<String, BpfMap> maps) {
      long[] linked = code.clone();
      for (MapReference reference : references) {
        BpfMap map = maps.get(reference.map());
        if (map == null) {
          throw new BpfException(
              "BPF object: function " + name + " wants map " + reference.map() + ".", 0);
        }
        linked[reference.instruction()] =
            Instruction.withMap(linked[reference.instruction()], map.descriptor());
        linked[reference.instruction() + 1] &= 0xffffffffL;
      }
      return linked;
    }
  }

  /// Bytes in memory as the channel that [ElfFile] reads.
  static final class ByteArrayChannel implements SeekableByteChannel {
    private final byte[] bytes;
    private int position;

    ByteArrayChannel(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer to) {
      int count = Math.min(to.remaining(), bytes.length - position);
      if (count <= 0) {
        return -1;
      }
      to.put(bytes, position, count);
      position += count;
      return count;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
      position = Math.toIntExact(to);
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new java.nio.channels.NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new java.nio.channels.NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
