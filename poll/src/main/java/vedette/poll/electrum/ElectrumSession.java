package vedette.poll.electrum;

import java.io.IOException;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// Asks one Electrum server over one connection that is kept open, and its figures over HTTP.
///
/// `server.version` is what the protocol wants first and only once for a connection, so it is said
/// when one is made; who asks for it later hears the same again, if a ping is answered.
final class ElectrumSession implements Session {
  private static final String HELLO = "\"Vedette\",[\"1.4\",\"1.6\"]";

  private final Electrum server;
  private final Optional<Figures> stats;
  private final Optional<Figures> metrics;

  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable Greeted current;
  private volatile boolean closed;

  private final ReentrantLock hearing = new ReentrantLock();
  private final Condition heard = hearing.newCondition();
  private final Set<ElectrumCall> changes = EnumSet.noneOf(ElectrumCall.class);

  ElectrumSession(Electrum server) {
    this.server = server;
    this.stats = server.stats().map(url -> new Figures(url, FulcrumFigures::read));
    this.metrics = server.metrics().map(url -> new Figures(url, ElectrsFigures::read));
  }

  /// A connection and what was agreed on it.
  private record Greeted(Connection connection, ElectrumAnswer.Version version) {
    /// From 1.6 on, `mempool.get_info` is in the place of `blockchain.relayfee`.
    boolean hasMempoolInfo() {
      return !version.protocol().startsWith("1.4") && !version.protocol().startsWith("1.5");
    }
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    Optional<ElectrumCall> known = ElectrumCall.named(call.name());
    if (known.isEmpty()) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
    }
    return switch (known.get()) {
      case STATS -> ask(stats);
      case METRICS -> ask(metrics);
      default -> ask(known.get());
    };
  }

  private static Outcome ask(Optional<Figures> figures) throws InterruptedException {
    return figures.isPresent()
        ? figures.get().ask()
        : new Outcome.Failed(Trouble.UNSUPPORTED, "no address is configured for it");
  }

  private Outcome ask(ElectrumCall call) throws InterruptedException {
    try {
      @Nullable Greeted before = current;
      Greeted now = greeted();
      try {
        return exchange(call, now);
      } catch (IOException lost) {
        if (!now.equals(before)) {
          throw lost;
        }
        // Servers end idle connections, perhaps just now. What is asked changes nothing: once more.
        return exchange(call, greeted());
      }
    } catch (IOException broken) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return Dialling.failed(server, broken);
    }
  }

  private static Outcome exchange(ElectrumCall call, Greeted with)
      throws IOException, InterruptedException {
    String method =
        switch (call) {
          case VERSION -> ElectrumCall.PING.call().name();
          case RELAY_FEE -> with.hasMempoolInfo() ? "mempool.get_info" : call.call().name();
          default -> call.call().name();
        };
    Line.Reply reply = with.connection().ask(method, call.parameters());
    return call == ElectrumCall.VERSION
        ? new Outcome.Answered(with.version())
        : Line.outcome(call, reply);
  }

  /// The connection there is, or a new one. While one thread makes it, others wait for it.
  private Greeted greeted() throws IOException, InterruptedException {
    connecting.lockInterruptibly();
    try {
      Greeted now = current;
      if (now != null && now.connection().open()) {
        return now;
      }
      current = null;
      Socket socket = Dialling.socket(server);
      Connection fresh =
          Connection.over(socket, server.address(), this::notice, () -> changed(ElectrumCall.TIP));
      Greeted greeted;
      try {
        greeted = new Greeted(fresh, greet(fresh));
      } catch (IOException | InterruptedException failed) {
        fresh.close();
        throw failed;
      }
      current = greeted;
      // Looked at after it can be found by close: one of both ends it.
      if (closed) {
        fresh.close();
        throw BrokenException.unreachable("closed");
      }
      // A new connection has no subscription yet.
      changed(ElectrumCall.TIP);
      return greeted;
    } finally {
      connecting.unlock();
    }
  }

  private static ElectrumAnswer.Version greet(Connection fresh)
      throws IOException, InterruptedException {
    String method = ElectrumCall.VERSION.call().name();
    return switch (Line.outcome(ElectrumCall.VERSION, fresh.ask(method, HELLO))) {
      case Outcome.Answered(ElectrumAnswer.Version version) -> version;
      case Outcome.Answered _ -> throw new IllegalStateException("a version is read as one");
      case Outcome.Failed failed -> throw new BrokenException(failed);
    };
  }

  private void notice(String method) {
    ElectrumCall.named(method).filter(call -> call == ElectrumCall.TIP).ifPresent(this::changed);
  }

  private void changed(ElectrumCall call) {
    hearing.lock();
    try {
      changes.add(call);
      heard.signalAll();
    } finally {
      hearing.unlock();
    }
  }

  /// A pushed tip, a new connection without subscription, and a connection that was lost are heard.
  @Override
  public void listen(Consumer<String> changed) throws InterruptedException {
    while (true) {
      Set<ElectrumCall> now;
      hearing.lockInterruptibly();
      try {
        while (changes.isEmpty()) {
          heard.await();
        }
        now = EnumSet.copyOf(changes);
        changes.clear();
      } finally {
        hearing.unlock();
      }
      now.forEach(call -> changed.accept(call.call().name()));
    }
  }

  @Override
  public void close() {
    closed = true;
    stats.ifPresent(Figures::close);
    metrics.ifPresent(Figures::close);
    @Nullable Greeted now = current;
    if (now != null) {
      now.connection().close();
    }
  }
}
