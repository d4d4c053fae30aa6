package vedette.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vedette.event.Selection;

/// What Vedette was told to do, whole and within its limits. docs/configuration.md explains each
/// setting; the names here are the ones there.
///
/// @param nodes declared nodes, at most 32, keys are unique
/// @param discovery whether nodes on this machine are looked for besides
/// @param monerod declared Monero nodes, at most 16, keys are unique
/// @param electrum declared Electrum servers, at most 16, keys are unique
/// @param lnd declared LNDs, at most 16, keys are unique
/// @param directory where passwords, tokens, the audit log and history are kept
/// @param machine the machine, units, certificates, Tor
public record Config(
    List<Node> nodes,
    boolean discovery,
    Demo demo,
    Path directory,
    Tap tap,
    Poll poll,
    Web web,
    Metrics metrics,
    History history,
    List<Recording> recordings,
    Log log,
    List<MonerodNode> monerod,
    List<ElectrumServer> electrum,
    List<LndNode> lnd,
    Optional<SecretsSettings.OpenBaoSettings> openbao,
    BackupSettings.Backup backup,
    AlertsSettings alerts,
    MachineSettings machine,
    TruebitConfig truebit) {

  /// The database of history, whether or not one is kept.
  public Path historyFile() {
    return history.directory().orElse(directory.resolve("history")).resolve("history.db");
  }

  /// When the demo node is watched.
  public enum Demo {
    /// If there is no other node.
    AUTO,
    /// Besides the others.
    ALWAYS,
    /// Not at all.
    NEVER
  }

  /// A declared node.
  ///
  /// @param key its name in the API and in metrics: letters, digits, `-`, `_`
  /// @param rpc where bitcoind answers; empty: discovered by the process, or no RPC
  /// @param cookie its cookie file
  /// @param user together with `password`, instead of a cookie
  /// @param exe binary to tap
  /// @param pidFile process to tap
  /// @param tap whether its tracepoints are watched
  /// @param demo whether it is labelled as made up
  public record Node(
      String key,
      Optional<URI> rpc,
      Optional<Path> cookie,
      Optional<String> user,
      Optional<Secret> password,
      Optional<Path> exe,
      Optional<Path> pidFile,
      boolean tap,
      boolean demo) {}

  /// What is taken from tracepoints.
  ///
  /// @param select nothing else reaches Vedette
  /// @param ring bytes of the one ring buffer of all nodes, a power of two
  public record Tap(Selection select, long ring) {}

  /// How often bitcoind is asked.
  ///
  /// @param fast what changes all the time: peers, mempool, totals
  /// @param normal chain and network
  /// @param slow what is dear or rarely changes
  /// @param timeout of one call
  public record Poll(Duration fast, Duration normal, Duration slow, Duration timeout) {}

  /// The dashboard and its API.
  ///
  /// @param address an IP address to listen on
  /// @param port 0: any that is free
  /// @param publicView whether those without a session may see the public view
  /// @param hosts further names under which browsers may ask, without port
  /// @param origins further origins from which browsers may ask, such as `https://node.example`
  /// @param trustedProxies addresses and subnets whose `X-Forwarded-*` headers count
  /// @param password instead of the one that Vedette makes
  /// @param apiKey a token with the scope read besides those that Vedette makes
  public record Web(
      String address,
      int port,
      boolean publicView,
      List<String> hosts,
      List<String> origins,
      List<String> trustedProxies,
      Optional<Secret> password,
      Optional<Secret> apiKey,
      MetricsAccess metrics) {}

  /// Who may read `/metrics` on the web port without a token.
  public enum MetricsAccess {
    /// Programs on this machine, if no proxy is between.
    LOOPBACK,
    /// Everybody.
    EVERYBODY,
    /// Nobody.
    NOBODY
  }

  /// The two ports that take the place of usdt-dash's exporters.
  ///
  /// @param node the key of the node that they show; empty: the first
  public record Metrics(
      boolean dropIn, String address, int tracepointPort, int rpcPort, Optional<String> node) {}

  /// What is kept in the database.
  ///
  /// @param directory empty: a folder in [Config#directory]
  /// @param keep10s how long values of 10 s are kept
  /// @param keepThings how long blocks, sessions and the like are kept
  /// @param size bytes; the oldest fine values go first
  public record History(
      boolean enabled,
      Optional<Path> directory,
      Duration keep10s,
      Duration keep1min,
      Duration keep1h,
      Duration keepThings,
      long size) {}

  /// A recording of events that always runs.
  ///
  /// @param name letters, digits, `-`, `_`; begins the names of its files
  /// @param node the key of the node; empty: all
  /// @param rotateSize bytes after which a new file is begun
  /// @param rotateAge time after which a new file is begun
  /// @param keep bytes that all its files may take; the oldest go first
  public record Recording(
      String name,
      Optional<String> node,
      Selection select,
      long rotateSize,
      Duration rotateAge,
      long keep) {}

  /// What Vedette says about itself on standard error.
  public record Log(Level level) {}

  /// How much is said.
  public enum Level {
    /// Only what does not work.
    ERROR,
    /// And what somebody should look at.
    WARN,
    /// And what happens.
    INFO,
    /// And why.
    DEBUG
  }
}
