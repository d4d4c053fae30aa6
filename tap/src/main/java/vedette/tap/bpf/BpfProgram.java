package vedette.tap.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A program in the kernel: a body from the object behind the prologue of one probe.
///
/// May be closed as soon as it is attached: the link keeps it alive.
public final class BpfProgram implements AutoCloseable {
  private static final int PROG_LOAD = 5;
  private static final int TYPE_KPROBE = 2;
  private static final int TRIES = 5;
  private static final int LOG_SIZE = 1 << 20;

  /// `BPF_TRACE_UPROBE_MULTI`.
  static final int UPROBE_MULTI = 48;

  private final int descriptor;

  private BpfProgram(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Loads a program for the probe that `note` describes.
  ///
  /// @param body what to run
  /// @param arguments how many arguments the body reads
  /// @param note where they are
  /// @param arch the processor the note is for
  /// @param kind a number that the body puts into its records, at most 16 bit
  /// @param tag another one, at most 8 bit
  /// @param maps the maps the body names
  /// @param multi whether it will be attached by a uprobe_multi link (Linux 6.6) or a perf event
  /// @throws BpfException if the note's arguments are not understood, or the kernel refuses; after
  ///   a refusal by the verifier the message has its last line and [BpfException#log] all of it
  public static BpfProgram load(
      BpfObject.Function body,
      int arguments,
      UsdtNote note,
      Arch arch,
      int kind,
      int tag,
      Map<String, BpfMap> maps,
      boolean multi) {
    long[] prologue =
        Prologue.of(
            Argument.parse(arch, note.arguments()), arguments, kind, tag, body.stackDepth());
    long[] code = body.link(maps);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate(8L * (prologue.length + code.length), 8);
      MemorySegment.copy(prologue, 0, words, ValueLayout.JAVA_LONG, 0, prologue.length);
      MemorySegment.copy(code, 0, words, ValueLayout.JAVA_LONG, 8L * prologue.length, code.length);
      return load(arena, body.name() + " for " + note.id(), words, multi);
    }
  }

  /// Loads instructions as they are, without maps.
  ///
  /// @param name what errors call it
  static BpfProgram load(long[] code, String name, boolean multi) {
    try (Arena arena = Arena.ofConfined()) {
      return load(arena, name, arena.allocateFrom(ValueLayout.JAVA_LONG, code), multi);
    }
  }

  private static BpfProgram load(Arena arena, String name, MemorySegment words, boolean multi) {
    long result = load(arena, words, multi, MemorySegment.NULL);
    if (result >= 0) {
      return new BpfProgram((int) result);
    }
    int errno = (int) -result;
    if (errno == Kernel.EPERM) {
      throw new BpfException("BPF program " + name + ": the kernel said EPERM.", errno);
    }
    MemorySegment buffer = arena.allocate(LOG_SIZE);
    long again = load(arena, words, multi, buffer);
    if (again >= 0) {
      return new BpfProgram((int) again);
    }
    String log = buffer.getString(0, StandardCharsets.ISO_8859_1);
    throw new BpfException(
        "BPF program "
            + name
            + ": the verifier refused it ("
            + Kernel.errorName(errno)
            + "): "
            + lastLine(log),
        errno,
        log);
  }

  private static long load(Arena arena, MemorySegment words, boolean multi, MemorySegment log) {
    MemorySegment attr = arena.allocate(120, 8);
    attr.set(ValueLayout.JAVA_INT, 0, TYPE_KPROBE);
    attr.set(ValueLayout.JAVA_INT, 4, (int) (words.byteSize() / 8));
    attr.set(ValueLayout.JAVA_LONG, 8, words.address());
    attr.set(ValueLayout.JAVA_LONG, 16, arena.allocateFrom("GPL").address());
    if (log.byteSize() > 0) {
      attr.set(ValueLayout.JAVA_INT, 24, 1);
      attr.set(ValueLayout.JAVA_INT, 28, (int) log.byteSize());
      attr.set(ValueLayout.JAVA_LONG, 32, log.address());
    }
    attr.asSlice(48, 16).setString(0, "vedette", StandardCharsets.US_ASCII);
    attr.set(ValueLayout.JAVA_INT, 68, multi ? UPROBE_MULTI : 0);
    long result = -Kernel.EAGAIN;
    // The verifier says EAGAIN when a signal is pending; a few more tries are enough.
    for (int i = 0; i < TRIES && result == -Kernel.EAGAIN; i++) {
      result = Bpf.call(PROG_LOAD, attr);
    }
    return result;
  }

  /// The line that matters: the last one before the statistics.
  static String lastLine(String log) {
    String useful = "it left no log.";
    for (String line : log.lines().toList()) {
      if (line.startsWith("processed ")) {
        break;
      }
      if (!line.isBlank()) {
        useful = line.strip();
      }
    }
    return useful;
  }

  int descriptor() {
    return descriptor;
  }

  @Override
  public void close() {
    Kernel.close(descriptor);
  }
}
