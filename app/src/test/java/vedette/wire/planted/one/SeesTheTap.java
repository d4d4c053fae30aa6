package vedette.wire.planted.one;

import java.lang.foreign.Arena;
import org.assertj.core.api.Assertions;
import vedette.tap.TapException;
import vedette.wire.planted.two.SeesBack;

/// Breaks every rule of the architecture from the lowest floor, so that the rules are seen to fail.
public final class SeesTheTap {
  private SeesTheTap() {}

  /// A class of a floor above.
  public static TapException above() {
    return new TapException(TapException.Fault.PASSING, SeesBack.WORD);
  }

  /// A package of the JDK that belongs to others.
  public static Arena foreign() {
    return Arena.ofAuto();
  }

  /// A library that belongs to nobody.
  public static void library() {
    Assertions.fail("never called");
  }
}
