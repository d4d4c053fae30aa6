package vedette.app.cli;

import java.util.List;

/// Options under one heading of a command's help.
///
/// @param title the heading, such as `Selection`
/// @param options in the order in which they are shown
public record OptionGroup(String title, List<Option> options) {

  /// Options under a heading.
  public static OptionGroup of(String title, Option... options) {
    return new OptionGroup(title, List.of(options));
  }
}
