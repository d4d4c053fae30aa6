package vedette.poll.tor;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// Asks one Tor over a connection that stays, and listens over another one.
final class TorSession implements Session {
  private final Tor tor;
  private final Publications publications = new Publications();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Control control;
  private volatile @Nullable Control listening;
  private volatile boolean closed;

  TorSession(Tor tor) {
    this.tor = tor;
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Control now = control();
      try {
        return new Outcome.Answered(answer(now, call));
      } catch (IOException lost) {
        hangUp();
        if (lost instanceof ClosedByInterruptException || Thread.interrupted()) {
          throw new InterruptedException();
        }
        return new Outcome.Failed(Trouble.UNREACHABLE, tor.where() + ": the connection broke");
      } catch (ControlException wrong) {
        hangUp();
        return wrong.outcome();
      }
    } catch (ControlException none) {
      return none.outcome();
    } finally {
      lock.unlock();
    }
  }

  private TorAnswer answer(Control now, Call call) throws IOException, ControlException {
    if (call.name().equals(Tor.STATUS.name())) {
      return Answers.status(now);
    }
    if (call.name().equals(Tor.ONIONS.name())) {
      return Answers.onions(now, publications);
    }
    throw new ControlException(Trouble.UNSUPPORTED, "Vedette does not ask this");
  }

  private Control control() throws ControlException, InterruptedException {
    Control now = control;
    if (now == null) {
      now = open();
      control = now;
    }
    return now;
  }

  private Control open() throws ControlException, InterruptedException {
    Control opened = Control.connect(tor.where());
    try {
      Login.into(opened, tor.password());
      return opened;
    } catch (IOException lost) {
      opened.close();
      if (lost instanceof ClosedByInterruptException || Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new ControlException(Trouble.UNREACHABLE, tor.where() + ": the connection broke");
    } catch (ControlException refused) {
      opened.close();
      throw refused;
    }
  }

  private void hangUp() {
    Control now = control;
    if (now != null) {
      now.close();
      control = null;
    }
  }

  /// Hears what is published: Tor tells of it only when it happens.
  @Override
  public void listen(Consumer<String> changed) throws InterruptedException {
    try (Control heard = open()) {
      listening = heard;
      if (closed) {
        return;
      }
      if (!heard.ask("SETEVENTS HS_DESC").ok()) {
        return;
      }
      while (true) {
        if (publications.heard(heard.event(), Clock.systemUTC().instant())) {
          changed.accept(Tor.ONIONS.name());
        }
      }
    } catch (IOException | ControlException ended) {
      if (ended instanceof ClosedByInterruptException || Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new PollException(
          "%s: expected events. Found: %s. Do: nothing, it is tried again"
              .formatted(tor.where(), ended.getMessage()));
    } finally {
      listening = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    Control heard = listening;
    if (heard != null) {
      heard.close();
    }
    hangUp();
  }
}
