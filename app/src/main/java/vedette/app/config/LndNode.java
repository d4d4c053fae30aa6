package vedette.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A declared LND.
///
/// @param key its name in the API and in metrics
/// @param url where its REST answers
/// @param tlsCert the certificate that alone is trusted; empty: what this machine trusts
/// @param macaroon a file
/// @param macaroonHex its value in hex, instead of a file
/// @param needs keys of what it cannot do without; empty: the node of this machine, if there is one
public record LndNode(
    String key,
    URI url,
    Optional<Path> tlsCert,
    Optional<Path> macaroon,
    Optional<Secret> macaroonHex,
    List<String> needs) {
  /// Keeps its own list.
  public LndNode {
    needs = List.copyOf(needs);
  }
}
