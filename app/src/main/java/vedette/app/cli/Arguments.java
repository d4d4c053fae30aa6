package vedette.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The words after a command, sorted into options and operands, read by type.
///
/// Understands `--name value`, `--name=value`, flags, repeated options whose values may also be
/// joined by commas, and `--`, after which everything is an operand. Names are never abbreviated: a
/// script must not change its meaning when an option is added. Every value that does not fit is a
/// [UsageException] that names the option, what it expects and what it found.
///
/// A parser of our own, because the usual one took longer to load than the tap takes to attach (see
/// docs/dependencies.md).
public final class Arguments {
  private final Map<String, Option> known;
  private final Map<String, List<String>> given = new LinkedHashMap<>();
  private final List<String> operands = new ArrayList<>();

  private Arguments(Map<String, Option> known) {
    this.known = known;
  }

  /// Sorts the words.
  ///
  /// @param groups every option that may be given
  /// @param words what was typed after the command
  /// @throws UsageException if a word is no option, an option lacks its value or has one too many,
  ///   or is given twice but may not
  public static Arguments parse(List<OptionGroup> groups, List<String> words) {
    Map<String, Option> known = new LinkedHashMap<>();
    for (OptionGroup group : groups) {
      group.options().forEach(option -> known.put(option.name(), option));
    }
    Arguments arguments = new Arguments(known);
    int next = 0;
    while (next < words.size()) {
      next = arguments.take(words, next);
    }
    return arguments;
  }

  /// @return the index of the first word that is not taken
  private int take(List<String> words, int at) {
    String word = words.get(at);
    if (word.equals("--")) {
      operands.addAll(words.subList(at + 1, words.size()));
      return words.size();
    }
    if (!word.startsWith("-") || word.equals("-")) {
      operands.add(word);
      return at + 1;
    }
    int equals = word.indexOf('=');
    Option option = named(equals < 0 ? word : word.substring(0, equals));
    if (!option.takesValue()) {
      if (equals >= 0) {
        throw new UsageException(option.name() + ": takes no value. Found: '" + word + "'.");
      }
      add(option, "");
      return at + 1;
    }
    if (equals >= 0) {
      add(option, word.substring(equals + 1));
      return at + 1;
    }
    if (at + 1 == words.size() || known.containsKey(words.get(at + 1))) {
      throw new UsageException(
          option.name() + ": needs a value, " + option.name() + " " + option.value() + ".");
    }
    add(option, words.get(at + 1));
    return at + 2;
  }

  private Option named(String name) {
    Option option = known.get(name);
    if (option == null) {
      throw new UsageException(
          "no such option: '" + name + "'." + Nearest.hint(name, known.keySet()));
    }
    return option;
  }

  private void add(Option option, String value) {
    List<String> values = given.computeIfAbsent(option.name(), _ -> new ArrayList<>());
    // A flag twice says the same twice; of two values nobody knows which one is meant.
    if (!values.isEmpty() && option.takesValue() && option.times() == Option.Times.ONCE) {
      throw new UsageException(
          option.name()
              + ": may be given once. Found: '"
              + values.getFirst()
              + "' and '"
              + value
              + "'.");
    }
    values.add(value);
  }

  /// Whether the option was given.
  public boolean has(String option) {
    return !values(option).isEmpty();
  }

  /// The option's value as it was typed.
  public Optional<String> text(String option) {
    return values(option).stream().findFirst();
  }

  /// All values of a repeatable option, in the order in which they were typed, commas resolved,
  /// without the spaces around them; empty if it was not given.
  public List<String> list(String option) {
    List<String> all = new ArrayList<>();
    for (String value : values(option)) {
      for (String part : value.split(",", -1)) {
        if (part.isBlank()) {
          throw wrong(option, "values parted by commas", value);
        }
        all.add(part.strip());
      }
    }
    return List.copyOf(all);
  }

  /// All values of a repeatable option as they were typed, in that order, commas and all; for
  /// values with a grammar of their own.
  public List<String> texts(String option) {
    return List.copyOf(values(option));
  }

