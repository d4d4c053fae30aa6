package vedette.app.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Ends connections whose request line and headers take too long, however steadily their bytes drip
/// (slow loris): Jetty's idle timeout only sees silence.
///
/// Looks at all connections once a second; a connection that is between two requests is left alone.
final class SlowRequests implements Connection.Listener {
  /// How long a request's headers may take.
  static final int SECONDS = 10;

  private final Map<HttpConnection, Long> sinceNanos = new ConcurrentHashMap<>();
  private final int seconds;
  private final AtomicLong ended = new AtomicLong();

  SlowRequests(int seconds) {
    this.seconds = seconds;
  }

  void start(ScheduledExecutorService timer) {
    var _ = timer.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      sinceNanos.put(http, System.nanoTime());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      sinceNanos.remove(http);
    }
  }

  long ended() {
    return ended.get();
  }

  private void look() {
    long now = System.nanoTime();
    for (Map.Entry<HttpConnection, Long> entry : sinceNanos.entrySet()) {
      var parser = entry.getKey().getParser();
      boolean amidHeaders = parser.inHeaderState() && !parser.isStart();
      if (!amidHeaders) {
        entry.setValue(now);
      } else if (now - entry.getValue() > TimeUnit.SECONDS.toNanos(seconds)) {
        ended.incrementAndGet();
        entry.getKey().getEndPoint().close();
      }
    }
  }
}
