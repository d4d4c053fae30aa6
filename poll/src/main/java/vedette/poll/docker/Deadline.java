package vedette.poll.docker;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Closes a connection when time is over, or it is closed itself: a Unix socket's channel knows no
/// timeout of its own.
final class Deadline implements AutoCloseable {
  private final Thread watch;
  private @Nullable SocketChannel channel;
  private boolean passed;

  private Deadline(Duration time) {
    watch =
        Thread.ofVirtual()
            .name("deadline")
            .unstarted(() -> {
              try {
                Thread.sleep(time);
                pass();
              } catch (InterruptedException done) {
                // In time.
              }
            });
  }

  static Deadline in(Duration time) {
    Deadline deadline = new Deadline(time);
    deadline.watch.start();
    return deadline;
  }

  /// Concerns this connection from now on, instead of the one before.
  synchronized void of(SocketChannel now) throws IOException {
    channel = now;
    if (passed) {
      now.close();
    }
  }

  private synchronized void pass() {
    passed = true;
    end();
  }

  private synchronized void end() {
    SocketChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException closed) {
        // It is what was wanted.
      }
    }
  }

  synchronized boolean passed() {
    return passed;
  }

  /// Ends the connection, too.
  @Override
  public void close() {
    watch.interrupt();
    end();
  }
}
