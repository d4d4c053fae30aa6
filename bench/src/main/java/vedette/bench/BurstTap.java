package vedette.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import vedette.event.Event;
import vedette.event.Selection;
import vedette.event.json.EventJson;
import vedette.tap.SourceStats;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.Target;
import vedette.tap.capture.RecordingWriter;

/// The process that `Burst` looks at: a tap with one sink. Ends when the node has ended and
/// everything is read; prints then `<delivered> <lost> <without payload> <CPU ns> <peak kB> <sink's
/// count>`.
///
/// Arguments: the sink: `views`, `events`, `json` or `record`, and for the last one a file.
final class BurstTap {
  private BurstTap() {}

  /// What takes the events.
  private interface Sink extends AutoCloseable {
    int poll(Tap tap, Duration timeout);

    long count();

    @Override
    default void close() throws IOException {}
  }

  public static void main(String[] arguments) throws Exception {
    try (Tap tap =
            Tap.open(
                TapOptions.defaults()
                    .withTarget(new Target.Executable(Node.file()))
                    .withSelection(Selection.ALL));
        Sink sink = sink(arguments)) {
      System.out.println("ready");
      boolean started = false;
      boolean idle = false;
      // The node has ended when nothing has come for a second after something did.
      while (!started || !idle) {
        int count = sink.poll(tap, Duration.ofSeconds(1));
        started |= count > 2;
        idle = count == 0;
      }
      long delivered = 0;
      long lost = 0;
      long bare = 0;
      for (SourceStats.Count count : tap.stats().events()) {
        delivered += count.delivered();
        lost += count.lost();
        bare += count.payloads();
      }
      System.out.printf(
          Locale.ROOT,
          "%d %d %d %d %d %d%n",
          delivered,
          lost,
          bare,
          Machine.processNanos(Machine.pid()),
          Machine.peakKilobytes(Machine.pid()),
          sink.count());
    }
  }

  private static Sink sink(String[] arguments) throws IOException {
    return switch (arguments[0]) {
      case "views" -> new Views();
      case "events" -> new Events();
      case "json" -> new Json();
      case "record" -> new ToFile(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException("no such sink: " + arguments[0]);
    };
  }

  private static final class Views implements Sink {
    private long count;

    @Override
    public int poll(Tap tap, Duration timeout) {
      return tap.pollViews(timeout, view -> count++);
    }

    @Override
    public long count() {
      return count;
    }
  }

  private static final class Events implements Sink {
    private long count;

    @Override
    public int poll(Tap tap, Duration timeout) {
      return tap.poll(timeout, event -> count++);
    }

    @Override
    public long count() {
      return count;
    }
  }

  private static final class Json implements Sink {
    private final OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(Path.of("/dev/null")), 1 << 16);
    private final EventJson json = new EventJson(out, EventJson.Options.DEFAULT);
    private long count;

    Json() throws IOException {}

    @Override
    public int poll(Tap tap, Duration timeout) {
      return tap.poll(timeout, this::write);
    }

    private void write(Event event) {
      try {
        json.write(event);
        count++;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public long count() {
      return count;
    }

    @Override
    public void close() throws IOException {
      json.close();
      out.close();
    }
  }

  private static final class ToFile implements Sink {
    private final RecordingWriter writer;

    ToFile(Path file) {
      writer = RecordingWriter.open(file);
    }

    @Override
    public int poll(Tap tap, Duration timeout) {
      return tap.poll(timeout, writer::write);
    }

    @Override
    public long count() {
      return writer.events();
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
