package vedette.app.web.live;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Events;
import vedette.app.web.api.Subscription;
import vedette.app.web.json.EventLines;
import vedette.app.web.json.ViewJson;
import vedette.event.Selection;

/// One client: what it subscribed to, what waits for it, and the thread that sends.
///
/// A topic of which it has no snapshot yet, or none after a loss, is in `waiting`: its patches are
/// not put into the queue. The sending thread takes the snapshot under the hub's lock, so that the
/// next patch in the queue is the one that follows.
public final class LiveClient implements SocketClient {
  private static final long WELL_MILLIS = 5_000;
  private static final int EVENTS_IN_FRAME = 64;
  private static final int CHARACTERS_IN_FRAME = 256 << 10;

  private final LiveHub hub;
  private final Backend backend;
  private final Events events;
  private final Audience audience;
  private final Outlet outlet;
  private final Talk talk;
  private final FrameQueue queue = new FrameQueue();
  private final Semaphore signal = new Semaphore(0);
  private final AtomicBoolean closed = new AtomicBoolean();
  // Under the hub's lock.
  private final Set<Channel> channels = new LinkedHashSet<>();
  private final Set<Channel> waiting = new LinkedHashSet<>();

  // Only the sending thread.
  private long checked = System.nanoTime();

  private volatile Optional<Listening> listening = Optional.empty();

  /// @param payload whether raw bytes are wanted
  private record Listening(Subscription subscription, boolean payload, Ration ration) {}

  LiveClient(LiveHub hub, Backend backend, Events events, Audience audience, Outlet outlet) {
    this.hub = hub;
    this.backend = backend;
    this.events = events;
    this.audience = audience;
    this.outlet = outlet;
    this.talk = new Talk(this, hub, backend);
  }

  void start() {
    Thread.ofVirtual().name("live-client").start(this::run);
  }

  @Override
  public void receive(String text) {
    if (!closed.get()) {
      talk.receive(text);
    }
  }

  @Override
  public void close(int code, String reason) {
    if (closed.compareAndSet(false, true)) {
      hub.leave(this);
      listen(Optional.empty());
      outlet.close(code, reason);
      wake();
    }
  }

  Audience audience() {
    return audience;
  }

  FrameQueue queue() {
    return queue;
  }

  int depth() {
    return queue.depth();
  }

  int waitingEvents() {
    return listening.map(now -> now.subscription().depth()).orElse(0);
  }

  Set<Channel> channels() {
    return channels;
  }

  Set<Channel> waiting() {
    return waiting;
  }

  void joined(Channel channel) {
    channels.add(channel);
    waiting.add(channel);
  }

  void left(Channel channel) {
    channels.remove(channel);
    waiting.remove(channel);
    queue.remove(channel);
  }

  void needsSnapshot(Channel channel) {
    waiting.add(channel);
    queue.remove(channel);
  }

  void hasSnapshot(Channel channel) {
    waiting.remove(channel);
  }

  /// A patch; under the hub's lock.
  void offer(Channel channel, String frame) {
    if (!waiting.contains(channel)) {
      queue.offer(channel, frame);
    }
    wake();
  }

  /// A frame that belongs to no topic.
  void say(String frame) {
    queue.offer(frame);
    wake();
  }

  void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  /// Listens to these events instead of those before.
  void listen(String node, Selection selection, boolean payload, Ration ration) {
    listen(
        Optional.of(new Listening(events.subscribe(node, selection, this::wake), payload, ration)));
  }

  void stopListening() {
    listen(Optional.empty());
  }

  private synchronized void listen(Optional<Listening> other) {
    listening.ifPresent(before -> before.subscription().close());
    listening = other;
    if (closed.get()) {
      // It was closed in between; nobody else would end this.
      other.ifPresent(now -> now.subscription().close());
    }
  }

  private void run() {
    try {
      outlet.send(hello());
      long sent = System.nanoTime();
      while (!closed.get()) {
        if (sendSomething()) {
          sent = System.nanoTime();
          continue;
        }
        long quiet = (System.nanoTime() - sent) / 1_000_000;
        if (quiet >= WELL_MILLIS) {
          outlet.send("{\"time\":" + System.currentTimeMillis() + "}");
          sent = System.nanoTime();
        } else if (signal.tryAcquire(
            Math.min(WELL_MILLIS - quiet, untilEvents()), TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
      }
    } catch (IOException _) {
      close(1001, "does not read");
    } catch (InterruptedException _) {
      close(1001, "Vedette stops");
    } catch (RuntimeException e) {
      System.getLogger(LiveClient.class.getName())
          .log(System.Logger.Level.ERROR, "live: a client's connection failed", e);
      close(1011, "an error that Vedette did not foresee");
    }
  }

  /// @return false if there was nothing to send
  private boolean sendSomething() throws IOException {
    if (System.nanoTime() - checked > WELL_MILLIS * 1_000_000) {
      checked = System.nanoTime();
      if (!audience.alive().getAsBoolean()) {
        close(4401, "the session has ended");
        return true;
      }
    }
    long dropped = hub.takeDropped(this);
    if (dropped > 0) {
      outlet.send("{\"behind\":" + dropped + "}");
    }
    Optional<String> frame = hub.nextSnapshot(this).or(queue::poll);
    if (frame.isPresent()) {
      outlet.send(frame.get());
    }
    Optional<String> happened = eventFrame();
    if (happened.isPresent()) {
      outlet.send(happened.get());
    }
    return dropped > 0 || frame.isPresent() || happened.isPresent();
  }

  private Optional<String> eventFrame() {
    Optional<Listening> now = listening;
    if (now.isEmpty() || !now.get().subscription().ready()) {
      return Optional.empty();
    }
    Ration ration = now.get().ration();
    int left = ration.left(System.nanoTime());
    if (left == 0) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(1_024).append("{\"events\":[");
    int length = text.length();
    long skipped = 0;
    int beyond = now.get().subscription().depth() - left;
    if (beyond > 0) {
      // The oldest: what is shown is to be new.
      Subscription.Batch batch = now.get().subscription().take(beyond);
      skipped = batch.skipped() + batch.events().size();
    }
    int most = Math.min(EVENTS_IN_FRAME, left);
    for (int i = 0; i < most && text.length() < CHARACTERS_IN_FRAME; i++) {
      Subscription.Batch batch = now.get().subscription().take(1);
      skipped += batch.skipped();
      if (batch.events().isEmpty()) {
        break;
      }
      text.append(text.length() > length ? "," : "");
      text.append(EventLines.line(batch.events().getFirst(), now.get().payload()));
      ration.use(1);
    }
    hub.skipped(skipped);
    return Optional.of(text.append("],\"skipped\":").append(skipped).append('}').toString());
  }

  /// How long to wait until an event that is there may be sent, ms.
  private long untilEvents() {
    return listening
        .filter(now -> now.subscription().ready())
        .map(now -> now.ration().restMillis(System.nanoTime()))
        .orElse(WELL_MILLIS);
  }

  private String hello() {
    var hello = ViewJson.object();
    hello
        .putObject("hello")
        .put("version", backend.version())
        .put("scope", audience.scope().word())
        .put("time", System.currentTimeMillis());
    return ViewJson.text(hello);
  }
}
