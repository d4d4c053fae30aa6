package vedette.poll.lnd;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vedette.poll.Outcome;
import vedette.poll.PollException;

/// Hears on LND's streams what has changed. Each is read by a virtual thread, and what all of them
/// say is told by the one that listens, at most every [#GAP]: a busy node has many events a second.
///
/// What has changed is asked at once and a second time after the gap, because LND says some things
/// before it has done them: a channel is inactive before its closing transaction is on its way.
final class LndStreams {
  static final Duration GAP = Duration.ofSeconds(2);

  /// After this long without an event a subscription is made anew: a dead connection looks the
  /// same.
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final RestClient client;

  LndStreams(RestClient client) {
    this.client = client;
  }

  private enum Source {
    STATE("/v1/state/subscribe"),
    CHANNELS("/v1/channels/subscribe"),
    PEERS("/v1/peers/subscribe"),
    HTLCS("/v2/router/htlcevents");

    private final String path;

    Source(String path) {
      this.path = path;
    }
  }

  /// Listens until a stream ends.
  ///
  /// @throws PollException always, if it is not interrupted
  void listen(Consumer<String> changed) throws InterruptedException {
    Hearing hearing = new Hearing();
    try {
      hearing.start(Source.STATE);
      while (true) {
        Set<LndCall> first = hearing.await();
        first.forEach(call -> changed.accept(call.call().name()));
        Thread.sleep(GAP);
        Set<LndCall> again = hearing.take();
        again.addAll(first);
        again.forEach(call -> changed.accept(call.call().name()));
        Thread.sleep(GAP);
      }
    } finally {
      hearing.end();
    }
  }

  /// What an event says has probably changed.
  static Set<LndCall> changes(String path, JsonNode event) {
    String type = event.path("type").stringValue("");
    return switch (path) {
      case "/v1/channels/subscribe" -> {
        Set<LndCall> changed = EnumSet.of(LndCall.CHANNELS, LndCall.CHANNEL_BALANCE);
        if (!type.equals("CHANNEL_UPDATE")) {
          changed.addAll(EnumSet.of(LndCall.PENDING, LndCall.CLOSED, LndCall.WALLET_BALANCE));
        }
        yield changed;
      }
      case "/v1/peers/subscribe" -> EnumSet.of(LndCall.PEERS, LndCall.CHANNELS);
      case "/v2/router/htlcevents" ->
          event.path("event_type").stringValue("").equals("FORWARD") && event.has("settle_event")
              ? EnumSet.of(LndCall.CHANNELS, LndCall.FORWARDS)
              : EnumSet.of(LndCall.CHANNELS);
      default -> EnumSet.of(LndCall.STATE);
    };
  }

  /// One time of listening, from the first stream's beginning to the first one's end.
  private final class Hearing {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Set<LndCall> changed = EnumSet.noneOf(LndCall.class);
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable String ended;
    private boolean all;

    void start(Source source) {
      lock.lock();
      try {
        threads.add(Thread.ofVirtual().name("lnd " + source.path).start(() -> follow(source)));
      } finally {
        lock.unlock();
      }
    }

    /// Waits until something has changed.
    Set<LndCall> await() throws InterruptedException {
      lock.lock();
      try {
        while (changed.isEmpty()) {
          requireAlive();
          news.await();
        }
        return drain();
      } finally {
        lock.unlock();
      }
    }

    Set<LndCall> take() {
      lock.lock();
      try {
        return drain();
      } finally {
        lock.unlock();
      }
    }

    void end() {
      lock.lock();
      try {
        threads.forEach(Thread::interrupt);
      } finally {
        lock.unlock();
      }
    }

    private Set<LndCall> drain() {
      Set<LndCall> drained = EnumSet.copyOf(changed);
      changed.clear();
      return drained;
    }

    private void requireAlive() {
      if (ended != null) {
        throw new PollException(ended);
      }
    }

    private void tell(Set<LndCall> calls) {
      lock.lock();
      try {
        changed.addAll(calls);
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void over(Source source, @Nullable String why) {
      lock.lock();
      try {
        ended = source.path + " ended: " + why;
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void follow(Source source) {
      try {
        while (true) {
          try (EventStream stream = EventStream.open(client, source.path, QUIET)) {
            for (Optional<JsonNode> event = stream.next();
                event.isPresent();
                event = stream.next()) {
              heard(source, event.get());
            }
            over(source, "LND closed it");
            return;
          } catch (EventStream.Quiet nothingHappened) {
            // Once more.
          }
        }
      } catch (Refusal refused) {
        Outcome.Failed failed = refused.outcome();
        switch (failed.trouble()) {
          case FORBIDDEN, UNSUPPORTED -> {
            // The others go on; what this one would have told is polled all the same.
          }
          case STARTING,
              BUSY,
              UNAUTHORIZED,
              UNTRUSTED,
              UNREACHABLE,
              TIMEOUT,
              GARBAGE,
              UNASKABLE,
              ERROR ->
              over(source, failed.said());
        }
      } catch (IOException broken) {
        over(source, broken.getMessage());
      } catch (InterruptedException noLonger) {
        // Nobody listens any more.
      }
    }

    private void heard(Source source, JsonNode event) {
      if (source != Source.STATE) {
        tell(changes(source.path, event));
        return;
      }
      boolean answers =
          WalletState.named(event.path("state").stringValue(""))
              .map(WalletState::answers)
              .orElse(false);
      tell(answers ? EnumSet.allOf(LndCall.class) : EnumSet.of(LndCall.STATE));
      if (answers && !all) {
        all = true;
        EnumSet.complementOf(EnumSet.of(Source.STATE)).forEach(this::start);
      }
    }
  }
}
