package vedette.poll.truebit.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What Avalanche says, all of about one block. What is not known is empty, and `unknown` says why.
///
/// @param blockAt the time of that block: how old all of this is
/// @param nodes that are registered
/// @param registered whether the address is one of them
/// @param unknown what → why
/// @param every after how long it is asked again
public record Registry(
    Instant blockAt,
    OptionalLong nodes,
    Optional<Boolean> registered,
    Map<String, String> unknown,
    Duration every) {
  /// Keeps its own map.
  public Registry {
    unknown = Map.copyOf(unknown);
  }
}
