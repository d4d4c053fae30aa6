package vedette.app.config;

/// A value and where it stands.
///
/// @param value what [Scalars] made of it; [Values] for a section, a list of [Value] for several
/// @param origin in words: `default`, `vedette.yaml:3`, `command line`
/// @param line from 1; 0 if it is not in a file
/// @param column from 1; 0 likewise
record Value(Object value, String origin, int line, int column) {
  static Value preset(Object value) {
    return new Value(value, "default", 0, 0);
  }
}
