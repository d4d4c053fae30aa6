package vedette.app.alerts;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What [AlarmTest] kills: an alarm with a node whose network is off.
final class KilledAlarm {
  private KilledAlarm() {}

  /// Runs until it is killed.
  ///
  /// @param args Vedette's directory, address of the webhook
  public static void main(String[] args) {
    Bench bench = new Bench(Path.of(args[0]), Bench.settings(URI.create(args[1])));
    boolean told = false;
    while (true) {
      bench.network(false);
      if (!told && !bench.alarm.view().firing().isEmpty()) {
        // What the test waits for; said once, since nobody empties the file.
        System.out.println("fires");
        told = true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
