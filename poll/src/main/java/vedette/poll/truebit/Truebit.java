package vedette.poll.truebit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vedette.poll.Call;
import vedette.poll.Service;
import vedette.poll.Session;

/// A TrueBit runner node to be watched: where it is read, and where that is kept.
///
/// While it is polled its log is followed; it ends with the session.
///
/// @param ledger the same one for as long as the node is the same
public record Truebit(LogSource source, Ledger ledger) implements Service {
  /// What the node's log and records say.
  public static final String LOG = "log";

  /// Its container, by inspection.
  public static final String CONTAINER = "container";

  /// What its container uses.
  public static final String USE = "use";

  /// Its image, as far as this machine knows.
  public static final String IMAGE = "image";

  @Override
  public List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    calls.add(new Call(LOG, Duration.ofSeconds(5), Duration.ofSeconds(20)));
    if (source.engine().isPresent()) {
      calls.add(new Call(CONTAINER, Duration.ofSeconds(10), Duration.ofSeconds(10)));
      calls.add(new Call(IMAGE, Duration.ofMinutes(5), Duration.ofSeconds(10)));
      calls.add(new Call(USE, Duration.ofSeconds(15), Duration.ofSeconds(10)));
    }
    return List.copyOf(calls);
  }

  @Override
  public int concurrency() {
    return 2;
  }

  @Override
  public Session open() {
    return new TruebitSession(this);
  }
}
