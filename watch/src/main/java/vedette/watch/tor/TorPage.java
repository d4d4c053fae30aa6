package vedette.watch.tor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// What the page *Machine* shows of Tor.
///
/// @param progress of its way into the network, 0 to 1
/// @param summary what it does there, in Tor's words
/// @param warning what stands in its way
/// @param circuits those that are built
/// @param startedAt ms
/// @param read bytes since then
/// @param onions its onion services
public record TorPage(
    String version,
    OptionalDouble progress,
    String summary,
    Optional<String> warning,
    boolean circuit,
    OptionalInt circuits,
    OptionalLong startedAt,
    OptionalLong read,
    OptionalLong written,
    List<Onion> onions)
    implements KindPage {

  /// One onion service.
  ///
  /// @param published whether a directory took it at the last try that was heard of; empty: none
  ///   was heard of yet
  /// @param publishedAt when that was, ms
  public record Onion(
      String name,
      Optional<String> address,
      List<Integer> ports,
      Optional<Boolean> published,
      OptionalLong publishedAt) {}
}
