package vedette.poll.truebit.chain;

import java.time.Duration;
import java.util.Optional;

/// Which chains are asked, where, and how often.
///
/// @param ethereum for stake and token; empty: not asked
/// @param avalanche for the registration; empty: not asked
/// @param address the operator's own, `0x` and 40 hex digits; empty: the one in the node's log
/// @param every how long an answer is good enough
public record ChainSource(
    Optional<Endpoint> ethereum,
    Optional<Endpoint> avalanche,
    Optional<String> address,
    Duration every) {
  /// Asks nobody.
  public static final ChainSource NONE =
      new ChainSource(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(10));
}
