package vedette.app.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import vedette.app.web.auth.Networks;

/// A port that serves metrics and nothing else, as usdt-dash's exporters do: without
/// authentication, to whoever may reach its address.
public final class MetricsServer implements AutoCloseable {
  private static final int CONNECTIONS = 64;
  private static final int CONNECTIONS_EACH = 16;
  private static final long IDLE_MILLIS = 30_000;

  private final Server server;
  private final ScheduledExecutorService timer;
  private final URI address;

  private MetricsServer(Server server, ScheduledExecutorService timer, URI address) {
    this.server = server;
    this.timer = timer;
    this.address = address;
  }

  /// Writes what a scrape gets.
  @FunctionalInterface
  public interface Writer {
    /// Writes all of it.
    ///
    /// @param out not closed by the writer
    void write(OutputStream out) throws IOException;
  }

  /// Starts it; when this returns, it answers `/metrics` and `/`.
  ///
  /// @param address an IP address
  /// @param port 0: any that is free
  /// @param contentType such as `text/plain; version=0.0.4; charset=utf-8`
  /// @param writer called for each scrape, on several threads at once
  /// @throws WebException if the port is taken
  public static MetricsServer start(String address, int port, String contentType, Writer writer) {
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    threads.setName("metrics-" + port);
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(8 << 10);
    http.setIdleTimeout(IDLE_MILLIS);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.addBean(new ConnectionLimits(CONNECTIONS, CONNECTIONS_EACH, new Networks(List.of())));
    SlowRequests slow = new SlowRequests(SlowRequests.SECONDS);
    connector.addBean(slow);
    server.addConnector(connector);
    server.setHandler(new Scrape(contentType, writer));
    server.setErrorHandler(new PlainErrors());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("metrics-timer").factory());
    try {
      server.start();
    } catch (Exception e) {
      timer.shutdownNow();
      stop(server);
      throw NotListening.because(e, "metrics", address, port, "metrics.address", "metrics.*-port");
    }
    slow.start(timer);
    String host = InetAddress.ofLiteral(address).getHostAddress();
    return new MetricsServer(
        server,
        timer,
        URI.create(
            "http://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + connector.getLocalPort()
                + "/metrics"));
  }

  /// Where it answers.
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      System.getLogger(MetricsServer.class.getName())
          .log(System.Logger.Level.WARNING, "metrics: did not stop in order", e);
    }
  }

  private static final class Scrape extends Handler.Abstract {
    private final String contentType;
    private final Writer writer;

    Scrape(String contentType, Writer writer) {
      this.contentType = contentType;
      this.writer = writer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = request.getHttpURI().getCanonicalPath();
      boolean get = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      if (!get || !("/".equals(path) || "/metrics".equals(path))) {
        response.setStatus(get ? 404 : 405);
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        byte[] words = "GET /metrics\n".getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(words), callback);
        return true;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
      writer.write(out);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      response.write(true, ByteBuffer.wrap(out.toByteArray()), callback);
      return true;
    }
  }
}
