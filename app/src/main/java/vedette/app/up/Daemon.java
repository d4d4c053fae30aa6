package vedette.app.up;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.Loaded;
import vedette.app.systemd.Notify;
import vedette.app.web.WebServer;
import vedette.app.web.api.Events;
import vedette.history.History;
import vedette.history.HistoryOptions;
import vedette.poll.Poller;
import vedette.poll.Reading;
import vedette.watch.Happenings;
import vedette.watch.Watch;
import vedette.watch.metrics.NodeMetrics;

/// Everything that `vedette up` is made of, opened in its order and closed in reverse.
///
/// ```
/// tap ──► EventFold ──► watch, metrics, web's events, recordings
/// poller ─────────────► watch, metrics
/// care (once a second): census, time, samples ──► history
/// ```
final class Daemon implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Voice voice;
  private final Notify notify;
  private final Census census;
  private final Tapping tapping;
  private final DropIn dropIn;
  private final Recordings recordings;
  private final WebServer web;
  private Config config;

  private Daemon(Loaded loaded, List<String> demoOptions, Voice voice, Notify notify) {
    this.voice = voice;
    this.notify = notify;
    config = loaded.config();
    voice.level(config.log().level());
    loaded.file().ifPresent(file -> voice.info("settings from " + file));
    Vitals vitals = new Vitals();
    Usage usage = new Usage();
    Optional<History> history = history(config);
    Optional<HistoryKeeper> keeper = history.map(HistoryKeeper::new);
    Watch watch =
        new Watch(InstantSource.system(), keeper.<Happenings>map(it -> it).orElse(Happenings.NONE));
    NodeMetrics metrics = new NodeMetrics();
    Events events = new Events();
    Poller poller =
        opened(Poller.start((Reading reading) -> {
          watch.accept(reading);
          metrics.accept(reading);
        }));
    DemoLife demo = opened(new DemoLife(demoOptions, voice));
    recordings = opened(new Recordings(config, voice));
    // The census asks the tap what is wrong, the tap's events ask the census whose they are.
    Supplier<String> trouble = () -> tapTrouble();
    census = new Census(config, watch, poller, demo, trouble);
    census.look();
    EventFold fold = new EventFold(census, watch, metrics, events, recordings, vitals);
    tapping = opened(new Tapping(config, fold, voice));
    demo.begin();
    SystemFacts system =
        new SystemFacts(
            version(),
            usage,
            watch,
            tapping::loop,
            () -> history.map(History::status),
            this::webQueues);
    LiveBackend backend =
        new LiveBackend(
            watch,
            census,
            system,
            new Past(history),
            recordings,
            vitals,
            out -> metrics.writeOpenMetrics(out));
    dropIn = opened(new DropIn(config, metrics, voice));
    web = opened(WebServer.start(config, backend, events));
    opened(
        Care.start(
            new Care.Charges(
                census, watch, keeper, usage, vitals, tapping, history, metrics, system, voice, notify)));
  }

  /// Opens everything; when this returns, the dashboard answers.
  ///
  /// @param demoOptions for the demo node, if there is to be one
  /// @throws vedette.app.web.WebException if the web server cannot be started; everything else that
  ///   does not work is said and goes on being tried
  static Daemon start(Loaded loaded, List<String> demoOptions, Voice voice, Notify notify) {
    Daemon daemon = new Daemon(loaded, demoOptions, voice, notify);
    daemon.greet();
    return daemon;
  }
}
