package vedette.wire.planted.two;

import vedette.wire.planted.one.SeesTheTap;

/// The other half of a planted cycle.
public final class SeesBack {
  /// Not a constant for the compiler: using it must leave a trace in the class file.
  public static final String WORD = String.valueOf(SeesTheTap.class.getName());

  private SeesBack() {}
}
