package vedette.app.config;

import java.util.Optional;

/// A setting, as data.
///
/// @param name as it is written
/// @param preset what counts if it is not set, as it would be written; empty: it is then unset
/// @param required whether it must be there wherever its section is
/// @param about what it does, a sentence
record Setting(String name, Kind kind, Optional<String> preset, boolean required, String about) {

  static Setting preset(String name, Kind kind, String preset, String about) {
    return new Setting(name, kind, Optional.of(preset), false, about);
  }

  static Setting unset(String name, Kind kind, String about) {
    return new Setting(name, kind, Optional.empty(), false, about);
  }

  static Setting required(String name, Kind kind, String about) {
    return new Setting(name, kind, Optional.empty(), true, about);
  }

  static Setting section(String name, String about, Setting... settings) {
    return new Setting(name, Kind.Section.of(settings), Optional.empty(), false, about);
  }
}
