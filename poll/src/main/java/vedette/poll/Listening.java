package vedette.poll;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps a target's stream open on a virtual thread: [Session#listen] again and again, ever less
/// often while it breaks.
final class Listening {
  private static final System.Logger LOG = System.getLogger(Listening.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration SLOWEST = Duration.ofSeconds(30);

  /// A stream that lasted this long was no failure to open one.
  private static final Duration LASTED = Duration.ofSeconds(60);

  private final String key;
  private final Session session;
  private final Consumer<String> changed;
  private @Nullable Thread thread;
  private boolean stopped;

  Listening(String key, Session session, Consumer<String> changed) {
    this.key = key;
    this.session = session;
    this.changed = changed;
  }

  /// Begins at the first call, later ones do nothing. Waits for nothing.
  synchronized void begin() {
    if (thread == null && !stopped) {
      thread = Thread.ofVirtual().name("listen " + key).start(this::run);
    }
  }

  /// Ends it; does not wait until it has.
  synchronized void stop() {
    stopped = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run() {
    Duration wait = FIRST;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long began = System.nanoTime();
        try {
          session.listen(changed);
          return;
        } catch (PollException broken) {
          LOG.log(System.Logger.Level.DEBUG, () -> key + ": its stream: " + broken.getMessage());
        } catch (RuntimeException mistake) {
          LOG.log(System.Logger.Level.ERROR, () -> key + ": listening", mistake);
        }
        if (System.nanoTime() - began > LASTED.toNanos()) {
          wait = FIRST;
        }
        double spread = 0.75 + ThreadLocalRandom.current().nextDouble() / 2;
        Thread.sleep(Duration.ofMillis(Math.round(wait.toMillis() * spread)));
        wait = wait.multipliedBy(2).compareTo(SLOWEST) > 0 ? SLOWEST : wait.multipliedBy(2);
      }
    } catch (InterruptedException ended) {
      // The target is not polled any more.
    }
  }
}
