package vedette.app.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vedette.app.alerts.Alarm;
import vedette.app.backup.Keeping;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.Loaded;
import vedette.app.services.TruebitOffer;
import vedette.app.systemd.Notify;
import vedette.app.truebit.TruebitNodes;
import vedette.app.web.WebServer;
import vedette.app.web.api.Events;
import vedette.history.Happening;
import vedette.history.History;
import vedette.history.HistoryOptions;
import vedette.poll.Poller;
import vedette.watch.Happenings;
import vedette.watch.Watch;
import vedette.watch.metrics.Metrics;
import vedette.watch.view.SystemView;

/// Everything that `vedette up` is made of, opened in its order and closed in reverse.
///
/// ```
/// tap ────► EventFold ──► watch, metrics, web's events, recordings
/// poller ──────────────► watch, metrics
/// Care, once a second: census, time, samples ──► history
/// ```
final class Daemon implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Voice voice;
  private final Notify notify;
  private final DemoLife demo;
  private final Census census;
  private final Roster roster;
  private final Keeping keeping;
  private final Tapping tapping;
  private final DropIn dropIn;
  private final Recorders recorders;
  private final Alarm alarm;
  private final WebServer web;
  private Config config;

  private Daemon(Loaded loaded, List<String> demoOptions, Voice voice, Notify notify) {
    this.voice = voice;
    this.notify = notify;
    config = loaded.config();
    voice.level(config.log().level());
    loaded.file().ifPresent(file -> voice.info("settings from " + file));
    makePrivate(config.directory());
    try {
      Vitals vitals = new Vitals();
      Usage usage = new Usage();
      Optional<History> history = history(config).map(this::opened);
      Optional<HistoryKeeper> keeper = history.map(HistoryKeeper::new);
      Watch watch =
          new Watch(
              InstantSource.system(), keeper.<Happenings>map(it -> it).orElse(Happenings.NONE));
      Metrics metrics =
          config
              .metrics()
              .node()
              .map(node -> Metrics.create(version(), node))
              .orElseGet(() -> Metrics.create(version()));
      // Before the poller, and so closed after it: what it still reads is kept.
      TruebitNodes truebit = opened(new TruebitNodes());
      Poller poller =
          opened(
              Poller.start(reading -> {
                if (!watch.services().accept(reading)) {
                  watch.accept(reading);
                  metrics.accept(reading);
                }
              }));
      metrics.services(watch.services());
      demo = opened(new DemoLife(demoOptions, voice));
      recorders = opened(new Recorders(config, voice));
      Events events = new Events();
      // The census asks the tap what is wrong with it, the tap's events ask the census whose they
      // are.
      AtomicReference<@Nullable Tapping> tap = new AtomicReference<>();
      census = new Census(config, watch, metrics, poller, demo, () -> trouble(tap.get()));
      census.look();
      keeping = opened(new Keeping(config, voice::about));
      roster =
          new Roster(config, watch, poller, voice, List.of(keeping, new TruebitOffer(truebit)));
      EventFold fold = new EventFold(census, watch, metrics, events, recorders, voice);
      tapping = opened(new Tapping(config, fold, vitals, voice));
      tap.set(tapping);
      AtomicReference<@Nullable WebServer> server = new AtomicReference<>();
      SystemFacts system =
          new SystemFacts(
              version(),
              usage,
              watch,
              tapping::loop,
              () -> history.map(History::status),
              () -> queues(server.get()));
      alarm =
          opened(
              Alarm.start(
                  config.alerts(),
                  new Alarm.Parts(
                      config.directory(),
                      watch,
                      metrics,
                      happening -> history.ifPresent(it -> keep(it, happening)),
                      voice::about,
                      vitals::turn)));
      LiveBackend backend =
          new LiveBackend(
              watch, census, system, new Past(history), recorders, vitals, metrics, alarm, truebit);
      dropIn = opened(new DropIn(config, metrics, voice));
      web = opened(WebServer.start(config, backend, events));
      server.set(web);
      opened(
          Care.start(
              new Care.Charges(
                  census, roster, keeping, watch, keeper, history, metrics, tapping, recorders,
                  dropIn, usage, vitals, voice, notify)));
    } catch (RuntimeException | Error refused) {
      close();
      throw refused;
    }
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

  /// The dashboard can be opened while the tap still attaches.
  private void greet() {
    web.newPassword()
        .ifPresent(password -> voice.info("the owner's password, shown this once: " + password));
    voice.info("dashboard at " + web.address() + " (log in once with " + web.loginLink() + ")");
    tapping.awaitFirstTry();
    demo.begin();
    voice.about("tap", tapping.trouble());
    List<String> names = census.nodes().stream().map(node -> node.name()).toList();
    String watched = names.isEmpty() ? "no node yet" : String.join(", ", names);
    voice.info("watches " + watched);
    notify.ready("watches " + watched);
    web.keepPasswords();
  }

  /// Goes by other settings, as far as they can change while it runs; says what cannot.
  void reload(Loaded loaded) {
    notify.reloading();
    Config other = loaded.config();
    voice.level(other.log().level());
    census.configure(other);
    keeping.configure(other);
    roster.configure(other);
    tapping.configure(other);
    dropIn.configure(other);
    recorders.configure(other);
    alarm.configure(other.alerts());
    List<String> fixed = Reload.fixed(config, other);
    if (!fixed.isEmpty()) {
      voice.warn(
          "settings that count only after a restart have changed: " + String.join(", ", fixed));
    }
    config = other;
    String detail = loaded.file().map(Path::toString).orElse("no file");
    web.audit("config_reloaded", detail);
    voice.info("settings read again from " + detail);
    notify.ready("watches " + census.nodes().size() + " nodes");
  }

  /// A reload was not done.
  void refused(ConfigException mistaken) {
    web.audit(
        "config_refused", String.valueOf(mistaken.getMessage()).lines().findFirst().orElse(""));
    notify.ready("the configuration is mistaken, the one before goes on");
  }

  /// Peers' addresses and the like are nobody else's. One that is there already is its owner's
  /// affair.
  private void makePrivate(Path directory) {
    try {
      Path _ =
          Files.createDirectories(
              directory,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException refused) {
      voice.warn(directory + ": it cannot be made (" + refused.getMessage() + ")");
    }
  }

  /// What finds no room is counted by history itself.
  private static void keep(History history, Happening happening) {
    boolean _ = history.happening(happening);
  }

  private static String trouble(@Nullable Tapping tapping) {
    return tapping == null ? "" : tapping.trouble();
  }

  private static List<SystemView.QueueRow> queues(@Nullable WebServer web) {
    return web == null ? List.of() : web.queues();
  }

  private static Optional<History> history(Config config) {
    Config.History wish = config.history();
    if (!wish.enabled()) {
      return Optional.empty();
    }
    return Optional.of(
        History.open(
            HistoryOptions.of(config.historyFile())
                .withKeep(
                    new HistoryOptions.Keep(
                        wish.keep10s(), wish.keep1min(), wish.keep1h(), wish.keepThings()))
                .withMaxBytes(wish.size())));
  }

  private static String version() {
    String version = Daemon.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked build" : version;
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    notify.stopping();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failed) {
        voice.error("while ending: " + failed);
      }
    }
  }
}
