package vedette.watch.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import vedette.tap.SourceStats;
import vedette.tap.Tap;
import vedette.tap.TapException;
import vedette.tap.TapOptions;
import vedette.tap.Target;

/// A demo node that is tapped into metrics until it is closed, with readings as an RPC would give.
final class DemoLife implements AutoCloseable {
  private static final String NODE = "main";

  private final Process node;
  private final Tap tap;
  private final Thread reader;

  private DemoLife(Process node, Tap tap, Metrics metrics) {
    this.node = node;
    this.tap = tap;
    reader = Thread.ofPlatform().name("tap").start(() -> read(metrics));
  }

  /// @throws TapException if the kernel or the rights do not allow it
  static DemoLife start(Path repository, Path folder, Metrics metrics) {
    Commands.Result made = Commands.run("", "make", "-C", repository.resolve("demo").toString());
    if (made.code() != 0) {
      throw new IllegalStateException("the demo node cannot be built: " + made.output());
    }
    try {
      // A copy of its own, so that nobody else's demo node is watched.
      Path program =
          Files.copy(
              repository.resolve("demo/build/demo-node"),
              folder.resolve("demo-node-" + ProcessHandle.current().pid()),
              StandardCopyOption.COPY_ATTRIBUTES);
      Tap tap = Tap.open(TapOptions.defaults().withTarget(new Target.Executable(program)));
      Process node =
          new ProcessBuilder(
                  program.toString(), "--wait-attached", "--rate", "4000", "--peers", "60")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("demo.log").toFile())
              .start();
      return new DemoLife(node, tap, metrics);
    } catch (IOException failed) {
      throw new UncheckedIOException("the demo node cannot be started", failed);
    }
  }

  private void read(Metrics metrics) {
    long turn = 0;
    long next = System.nanoTime();
    while (!tap.ended()) {
      tap.poll(Duration.ofMillis(100), event -> metrics.accept(NODE, event));
      if (System.nanoTime() - next >= 0) {
        Answers.all(NODE, turn++).forEach(metrics::accept);
        metrics.counted(tap.stats().events().stream().map(DemoLife::count).toList());
        next += TimeUnit.MILLISECONDS.toNanos(500);
      }
    }
  }

  private static TracepointCount count(SourceStats.Count of) {
    return new TracepointCount(of.event(), of.delivered(), of.lost(), of.dropped(), of.filtered());
  }

  @Override
  public void close() {
    tap.stop();
    node.destroyForcibly();
    try {
      reader.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    tap.close();
  }
}