  /// The option's value as a number of bytes: a whole number alone, or with the unit KiB, MiB or
  /// GiB.
  ///
  /// @param least the smallest that is accepted
  /// @param most the largest that is accepted
  public OptionalLong bytes(String option, long least, long most) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    long bytes = bytes(text.get());
    if (bytes < least || bytes > most) {
      throw wrong(
          option,
          "a size from " + least + " to " + most + " bytes, such as 65536, 64KiB, 32MiB",
          text.get());
    }
    return OptionalLong.of(bytes);
  }

  /// -1 if it is no size.
  private static long bytes(String text) {
    int digits = 0;
    while (digits < text.length() && isDigit(text.charAt(digits))) {
      digits++;
    }
    int shift =
        switch (text.substring(digits).strip()) {
          case "", "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> -1;
        };
    // 9 digits times 2^30 stay within a long.
    return digits == 0 || digits > 9 || shift < 0
        ? -1
        : Long.parseLong(text.substring(0, digits)) << shift;
  }

  /// The option's value as a whole number.
  ///
  /// @param least the smallest that is accepted
  /// @param most the largest that is accepted
  public OptionalLong number(String option, long least, long most) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text.get().replace("_", ""));
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException _) {
      // Told below, in the same words as a number that is out of range.
    }
    String range = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
    throw wrong(option, "a whole number, " + range, text.get());
  }

  /// The option's value as a time span: a number with the unit ms, s, m, h or d; a number alone is
  /// in seconds. Fractions are allowed. Greater than zero.
  public Optional<Duration> duration(String option) {
    return text(option).map(text -> duration(option, text));
  }

  private static Duration duration(String option, String text) {
    int digits = 0;
    while (digits < text.length() && (isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
      digits++;
    }
    double unit =
        switch (text.substring(digits)) {
          case "ms" -> 0.001;
          case "", "s" -> 1;
          case "m" -> 60;
          case "h" -> 3_600;
          case "d" -> 86_400;
          default -> Double.NaN;
        };
    try {
      double millis = Double.parseDouble(text.substring(0, digits)) * unit * 1_000;
      if (millis >= 1 && millis <= Long.MAX_VALUE / 1e6) {
        return Duration.ofMillis(Math.round(millis));
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw wrong(option, "a time such as 500ms, 10s, 5m, 1h", text);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The option's value as a path; a relative one is relative to the folder the user is in.
  public Optional<Path> path(String option) {
    return text(option)
        .map(text -> {
          try {
            return Path.of(text);
          } catch (InvalidPathException e) {
            throw new UsageException(option + ": expected a path. Found: '" + text + "'.", e);
          }
        });
  }

  /// The option's value as one of a few words, matched as typed.
  public Optional<String> choice(String option, List<String> words) {
    Optional<String> text = text(option);
    if (text.isPresent() && !words.contains(text.get())) {
      throw new UsageException(
          option
              + ": expected one of "
              + String.join(", ", words)
              + ". Found: '"
              + text.get()
              + "'."
              + Nearest.hint(text.get(), words));
    }
    return text;
  }

  /// The first operand, of a command whose first operand says what to do; empty if there is none.
  public String verb() {
    return operands.isEmpty() ? "" : operands.getFirst();
  }

  /// Allows so many operands at most.
  ///
  /// @throws UsageException if there are more
  public void allow(int most) {
    if (operands.size() > most) {
      throw new UsageException("nothing more was expected. Found: '" + operands.get(most) + "'.");
    }
  }

  /// Allows no operands.
  ///
  /// @throws UsageException if there is one
  public void allowNone() {
    if (!operands.isEmpty()) {
      throw new UsageException("expected options only. Found: '" + operands.getFirst() + "'.");
    }
  }

  /// What is neither an option nor the value of one, in order.
  public List<String> operands() {
    return List.copyOf(operands);
  }

  private List<String> values(String option) {
    if (!known.containsKey(option)) {
      throw new IllegalArgumentException(option + " is not an option of this command");
    }
    return given.getOrDefault(option, List.of());
  }

  private static UsageException wrong(String option, String expected, String found) {
    return new UsageException(option + ": expected " + expected + ". Found: '" + found + "'.");
  }
}
