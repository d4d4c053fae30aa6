package vedette.app.cli;

/// An option of a command, as data: the parser, the help and the generated pages read it.
///
/// @param name with its dashes, such as `--event`
/// @param value what stands for its value in the help, such as `GLOB`; empty if it takes none
/// @param times how often it may be given
/// @param help what it does, without a full stop; wrapped by the help
public record Option(String name, String value, Times times, String help) {
  /// How often an option may be given.
  public enum Times {
    /// At most once.
    ONCE,
    /// Again and again, each time with one value that may hold commas.
    REPEATED,
    /// Again and again, and several values may be joined by commas.
    LISTED
  }

  /// An option that is given or not.
  public static Option flag(String name, String help) {
    return new Option(name, "", Times.ONCE, help);
  }

  /// An option with one value.
  public static Option value(String name, String value, String help) {
    return new Option(name, value, Times.ONCE, help);
  }

  /// An option that may be repeated and whose values may be joined by commas.
  public static Option list(String name, String value, String help) {
    return new Option(name, value, Times.LISTED, help);
  }

  /// An option that may be repeated, with one value each time.
  public static Option repeated(String name, String value, String help) {
    return new Option(name, value, Times.REPEATED, help);
  }

  boolean takesValue() {
    return !value.isEmpty();
  }
}
