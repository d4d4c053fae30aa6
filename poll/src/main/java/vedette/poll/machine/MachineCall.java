package vedette.poll.machine;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import vedette.poll.Call;

/// What is read of the machine, and how often.
// A Call is a record of immutable parts: the checker cannot see it.
@SuppressWarnings("ImmutableEnumChecker")
public enum MachineCall {
  /// Memory, load, pressure, uptime.
  LOAD(10, 5),
  /// Space on file systems.
  DISKS(30, 20),
  /// What the kernel knows of its clock.
  CLOCK(60, 5),
  /// Sensors.
  TEMPERATURES(30, 10),
  /// Sizes of folders, which takes walking through them.
  DIRECTORIES(1_800, 120);

  private final Call call;

  MachineCall(int interval, int timeout) {
    call =
        new Call(
            name().toLowerCase(Locale.ROOT),
            Duration.ofSeconds(interval),
            Duration.ofSeconds(timeout));
  }

  /// Its name, interval and timeout.
  public Call call() {
    return call;
  }

  static Optional<MachineCall> named(String name) {
    return Arrays.stream(values()).filter(it -> it.call.name().equals(name)).findFirst();
  }
}
