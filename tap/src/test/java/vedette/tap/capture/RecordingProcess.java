package vedette.tap.capture;

import java.nio.file.Path;
import java.util.Random;
import vedette.tap.TapException;

/// A process that records for ever, to be killed or to run out of room. Prints how many events are
/// in the file after each block, and why it ended.
final class RecordingProcess {
  private RecordingProcess() {}

  static final long SEED = 99;

  public static void main(String[] arguments) {
    Random random = new Random(SEED);
    try (RecordingWriter writer = RecordingWriter.open(Path.of(arguments[0]))) {
      long events = 0;
      for (int i = 0; ; i++) {
        writer.write(Fixtures.event(random, i % Fixtures.KINDS, i + 1));
        if (writer.events() != events) {
          events = writer.events();
          System.out.println(events);
        }
      }
    } catch (TapException full) {
      System.out.println("failed: " + full.getMessage());
    }
  }
}
