package vedette.watch.service;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the fold of a service may know besides its readings. To be used within the fold's methods
/// only.
public interface Surroundings {
  /// How the service's calls go; it has taken a reading before the fold does.
  Reach reach();

  /// The keys of what the service needs, nodes or services, in the order of its settings.
  List<String> needs();

  /// The height of the best block of the first Bitcoin node that it needs; empty if that is not
  /// known or too old.
  OptionalLong bitcoinHeight();

  /// The chain of the first Bitcoin node that it needs, in Core's word; empty if that is not known.
  Optional<String> bitcoinChain();
}
