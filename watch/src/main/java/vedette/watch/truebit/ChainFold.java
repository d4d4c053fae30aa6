package vedette.watch.truebit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Trouble;
import vedette.poll.truebit.Truebit;
import vedette.poll.truebit.chain.Registry;
import vedette.poll.truebit.chain.Staking;
import vedette.watch.service.Gauging;
import vedette.watch.service.Surroundings;

/// What is known of one TrueBit node from block chains, and how old that is.
///
/// An answer counts for three intervals, by when it was given and by its block's own time: an
/// endpoint that stands still must not look fresh. Then it is shown with its age, and measured no
/// more. One of another chain, or one that is not understood, takes back what was said before.
final class ChainFold {
  private static final int INTERVALS = 3;

  /// A chain's own pace: blocks come within seconds, on bad days within minutes.
  private static final Duration BEHIND = Duration.ofMinutes(30);

  private final Surroundings around;
  private @Nullable Staking staking;
  private @Nullable Registry registry;
  private long stakingAt;
  private long registryAt;

  ChainFold(Surroundings around) {
    this.around = around;
  }

  void accept(Staking told, Instant at) {
    staking = told;
    stakingAt = at.toEpochMilli();
  }

  void accept(Registry told, Instant at) {
    registry = told;
    registryAt = at.toEpochMilli();
  }

  /// Takes note that a call was not answered.
  ///
  /// @return whether it was a call of this part
  boolean failed(String call, Trouble trouble) {
    boolean misled = trouble == Trouble.UNTRUSTED || trouble == Trouble.GARBAGE;
    if (call.equals(Truebit.STAKING)) {
      staking = misled ? null : staking;
      return true;
    }
    if (call.equals(Truebit.REGISTRY)) {
      registry = misled ? null : registry;
      return true;
    }
    return false;
  }

  private static boolean current(long now, long at, Instant blockAt, Duration every) {
    long span = every.toMillis() * INTERVALS;
    return now - at <= span && now - blockAt.toEpochMilli() <= span + BEHIND.toMillis();
  }

  void measure(Gauging into, long now) {
    Staking of = staking;
    if (of != null && current(now, stakingAt, of.blockAt(), of.every())) {
      of.stake().ifPresent(n -> into.put(TruebitMeasures.STAKE, n.doubleValue()));
      of.unlockAt().ifPresent(at -> into.put(TruebitMeasures.UNLOCK, (double) at.getEpochSecond()));
      of.totalStaked().ifPresent(n -> into.put(TruebitMeasures.TOTAL_STAKED, n.doubleValue()));
      of.balance().ifPresent(n -> into.put(TruebitMeasures.BALANCE, n.doubleValue()));
      of.supply().ifPresent(n -> into.put(TruebitMeasures.SUPPLY, n.doubleValue()));
      of.burned().ifPresent(n -> into.put(TruebitMeasures.BURNED, n.doubleValue()));
      block(into, of.blockAt(), "ethereum");
    }
    Registry in = registry;
    if (in != null && current(now, registryAt, in.blockAt(), in.every())) {
      in.registered().ifPresent(is -> into.put(TruebitMeasures.CHAIN_REGISTERED, is));
      if (in.nodes().isPresent()) {
        into.put(TruebitMeasures.CHAIN_NODES, (double) in.nodes().getAsLong());
      }
      block(into, in.blockAt(), "avalanche");
    }
  }

  private static void block(Gauging into, Instant at, String chain) {
    into.put(TruebitMeasures.CHAIN_BLOCK, (double) at.getEpochSecond(), chain);
  }

  /// Empty if nothing was ever said, good or bad.
  Optional<TruebitPage.OnChain> page(long now) {
    Staking of = staking;
    Registry in = registry;
    List<String> troubles = new ArrayList<>();
    trouble("Ethereum", Truebit.STAKING).ifPresent(troubles::add);
    trouble("Avalanche", Truebit.REGISTRY).ifPresent(troubles::add);
    if (of == null && in == null && troubles.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TruebitPage.OnChain(
            of == null ? Optional.empty() : Optional.of(part(of, now)),
            in == null ? Optional.empty() : Optional.of(part(in, now)),
            troubles));
  }

  /// What is wrong with asking: also what keeps it from being asked at all.
  private Optional<String> trouble(String chain, String call) {
    String said = around.reach().said(call);
    return around
        .reach()
        .trouble(call)
        .map(trouble -> chain + ": " + (said.isEmpty() ? trouble.word() : said));
  }

  private TruebitPage.StakePart part(Staking of, long now) {
    return new TruebitPage.StakePart(
        of.blockAt().toEpochMilli(),
        current(now, stakingAt, of.blockAt(), of.every()),
        of.stake().map(ChainFold::exact),
        TruebitPages.millis(of.unlockAt()),
        of.totalStaked().map(ChainFold::exact),
        of.balance().map(ChainFold::exact),
        of.supply().map(ChainFold::exact),
        of.burned().map(ChainFold::exact),
        unknown(of.unknown()));
  }

  private TruebitPage.RegistryPart part(Registry in, long now) {
    OptionalLong nodes = in.nodes();
    return new TruebitPage.RegistryPart(
        in.blockAt().toEpochMilli(),
        current(now, registryAt, in.blockAt(), in.every()),
        in.registered(),
        nodes,
        unknown(in.unknown()));
  }

  private static String exact(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static List<String> unknown(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + ": " + e.getValue())
        .toList();
  }
}
