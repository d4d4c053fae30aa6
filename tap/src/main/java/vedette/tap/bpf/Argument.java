package vedette.tap.bpf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One argument of a probe as its note describes it: `[-]N@operand`.
///
/// @param width bytes: 1, 2, 4 or 8
/// @param signed whether the value is signed
/// @param operand where it is
record Argument(int width, boolean signed, Operand operand) {

  private static final String HEAD = "(?<sign>-?)(?<width>[1248])@";
  private static final String NUMBER = "-?(?:0x[0-9a-fA-F]+|[0-9]+)";
  private static final String GAP = "(?:\\s+|$)";

  private static final Pattern X86 =
      Pattern.compile(
          HEAD
              + "(?:%(?<register>[a-z0-9]+)"
              + "|\\$(?<constant>"
              + NUMBER
              + ")"
              + "|(?<displacement>"
              + NUMBER
              + ")?\\(%(?<base>[a-z0-9]+)"
              + "(?:,%(?<index>[a-z0-9]+)(?:,(?<scale>[1248]))?)?\\))"
              + GAP);

  /// Operands of aarch64 contain blanks, so arguments cannot be split at blanks.
  private static final Pattern AARCH64 =
      Pattern.compile(
          HEAD
              + "(?:(?<register>[a-z][a-z0-9]*)"
              + "|(?<constant>"
              + NUMBER
              + ")"
              + "|\\[(?<base>[a-z0-9]+)(?:,\\s*(?:#?(?<displacement>"
              + NUMBER
              + ")"
              + "|(?<index>[a-z0-9]+)(?:,\\s*lsl\\s+#?(?<scale>[0-3]))?))?\\])"
              + GAP);

  /// Parses the argument text of a note; the tokens must cover all of it, since skipping one would
  /// shift every argument behind it.
  ///
  /// @throws BpfException quoting the first token that is not understood
  static List<Argument> parse(Arch arch, String text) {
    Matcher matcher = (arch == Arch.X86_64 ? X86 : AARCH64).matcher(text);
    List<Argument> arguments = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw unknown(text, at);
      }
      Operand operand = operand(arch, matcher).orElse(null);
      if (operand == null) {
        throw unknown(text, at);
      }
      arguments.add(
          new Argument(
              Integer.parseInt(matcher.group("width")), !matcher.group("sign").isEmpty(), operand));
      at = matcher.end();
    }
    return List.copyOf(arguments);
  }

  private static Optional<Operand> operand(Arch arch, Matcher matcher) {
    if (matcher.group("constant") != null) {
      return number(matcher.group("constant")).map(Operand.Constant::new);
    }
    if (matcher.group("register") != null) {
      return arch.registerOffset(matcher.group("register")).map(Operand.Register::new);
    }
    Optional<Integer> base = arch.registerOffset(matcher.group("base"));
    String displacement = matcher.group("displacement");
    Optional<Long> offset = displacement == null ? Optional.of(0L) : number(displacement);
    Optional<Integer> index =
        matcher.group("index") == null
            ? Optional.of(Operand.Memory.NO_INDEX)
            : arch.registerOffset(matcher.group("index"));
    if (base.isEmpty()
        || index.isEmpty()
        || offset.isEmpty()
        || offset.get() != offset.get().intValue()) {
      return Optional.empty();
    }
    return Optional.of(
        new Operand.Memory(
            base.get(), index.get(), shift(arch, matcher.group("scale")), offset.get().intValue()));
  }

  /// x86 writes the factor, aarch64 the shift.
  private static int shift(Arch arch, @org.jspecify.annotations.Nullable String scale) {
    if (scale == null) {
      return 0;
    }
    int value = Integer.parseInt(scale);
    return arch == Arch.X86_64 ? Integer.numberOfTrailingZeros(value) : value;
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.decode(text));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  private static BpfException unknown(String text, int at) {
    int bracket = text.indexOf('[', at);
    int blank = text.indexOf(' ', at);
    if (bracket >= 0 && bracket < blank) {
      // The operands of aarch64 contain blanks.
      blank = text.indexOf(']', bracket) < 0 ? -1 : text.indexOf(' ', text.indexOf(']', bracket));
    }
    String token = text.substring(at, blank < 0 ? text.length() : blank);
    return new BpfException(
        "probe arguments '"
            + ElfFile.shown(text)
            + "': '"
            + ElfFile.shown(token)
            + "' at column "
            + (at + 1)
            + " is not an operand that can be read.",
        0);
  }
}
