package vedette.app.up;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.FailedException;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.config.ConfigCommand;
import vedette.app.config.ConfigException;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.app.process.OwnEnvironment;
import vedette.app.process.Signals;
import vedette.app.systemd.Notify;
import vedette.app.web.WebException;

/// `vedette up`: watches until it is told to end.
public final class UpCommand implements Command {
  private static final String DEMO_RATE = "--demo-rate";
  private static final String DEMO_PEERS = "--demo-peers";

  /// What the process was asked to do from outside.
  private enum Wish {
    END,
    RELOAD
  }

  /// Nothing is started yet.
  public UpCommand() {}

  @Override
  public String about() {
    return """
    Watches the nodes of this machine and serves a dashboard at http://127.0.0.1:21000/.
    Needs no configuration: finds every bitcoind, its tracepoints (root, or CAP_BPF and CAP_PERFMON) and
    its RPC; what is missing is said and the rest goes on. Without a node it shows the demo node.
    Ctrl-C and SIGTERM end it; SIGHUP reads the configuration again. More in docs/configuration.md.
    """;
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "Settings",
            Option.value(
                "--config",
                "FILE",
                "this file (default: the first of ./vedette.yaml,"
                    + " $XDG_CONFIG_HOME/vedette/vedette.yaml, /etc/vedette/vedette.yaml)"),
            Option.repeated("--set", "KEY=VALUE", "sets one, such as web.port=21001"),
            Option.value("--port", "N", "the dashboard's port (web.port)"),
            Option.value("--directory", "DIR", "where everything is kept (directory)")),
        OptionGroup.of(
            "Demo",
            Option.flag("--demo", "only the demo node, even if a bitcoind runs"),
            Option.value(DEMO_RATE, "N", "events per second of the demo node"),
            Option.value(DEMO_PEERS, "N", "peers of the demo node, at most 1000")),
        OptionGroup.of("End", Option.value("--duration", "TIME", "ends after that, such as 90s")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) throws InterruptedException {
    given.allowNone();
    Voice voice = new Voice(err, System.getenv("JOURNAL_STREAM") != null);
    voice.adoptLibraries();
    ConfigSource source = source(given);
    List<String> demo = demoOptions(given);
    Duration duration = given.duration("--duration").orElse(Duration.ZERO);
    Notify notify = Notify.of(System.getenv(), ProcessHandle.current().pid());
    BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
    try (Signals signals = new Signals()) {
      List.of("TERM", "INT").forEach(name -> signals.on(name, () -> wishes.add(Wish.END)));
      signals.on("HUP", () -> wishes.add(Wish.RELOAD));
      Loaded loaded = Loaded.from(source);
      loaded.variablesWithSecrets().forEach(OwnEnvironment::hide);
      try (Daemon daemon = Daemon.start(loaded, demo, voice, notify)) {
        serve(daemon, source, voice, wishes, duration);
      }
      voice.info("ended");
      return ExitCode.OK;
    } catch (ConfigException refused) {
      throw new FailedException(String.valueOf(refused.getMessage()), ExitCode.REFUSED, refused);
    } catch (WebException refused) {
      throw new FailedException(
          String.valueOf(refused.getMessage()),
          refused.passing() ? ExitCode.RETRY : ExitCode.REFUSED,
          refused);
    }
  }

  private static void serve(
      Daemon daemon,
      ConfigSource source,
      Voice voice,
      BlockingQueue<Wish> wishes,
      Duration duration)
      throws InterruptedException {
    long deadline = System.nanoTime() + duration.toNanos();
    while (true) {
      Wish wish =
          duration.isZero()
              ? wishes.take()
              : wishes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (wish != Wish.RELOAD) {
        return;
      }
      try {
        Loaded again = Loaded.from(source);
        again.variablesWithSecrets().forEach(OwnEnvironment::hide);
        daemon.reload(again);
      } catch (ConfigException mistaken) {
        daemon.refused(mistaken);
        voice.error(
            "the configuration was not read again, the one before goes on: "
                + mistaken.getMessage());
      }
    }
  }

  private static ConfigSource source(Arguments given) {
    ConfigSource typed = ConfigCommand.source(given, System.getenv());
    Map<String, String> settings = new HashMap<>(typed.commandLine());
    given.text("--port").ifPresent(port -> settings.put("web.port", port));
    given.path("--directory").ifPresent(folder -> settings.put("directory", folder.toString()));
    if (given.has("--demo")) {
      settings.put("demo", "always");
      settings.put("discovery", "false");
    }
    return new ConfigSource(typed.file(), typed.environment(), settings, typed.folder());
  }

  private static List<String> demoOptions(Arguments given) {
    List<String> options = new ArrayList<>();
    given
        .number(DEMO_RATE, 0, 1_000_000_000)
        .ifPresent(rate -> options.addAll(List.of("--rate", Long.toString(rate))));
    given
        .number(DEMO_PEERS, 1, 1_000)
        .ifPresent(peers -> options.addAll(List.of("--peers", Long.toString(peers))));
    return options;
  }
}
