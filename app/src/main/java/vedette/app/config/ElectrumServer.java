package vedette.app.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A declared Electrum server.
///
/// @param key its name in the API and in metrics
/// @param host a name or an address without brackets
/// @param tls whether the connection is encrypted, and whom to believe then
/// @param pin the SHA-256 fingerprint of the only certificate that is believed, whatever `tls` says
/// @param stats Fulcrum's figures
/// @param metrics electrs' figures
/// @param needs keys of what it cannot do without; empty: the node of this machine, if there is one
public record ElectrumServer(
    String key,
    String host,
    int port,
    Tls tls,
    Optional<String> pin,
    Optional<URI> stats,
    Optional<URI> metrics,
    List<String> needs) {
  /// Keeps its own list.
  public ElectrumServer {
    needs = List.copyOf(needs);
  }

  /// Whether the connection is encrypted, and whom to believe then.
  public enum Tls {
    /// It is not.
    NONE,
    /// The first certificate that was seen there, from then on.
    FIRST,
    /// Certificates of the system's authorities.
    AUTHORITIES
  }
}
