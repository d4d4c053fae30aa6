package vedette.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The TrueBit runner node of this machine.
///
/// @param container the exact name of its container
/// @param engine whether Docker or podman is asked
/// @param logs folder with its logs; empty: they come through the engine
/// @param data folder with its EventDB files
/// @param exec whether commands that read may be run in the container
/// @param programs which prepared programs may be fetched
/// @param timeZone of the stamps in its log
/// @param address the operator's own
/// @param size bytes; the oldest entries go first
/// @param dataSize characters kept of a task's input and output, each
/// @param dataPassword opens tasks' input and output, instead of one that Vedette makes
/// @param sockets limits of the WebSocket at `/ws`
/// @param chain which block chains are asked
public record TruebitConfig(
    Watching watch,
    String key,
    String container,
    boolean engine,
    Optional<Path> socket,
    Optional<Path> logs,
    Optional<Path> data,
    boolean exec,
    Programs programs,
    String timeZone,
    Optional<String> address,
    Duration keepLogs,
    Duration keepTasks,
    long size,
    int dataSize,
    Optional<Secret> dataPassword,
    Sockets sockets,
    Chain chain) {

  /// Which prepared programs may be fetched.
  ///
  /// @param folder the node's `wasm-files`; empty: they are read by commands, if those are allowed
  /// @param largest bytes of one
  public record Programs(Optional<Path> folder, long largest) {}

  /// Which block chains are asked.
  ///
  /// @param ethereum an endpoint for stake and token
  /// @param ethereumSecret the same, if its address is a secret
  /// @param avalanche an endpoint for the registry of nodes
  /// @param avalancheSecret the same, if its address is a secret
  /// @param proxy a SOCKS5 proxy, `socks5://HOST:PORT`
  /// @param ca certificates that are believed instead of the system's
  /// @param every how often
  public record Chain(
      Optional<URI> ethereum,
      Optional<Secret> ethereumSecret,
      Optional<URI> avalanche,
      Optional<Secret> avalancheSecret,
      Optional<URI> proxy,
      Optional<Path> ca,
      Duration every) {}

  /// Limits of the WebSocket at `/ws`.
  ///
  /// @param clients in total
  /// @param each from one address
  /// @param logIn how long a client may take to log in
  public record Sockets(int clients, int each, Duration logIn) {}

  /// When it is watched.
  public enum Watching {
    /// If it is told where its logs are, or the engine has its container.
    AUTO,
    /// In any case.
    ALWAYS,
    /// Not at all.
    NEVER
  }
}
