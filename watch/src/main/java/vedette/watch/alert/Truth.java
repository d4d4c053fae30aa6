package vedette.watch.alert;

/// Whether something is so, if that can be told.
enum Truth {
  /// It is not so.
  FALSE,
  /// It cannot be told.
  UNKNOWN,
  /// It is so.
  TRUE;

  static Truth of(boolean so) {
    return so ? TRUE : FALSE;
  }

  Truth and(Truth other) {
    return compareTo(other) < 0 ? this : other;
  }

  Truth or(Truth other) {
    return compareTo(other) > 0 ? this : other;
  }
}
