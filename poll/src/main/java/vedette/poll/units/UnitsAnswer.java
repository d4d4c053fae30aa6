package vedette.poll.units;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// What the manager says.
///
/// @param units those that it knows, in the order in which they were asked for
public record UnitsAnswer(List<Unit> units) implements Answer {
  /// Keeps its own list.
  public UnitsAnswer {
    units = List.copyOf(units);
  }

  /// One unit. Words are systemd's own.
  ///
  /// @param name with its ending
  /// @param load `loaded`, `masked`, `error`, `bad-setting`
  /// @param active `active`, `reloading`, `inactive`, `failed`, `activating`, `deactivating`,
  ///   `maintenance`
  /// @param sub finer, such as `running`, `auto-restart`, `dead`
  /// @param result why it ended, such as `exit-code`, `oom-kill`; `success` if all is well
  /// @param restarts how often the manager has started it again by itself
  /// @param memory bytes of all its processes; empty where that is not accounted
  /// @param since for how long it has been in this state
  public record Unit(
      String name,
      String load,
      String active,
      String sub,
      String result,
      OptionalLong restarts,
      OptionalLong memory,
      Optional<Duration> since) {}
}
