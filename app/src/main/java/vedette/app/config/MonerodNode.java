package vedette.app.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A declared monerod.
///
/// @param key its name in the API and in metrics
/// @param url where its RPC answers
/// @param user together with `password`, if it has an rpc-login
/// @param trust whose certificate is believed with `https`
/// @param pin the SHA-256 fingerprint of the only certificate that is believed, instead of `trust`
/// @param needs keys of what it cannot do without
public record MonerodNode(
    String key,
    URI url,
    Optional<String> user,
    Optional<Secret> password,
    Trust trust,
    Optional<String> pin,
    List<String> needs) {
  /// Keeps its own list.
  public MonerodNode {
    needs = List.copyOf(needs);
  }

  /// Whom to believe.
  public enum Trust {
    /// The first certificate that was seen there, from then on.
    FIRST,
    /// Certificates of the system's authorities.
    AUTHORITIES
  }
}
