package vedette.app.web.pushes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;
import vedette.app.web.live.Outlet;

/// All clients that messages are pushed to.
public final class PushHub implements AutoCloseable {
  /// Messages that wait for one client at most.
  public static final int WAITING_EACH = PushQueue.MOST;

  private final Limits limits;
  private final Function<String, Optional<BooleanSupplier>> tokens;
  private final Set<PushClient> clients = new HashSet<>();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /// How many clients there may be, and how long one may take to log in.
  ///
  /// @param all in total
  /// @param each from one address
  public record Limits(int all, int each, Duration logIn) {}

  /// How many there are, what waits and what was lost.
  public record Counts(int clients, int waiting, long dropped, long refused) {}

  /// @param tokens whether a token may read, and if so, whether it still counts later
  public PushHub(Limits limits, Function<String, Optional<BooleanSupplier>> tokens) {
    this.limits = limits;
    this.tokens = tokens;
  }

  /// Whether there is room for somebody from this address: otherwise 503 if there are too many in
  /// all, 429 if there are too many from there.
  public OptionalInt refusal(String address) {
    synchronized (clients) {
      OptionalInt why = full(address);
      if (why.isPresent()) {
        refused.incrementAndGet();
      }
      return why;
    }
  }

  private OptionalInt full(String address) {
    if (clients.size() >= limits.all()) {
      return OptionalInt.of(503);
    }
    long same = clients.stream().filter(c -> c.address().equals(address)).count();
    return same >= limits.each() ? OptionalInt.of(429) : OptionalInt.empty();
  }

  /// A new client; its thread begins to send.
  ///
  /// @param address where it comes from, for the limits
  /// @param known whether it has logged in already, and if so, whether that still counts later
  /// @return empty if there is no room after all
  public Optional<PushClient> join(String address, Optional<BooleanSupplier> known, Outlet outlet) {
    synchronized (clients) {
      if (full(address).isPresent()) {
        refused.incrementAndGet();
        return Optional.empty();
      }
      PushClient client = new PushClient(this, address, known, outlet);
      clients.add(client);
      client.start();
      return Optional.of(client);
    }
  }

  /// Whether anybody would get what is pushed now.
  public boolean heard() {
    synchronized (clients) {
      return clients.stream().anyMatch(PushClient::loggedIn);
    }
  }

  /// A message for all who have logged in. Does not wait.
  ///
  /// @param type such as `log`
  public void push(String type, ObjectNode data) {
    String message = message(type, Optional.of(data));
    List<PushClient> all;
    synchronized (clients) {
      all = List.copyOf(clients);
    }
    for (PushClient client : all) {
      if (client.loggedIn()) {
        dropped.addAndGet(client.offer(message));
      }
    }
  }

  static String message(String type, Optional<ObjectNode> data) {
    ObjectNode tree = ViewJson.object().put("type", type);
    data.ifPresent(known -> tree.set("data", known));
    return ViewJson.text(tree.put("timestamp", Instant.now().toString()));
  }

  /// What is lost and waits now.
  public Counts counts() {
    synchronized (clients) {
      return new Counts(
          clients.size(),
          clients.stream().mapToInt(PushClient::waiting).sum(),
          dropped.get(),
          refused.get());
    }
  }

  /// The limits.
  public Limits limits() {
    return limits;
  }

  Optional<BooleanSupplier> token(String secret) {
    return tokens.apply(secret);
  }

  void leave(PushClient client) {
    synchronized (clients) {
      clients.remove(client);
    }
  }

  /// Every client is told to go.
  @Override
  public void close() {
    List<PushClient> all;
    synchronized (clients) {
      all = List.copyOf(clients);
    }
    all.forEach(client -> client.close(1001, "Vedette stops"));
  }
}
