package vedette.poll.truebit.chain;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What Ethereum says, all of about one block. What is not known is empty, and `unknown` says why.
///
/// @param blockAt the time of that block: how old all of this is
/// @param stake TRU that the address has staked
/// @param unlockAt when it may be taken out; empty if it is not locked
/// @param balance TRU that the address holds besides
/// @param supply TRU that there is in all
/// @param burned TRU at the two addresses that nobody can spend from, of that supply
/// @param unknown what → why
/// @param every after how long it is asked again
public record Staking(
    Instant blockAt,
    Optional<BigDecimal> totalStaked,
    Optional<BigDecimal> stake,
    Optional<Instant> unlockAt,
    Optional<BigDecimal> balance,
    Optional<BigDecimal> supply,
    Optional<BigDecimal> burned,
    Map<String, String> unknown,
    Duration every) {
  /// Keeps its own map.
  public Staking {
    unknown = Map.copyOf(unknown);
  }
}
