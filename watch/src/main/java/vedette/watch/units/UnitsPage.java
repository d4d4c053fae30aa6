package vedette.watch.units;

import java.util.List;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// The units, those that need a look first. Words are systemd's.
public record UnitsPage(List<Unit> units) implements KindPage {

  /// One unit.
  ///
  /// @param state whether it needs a look: `warn`, `ok`, or `gone` if it does not run
  /// @param since since when it is in its state, ms
  /// @param restarts how often systemd has started it again by itself
  /// @param lately how often of these in the last hour, as far as we watched
  public record Unit(
      String name,
      String state,
      String active,
      String sub,
      String result,
      OptionalLong since,
      OptionalLong memory,
      OptionalLong restarts,
      int lately) {}
}
