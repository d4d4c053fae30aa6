package vedette.app.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import vedette.app.web.live.Outlet;

/// Sends to a WebSocket, one frame at a time: the next one is handed to Jetty when the network took
/// the one before, so that nothing piles up there.
final class SocketOutlet implements Outlet {
  private static final long SLOWEST_SECONDS = 60;

  private final Session session;
  private final ScheduledExecutorService timer;

  SocketOutlet(Session session, ScheduledExecutorService timer) {
    this.session = session;
    this.timer = timer;
  }

  @Override
  public void send(String text) throws IOException {
    Callback.Completable sent = new Callback.Completable();
    session.sendText(text, sent);
    await(sent);
  }

  @Override
  public void ping() throws IOException {
    Callback.Completable sent = new Callback.Completable();
    session.sendPing(ByteBuffer.allocate(0), sent);
    await(sent);
  }

  private void await(Callback.Completable sent) throws IOException {
    try {
      var _ = sent.get(SLOWEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      session.disconnect();
      throw new IOException("live: a client does not read", e);
    } catch (ExecutionException e) {
      throw new IOException("live: a client is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("live: stopped", e);
    }
  }

  @Override
  public void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
    // A client that does not read does not read this either.
    if (!timer.isShutdown()) {
      var _ = timer.schedule(session::disconnect, 2, TimeUnit.SECONDS);
    }
  }
}
