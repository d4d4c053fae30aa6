package vedette.poll.truebit.chain;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Which chains are asked, where, and how often.
///
/// @param ethereum for stake and token; empty: not asked
/// @param avalanche for the registration; empty: not asked
/// @param address the operator's own, `0x` and 40 hex digits; empty: the one in the node's log
/// @param every how long an answer is good enough
/// @param wrong why one that is wanted cannot be asked, by [#ETHEREUM] or [#AVALANCHE]: a sentence
public record ChainSource(
    Optional<Endpoint> ethereum,
    Optional<Endpoint> avalanche,
    Optional<String> address,
    Duration every,
    Map<String, String> wrong) {
  /// In `wrong`.
  public static final String ETHEREUM = "ethereum";

  /// In `wrong`.
  public static final String AVALANCHE = "avalanche";

  /// Asks nobody.
  public static final ChainSource NONE =
      new ChainSource(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(10));

  /// Keeps its own map.
  public ChainSource {
    wrong = Map.copyOf(wrong);
  }

  /// Of which nothing is wrong.
  public ChainSource(
      Optional<Endpoint> ethereum,
      Optional<Endpoint> avalanche,
      Optional<String> address,
      Duration every) {
    this(ethereum, avalanche, address, every, Map.of());
  }

  /// Whether anything is wanted of Ethereum.
  public boolean wantsEthereum() {
    return ethereum.isPresent() || wrong.containsKey(ETHEREUM);
  }

  /// Whether anything is wanted of Avalanche.
  public boolean wantsAvalanche() {
    return avalanche.isPresent() || wrong.containsKey(AVALANCHE);
  }
}
