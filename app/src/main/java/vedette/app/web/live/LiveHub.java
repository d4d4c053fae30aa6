package vedette.app.web.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Events;
import vedette.app.web.api.Topic;

/// All clients of the live stream.
public final class LiveHub implements AutoCloseable {
  /// Frames that one client's queue holds.
  public static final int FRAMES_EACH = FrameQueue.FRAMES;

  static final int TICK_MILLIS = 100;

  private static final System.Logger LOG = System.getLogger(LiveHub.class.getName());

  private final Backend backend;
  private final Events events;
  private final Limits limits;
  private final States states;
  private final Object lock = new Object();
  private final Map<Channel.Key, Channel> channels = new HashMap<>();
  private final Set<LiveClient> clients = new HashSet<>();
  private final ScheduledExecutorService ticker;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicLong droppedFrames = new AtomicLong();
  private final AtomicLong skippedEvents = new AtomicLong();
  private final AtomicLong refusedClients = new AtomicLong();
  private final AtomicLong failedTicks = new AtomicLong();

  /// How many clients there may be.
  ///
  /// @param all in total
  /// @param each from one address
  public record Limits(int all, int each) {
    /// 200 in total, 32 from one address.
    public static final Limits USUAL = new Limits(200, 32);
  }

  /// How many frames and the like were lost, and clients there are.
  public record Counts(
      int clients,
      int waitingFrames,
      int waitingEvents,
      long droppedFrames,
      long skippedEvents,
      long refusedClients,
      long failedTicks) {}

  /// Starts the timer.
  public LiveHub(Backend backend, Events events, Limits limits) {
    this.backend = backend;
    this.events = events;
    this.limits = limits;
    this.states = new States(backend);
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live").factory());
    var _ = ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// A new client; its thread begins to send.
  ///
  /// @return empty if there are too many, in total or from its address
  public Optional<LiveClient> join(Audience audience, Outlet outlet) {
    synchronized (lock) {
      long same =
          clients.stream().filter(c -> c.audience().address().equals(audience.address())).count();
      if (clients.size() >= limits.all() || same >= limits.each()) {
        refusedClients.incrementAndGet();
        return Optional.empty();
      }
      LiveClient client = new LiveClient(this, backend, events, audience, outlet);
      clients.add(client);
      client.start();
      return Optional.of(client);
    }
  }

  /// What is lost and waits now.
  public Counts counts() {
    synchronized (lock) {
      return new Counts(
          clients.size(),
          clients.stream().mapToInt(LiveClient::depth).sum(),
          clients.stream().mapToInt(LiveClient::waitingEvents).sum(),
          droppedFrames.get() + clients.stream().mapToLong(c -> c.queue().untold()).sum(),
          skippedEvents.get(),
          refusedClients.get(),
          failedTicks.get());
    }
  }

  /// The limit of clients.
  public Limits limits() {
    return limits;
  }

  /// Every client is told to go.
  @Override
  public void close() {
    ticker.shutdownNow();
    List<LiveClient> all;
    synchronized (lock) {
      all = new ArrayList<>(clients);
    }
    all.forEach(client -> client.close(1001, "Vedette stops"));
  }

  void leave(LiveClient client) {
    synchronized (lock) {
      clients.remove(client);
      subscribe(client, Set.of(), Pace.FASTEST);
    }
  }

  /// These topics from now on, instead of those before.
  void subscribe(LiveClient client, Set<Topic> topics, Pace pace) {
    synchronized (lock) {
      Set<Channel.Key> keys = new HashSet<>();
      topics.forEach(topic -> keys.add(new Channel.Key(topic, client.audience().inPublic(), pace)));
      for (Channel channel : List.copyOf(client.channels())) {
        if (!keys.contains(channel.key())) {
          client.left(channel);
          channel.clients().remove(client);
          if (channel.clients().isEmpty()) {
            channels.remove(channel.key());
          }
        }
      }
      long now = System.nanoTime();
      for (Channel.Key key : keys) {
        if (!channels.containsKey(key)) {
          soon();
        }
        Channel channel = channels.computeIfAbsent(key, k -> new Channel(k, now));
        if (channel.clients().add(client)) {
          client.joined(channel);
        }
      }
      if (channels.isEmpty()) {
        states.clear();
      }
    }
    client.wake();
  }

  /// A topic that nobody had is there at once and not with the next tick: somebody has clicked.
  private void soon() {
    if (asked.compareAndSet(false, true)) {
      try {
        ticker.execute(() -> {
          asked.set(false);
          tick();
        });
      } catch (RejectedExecutionException ended) {
        // Vedette stops; nobody will look.
      }
    }
  }

  /// A snapshot of this topic again.
  void resync(LiveClient client, Topic topic) {
    synchronized (lock) {
      client.channels().stream()
          .filter(channel -> channel.key().topic().equals(topic))
          .forEach(client::needsSnapshot);
    }
    client.wake();
  }

  /// How many frames were dropped since the last call; snapshots of everything follow then.
  long takeDropped(LiveClient client) {
    synchronized (lock) {
      long dropped = client.queue().takeDropped();
      if (dropped > 0) {
        droppedFrames.addAndGet(dropped);
        client.channels().forEach(client::needsSnapshot);
      }
      return dropped;
    }
  }

  /// The next snapshot that this client needs; from now on it gets patches of that topic.
  Optional<String> nextSnapshot(LiveClient client) {
    synchronized (lock) {
      for (Channel channel : client.waiting()) {
        Optional<String> snapshot = channel.snapshot();
        if (snapshot.isPresent()) {
          client.hasSnapshot(channel);
          return snapshot;
        }
      }
      return Optional.empty();
    }
  }

  void skipped(long events) {
    skippedEvents.addAndGet(events);
  }

  private void tick() {
    try {
      synchronized (lock) {
        long now = System.nanoTime();
        for (Channel channel : channels.values()) {
          if (channel.due(now)) {
            states
                .of(channel.key().topic(), channel.key().inPublic())
                .ifPresent(state -> channel.update(state, now));
          }
        }
      }
    } catch (RuntimeException | StackOverflowError e) {
      // One topic that cannot be shown must not end the timer for all of them.
      if (failedTicks.getAndIncrement() == 0) {
        LOG.log(System.Logger.Level.ERROR, "live: a topic could not be shown; counted from now", e);
      }
    }
  }
}
