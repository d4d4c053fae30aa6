package vedette.app.web.pushes;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;
import vedette.app.web.live.Allowance;
import vedette.app.web.live.Outlet;
import vedette.app.web.live.SocketClient;

/// One client: who it is, what waits for it, and the thread that sends.
public final class PushClient implements SocketClient {
  private static final long CHECK_MILLIS = 5_000;
  private static final long PING_MILLIS = 15_000;
  private static final int TRIES = 3;

  private final PushHub hub;
  private final String address;
  private final Outlet outlet;
  private final PushQueue queue = new PushQueue();
  private final Allowance allowance = new Allowance();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Optional<BooleanSupplier> known;
  private volatile boolean hopeless;
  private int tries;

  PushClient(PushHub hub, String address, Optional<BooleanSupplier> known, Outlet outlet) {
    this.hub = hub;
    this.address = address;
    this.known = known;
    this.outlet = outlet;
  }

  void start() {
    ObjectNode hello =
        ViewJson.object().put("type", "connected").put("authRequired", known.isEmpty());
    offer(ViewJson.text(hello.put("timestamp", java.time.Instant.now().toString())));
    Thread.ofVirtual().name("push-client").start(this::run);
  }

  String address() {
    return address;
  }

  boolean loggedIn() {
    return known.isPresent();
  }

  int waiting() {
    return queue.depth();
  }

  int offer(String message) {
    return queue.offer(message);
  }

  private void say(String type) {
    int _ = offer(PushHub.message(type, Optional.empty()));
  }

  private void error(String words) {
    ObjectNode tree = ViewJson.object().put("type", "error").put("message", words);
    int _ = offer(ViewJson.text(tree.put("timestamp", java.time.Instant.now().toString())));
  }

  @Override
  public void receive(String text) {
    if (closed.get()) {
      return;
    }
    if (!allowance.take()) {
      close(1008, "says too much");
      return;
    }
    Optional<ObjectNode> said = ViewJson.parse(text);
    JsonNode type = said.map(tree -> tree.path("type")).orElseGet(ViewJson::object);
    switch (type.isString() ? type.stringValue() : "") {
      case "ping" -> say("pong");
      case "auth" -> logIn(said.orElseThrow().path("token"));
      default -> error("expected an object with the type auth or ping");
    }
  }

  private void logIn(JsonNode token) {
    Optional<BooleanSupplier> found =
        token.isString() ? hub.token(token.stringValue()) : Optional.empty();
    if (found.isPresent()) {
      known = found;
      say("auth_success");
    } else {
      say("auth_failed");
      hopeless = ++tries >= TRIES;
    }
  }

  @Override
  public void close(int code, String reason) {
    if (closed.compareAndSet(false, true)) {
      hub.leave(this);
      outlet.close(code, reason);
    }
  }

  private void run() {
    long began = System.nanoTime();
    long checked = began;
    long pinged = began;
    try {
      while (!closed.get()) {
        long left = hub.limits().logIn().toMillis() - millisSince(began);
        if (known.isEmpty() && left <= 0) {
          close(4001, "no token in time");
          return;
        }
        Optional<String> next =
            queue.poll(known.isEmpty() ? Math.min(left, CHECK_MILLIS) : CHECK_MILLIS);
        if (next.isPresent()) {
          outlet.send(next.get());
        }
        if (hopeless && queue.depth() == 0) {
          close(4003, "too many wrong tokens");
        }
        long lost = queue.takeDropped();
        if (lost > 0) {
          outlet.send(
              PushHub.message("dropped", Optional.of(ViewJson.object().put("count", lost))));
        }
        if (millisSince(checked) >= CHECK_MILLIS) {
          checked = System.nanoTime();
          if (known.isPresent() && !known.get().getAsBoolean()) {
            close(4401, "the session has ended");
          }
        }
        if (millisSince(pinged) >= PING_MILLIS) {
          pinged = System.nanoTime();
          outlet.ping();
        }
      }
    } catch (IOException _) {
      close(1001, "does not read");
    } catch (InterruptedException _) {
      close(1001, "Vedette stops");
    } catch (RuntimeException e) {
      System.getLogger(PushClient.class.getName())
          .log(System.Logger.Level.ERROR, "pushes: a client's connection failed", e);
      close(1011, "an error that Vedette did not foresee");
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
