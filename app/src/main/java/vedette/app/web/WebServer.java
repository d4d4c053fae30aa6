package vedette.app.web;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import vedette.app.config.Config;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Events;
import vedette.watch.view.SystemView;

/// The running web server.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // not written yet
public final class WebServer implements AutoCloseable {

  private WebServer() {}

  /// Starts it; when this returns, it answers.
  ///
  /// @param config uses `web` and `directory`
  /// @throws WebException if the port is taken, or if it could be reached from other machines
  ///   without a password
  public static WebServer start(Config config, Backend backend, Events events) {
    throw new UnsupportedOperationException("later " + config + backend + events);
  }

  /// Where it answers, such as `http://127.0.0.1:21000/`.
  public URI address() {
    throw new UnsupportedOperationException("later");
  }

  /// The owner's password, if it was made by this start: it is to be shown now, and cannot be had
  /// again.
  public Optional<String> newPassword() {
    return Optional.empty();
  }

  /// Makes an address that logs a browser in, once, within 15 minutes.
  public URI loginLink() {
    throw new UnsupportedOperationException("later");
  }

  /// Writes a line into the audit log, such as what became of a reload.
  ///
  /// @param what a word, such as `config_reloaded`
  /// @param detail a sentence, no secrets
  public void audit(String what, String detail) {}

  /// The bounded places of the web server, for the topic `system`.
  public List<SystemView.QueueRow> queues() {
    return List.of();
  }

  /// Stops: clients are told, requests get two seconds.
  @Override
  public void close() {}
}
