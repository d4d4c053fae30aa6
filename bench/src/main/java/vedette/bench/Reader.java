package vedette.bench;

import java.time.Duration;
import vedette.event.Selection;
import vedette.tap.EventView;
import vedette.tap.SourceStats;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.Target;
import vedette.tap.ViewHandler;

/// A live tap on the benchmarks' node, read on a thread of its own until it is closed.
final class Reader implements AutoCloseable {
  private final Tap tap;
  private final Thread thread;

  Reader(Tap tap, ViewHandler handler) {
    this.tap = tap;
    thread =
        Thread.ofPlatform()
            .name("reader")
            .start(() -> {
              while (!tap.ended()) {
                tap.pollViews(Duration.ofSeconds(1), handler);
              }
            });
  }

  /// A tap on messages that come in, as these benchmarks fire them.
  static Tap open(String selection, long maxPayload, int ringBytes) {
    return Tap.open(
        TapOptions.defaults()
            .withTarget(new Target.Executable(Node.file()))
            .withSelection(Selection.parse(selection))
            .withMaxPayload(maxPayload)
            .withRingBytes(ringBytes));
  }

  /// Does nothing with an event: it has been found and counted.
  static void ignore(EventView event) {}

  SourceStats stats() {
    return tap.stats();
  }

  @Override
  public void close() {
    tap.stop();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    tap.close();
  }
}
