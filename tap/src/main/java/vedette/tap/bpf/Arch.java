package vedette.tap.bpf;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What differs between the processors: system call numbers, where `pt_regs` keeps each register,
/// and what a probe's NOP looks like. Both are 64 bit and little-endian.
public enum Arch {
  /// AMD64 (ELF machine 62).
  X86_64(62),
  /// 64-bit ARM (ELF machine 183).
  AARCH64(183);

  /// Byte offsets in x86-64's `struct pt_regs`; a part of a register (eax, sil) is in its whole.
  private static final Map<String, Integer> X86_REGISTERS =
      Map.ofEntries(
          Map.entry("r15", 0),
          Map.entry("r14", 8),
          Map.entry("r13", 16),
          Map.entry("r12", 24),
          Map.entry("rbp", 32),
          Map.entry("rbx", 40),
          Map.entry("r11", 48),
          Map.entry("r10", 56),
          Map.entry("r9", 64),
          Map.entry("r8", 72),
          Map.entry("rax", 80),
          Map.entry("rcx", 88),
          Map.entry("rdx", 96),
          Map.entry("rsi", 104),
          Map.entry("rdi", 112),
          Map.entry("rsp", 152));

  private static final Pattern X86_NUMBERED_PART = Pattern.compile("r([89]|1[0-5])[dwb]");
  private static final Pattern AARCH64_NUMBERED = Pattern.compile("[xw]([0-9]|[12][0-9]|30)");

  private final int elfMachine;

  Arch(int elfMachine) {
    this.elfMachine = elfMachine;
  }

  /// The processor this JVM runs on, empty if it is neither, or the system is not Linux.
  public static Optional<Arch> current() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }

  /// The processor an ELF file is for, empty if it is neither.
  static Optional<Arch> ofElfMachine(int machine) {
    for (Arch arch : values()) {
      if (arch.elfMachine == machine) {
        return Optional.of(arch);
      }
    }
    return Optional.empty();
  }

  /// Byte offset in `pt_regs` of the register that holds `name`, empty if there is none such.
  ///
  /// @param name as the note writes it, without `%`: r13, eax, r15d, sil; x3, w0, sp
  Optional<Integer> registerOffset(String name) {
    return switch (this) {
      case X86_64 -> Optional.ofNullable(X86_REGISTERS.get(wholeX86(name)));
      case AARCH64 -> aarch64Offset(name);
    };
  }

  /// Whether `code` begins with the NOP that marks a probe.
  boolean isNop(byte[] code) {
    return switch (this) {
      case X86_64 ->
          (code.length >= 1 && code[0] == (byte) 0x90)
              || startsWith(code, 0x0f, 0x1f, 0x44, 0x00, 0x00);
      case AARCH64 -> startsWith(code, 0x1f, 0x20, 0x03, 0xd5);
    };
  }

  private static boolean startsWith(byte[] code, int... bytes) {
    if (code.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((code[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /// Name of the 64-bit register that contains an x86 register.
  private static String wholeX86(String name) {
    return switch (name) {
      case "eax", "ax", "al" -> "rax";
      case "ebx", "bx", "bl" -> "rbx";
      case "ecx", "cx", "cl" -> "rcx";
      case "edx", "dx", "dl" -> "rdx";
      case "esi", "si", "sil" -> "rsi";
      case "edi", "di", "dil" -> "rdi";
      case "ebp", "bp", "bpl" -> "rbp";
      case "esp", "sp", "spl" -> "rsp";
      default ->
          X86_NUMBERED_PART.matcher(name).matches() ? name.substring(0, name.length() - 1) : name;
    };
  }

  private static Optional<Integer> aarch64Offset(String name) {
    return switch (name) {
      case "sp", "wsp" -> Optional.of(248);
      case "fp" -> Optional.of(29 * 8);
      case "lr" -> Optional.of(30 * 8);
      default ->
          AARCH64_NUMBERED.matcher(name).matches()
              ? Optional.of(8 * Integer.parseInt(name.substring(1)))
              : Optional.empty();
    };
  }
}
