package vedette.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/// What [KillTest] kills: gives samples without end and prints the number of the last one each time
/// that history says it is written.
final class KilledWriter {
  private KilledWriter() {}

  /// Runs until it is killed.
  ///
  /// @param args the database, the first number, a seed
  public static void main(String[] args) throws Exception {
    HistoryOptions options =
        HistoryOptions.of(Path.of(args[0])).withCommitEvery(Duration.ofMillis(10));
    Random random = new Random(Long.parseLong(args[2]));
    try (History history = History.open(options)) {
      for (long i = Long.parseLong(args[1]); ; i++) {
        while (!history.sample("main", "n", "", KillTest.time(i), (double) i)) {
          Thread.onSpinWait();
        }
        if (random.nextInt(50) == 0 && history.flush(Duration.ofSeconds(60))) {
          System.out.println(i);
        }
      }
    }
  }
}
