package vedette.app.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

/// A port that serves metrics and nothing else, as usdt-dash's exporters do.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // not written yet
public final class MetricsServer implements AutoCloseable {
  private MetricsServer() {}

  /// Writes what a scrape gets.
  @FunctionalInterface
  public interface Writer {
    /// Writes it.
    ///
    /// @param out not closed by the writer
    void write(OutputStream out) throws IOException;
  }

  /// Starts it; when this returns, it answers `/metrics` and `/`.
  ///
  /// @param address an IP address
  /// @param contentType such as `text/plain; version=0.0.4; charset=utf-8`
  /// @param writer called for each scrape, on several threads at once
  /// @throws WebException if the port is taken
  public static MetricsServer start(String address, int port, String contentType, Writer writer) {
    throw new UnsupportedOperationException("later " + address + port + contentType + writer);
  }

  /// Where it answers.
  public URI address() {
    throw new UnsupportedOperationException("later");
  }

  @Override
  public void close() {}
}
