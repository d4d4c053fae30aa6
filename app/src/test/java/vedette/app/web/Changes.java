package vedette.app.web;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import vedette.app.web.api.Topic;

/// Changes what is under a topic all the time.
final class Changes implements AutoCloseable {
  // Many frames: the topic peers rests longer. What is in it does not matter to the stream.
  static final Topic OF = new Topic(Topic.Kind.BLOCKS, Planted.KEY);
  static final String TOPIC = "blocks/" + Planted.KEY;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final Thread thread;

  /// @param peers how many rows change
  Changes(Running running, int peers) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              for (long value = 1; !stop.get(); value++) {
                running.backend().views.put(OF, Planted.peers(peers, value));
                LockSupport.parkNanos(20_000_000);
              }
            });
  }

  @Override
  public void close() {
    stop.set(true);
    Awaitility.await().atMost(Http.PATIENCE).until(() -> !thread.isAlive());
  }
}
