package vedette.poll.truebit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vedette.poll.Call;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.truebit.chain.ChainSource;

/// A TrueBit runner node to be watched: where it is read, and where that is kept.
///
/// While it is polled its log is followed; it ends with the session.
///
/// @param ledger the same one for as long as the node is the same
/// @param chain which chains are asked besides
public record Truebit(LogSource source, Ledger ledger, ChainSource chain) implements Service {
  /// What the node's log and records say.
  public static final String LOG = "log";

  /// Its container, by inspection.
  public static final String CONTAINER = "container";

  /// What its container uses.
  public static final String USE = "use";

  /// Its image, as far as this machine knows.
  public static final String IMAGE = "image";

  /// What Ethereum says of its stake.
  public static final String STAKING = "staking";

  /// What Avalanche says of its registration.
  public static final String REGISTRY = "registry";

  private static final Duration CHAIN_TIMEOUT = Duration.ofSeconds(45);

  /// Asks no chain.
  public Truebit(LogSource source, Ledger ledger) {
    this(source, ledger, ChainSource.NONE);
  }

  @Override
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    calls.add(new Call(LOG, Duration.ofSeconds(5), Duration.ofSeconds(20)));
    if (source.engine().isPresent()) {
      calls.add(new Call(CONTAINER, Duration.ofSeconds(10), Duration.ofSeconds(10)));
      calls.add(new Call(IMAGE, Duration.ofMinutes(5), Duration.ofSeconds(10)));
      calls.add(new Call(USE, Duration.ofSeconds(15), Duration.ofSeconds(10)));
    }
    if (chain.wantsEthereum()) {
      calls.add(new Call(STAKING, chain.every(), CHAIN_TIMEOUT));
    }
    if (chain.wantsAvalanche()) {
      calls.add(new Call(REGISTRY, chain.every(), CHAIN_TIMEOUT));
    }
    return List.copyOf(calls);
  }

  @Override
  public int concurrency() {
    // The chains' answers may take long, and nothing waits behind them.
    return 3;
  }

  @Override
  public Session open() {
    return new TruebitSession(this);
  }
}
