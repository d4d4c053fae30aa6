package vedette.tap.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import vedette.tap.TapException;

/// A process that records, to be killed or to run out of room. Prints how many events are in the
/// file after each block, and why it ended. Who kills it too late finds no more than so many
/// blocks.
final class RecordingProcess {
  private RecordingProcess() {}

  static final long SEED = 99;
  private static final int MOST_BLOCKS = 400;

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(SEED);
    try (RecordingWriter writer = RecordingWriter.open(Path.of(arguments[0]))) {
      long events = 0;
      int blocks = 0;
      for (int i = 0; blocks < MOST_BLOCKS; i++) {
        writer.write(Fixtures.event(random, i % Fixtures.KINDS, i + 1));
        if (writer.events() != events) {
          events = writer.events();
          blocks++;
          System.out.println(events);
        }
      }
      System.in.readAllBytes();
    } catch (TapException full) {
      System.out.println("failed: " + full.getMessage());
    }
  }
}
