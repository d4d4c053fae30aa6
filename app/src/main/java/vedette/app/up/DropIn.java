package vedette.app.up;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import vedette.app.config.Config;
import vedette.app.web.MetricsServer;
import vedette.app.web.WebException;
import vedette.watch.metrics.Exposition;
import vedette.watch.metrics.Metrics;

/// The two ports that take the place of usdt-dash's exporters. A port that is taken is said, and
/// tried again with the next [#care]: another exporter may still run there.
final class DropIn implements AutoCloseable {
  private final Metrics metrics;
  private final Voice voice;
  private final List<MetricsServer> servers = new ArrayList<>();
  private Config.Metrics wish;
  private boolean complete;

  DropIn(Config config, Metrics metrics, Voice voice) {
    this.metrics = metrics;
    this.voice = voice;
    wish = config.metrics();
    open();
  }

  /// Tries again what did not succeed.
  synchronized void care() {
    if (!complete) {
      close();
      open();
    }
  }

  /// Goes by other settings.
  synchronized void configure(Config config) {
    if (!config.metrics().equals(wish)) {
      wish = config.metrics();
      close();
      open();
    }
  }

  private void open() {
    complete = true;
    if (wish.dropIn()) {
      open(wish.tracepointPort(), metrics::usdtDash);
      open(wish.rpcPort(), metrics::usdtDashRpc);
    }
  }

  private void open(int port, Supplier<Exposition> exposition) {
    try {
      servers.add(
          MetricsServer.start(
              wish.address(),
              port,
              exposition.get().contentType(),
              out -> exposition.get().writeTo(out)));
      voice.about("metrics port " + port, "");
    } catch (WebException refused) {
      complete = false;
      voice.about("metrics port " + port, String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public synchronized void close() {
    servers.forEach(MetricsServer::close);
    servers.clear();
  }
}
