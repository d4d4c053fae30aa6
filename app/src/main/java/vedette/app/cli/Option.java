package vedette.app.cli;

/// An option of a command, as data: the parser, the help and the generated pages read it.
///
/// @param name with its dashes, such as `--event`
/// @param value what stands for its value in the help, such as `GLOB`; empty if it takes none
/// @param repeatable whether it may be given more than once and its value be a list with commas
/// @param help what it does, without a full stop; wrapped by the help
public record Option(String name, String value, boolean repeatable, String help) {

  /// An option that is given or not.
  public static Option flag(String name, String help) {
    return new Option(name, "", false, help);
  }

  /// An option with one value.
  public static Option value(String name, String value, String help) {
    return new Option(name, value, false, help);
  }

  /// An option that may be repeated and whose values may be joined by commas.
  public static Option list(String name, String value, String help) {
    return new Option(name, value, true, help);
  }

  boolean takesValue() {
    return !value.isEmpty();
  }
}
