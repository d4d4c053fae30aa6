package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.watch.view.SystemView;

/// The WebSocket at `/ws`, as programs for a TrueBit monitor use it.
class TruebitSocketTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STARTED = "Starting task execution";
  private static final String SLOT =
      "Semaphore InvoiceSubscriber processing started - Using slot 2/4";

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  private record Bench(Running running, TruebitNode node) {
    String token() {
      Running.Login login = running.login();
      String made =
          running
              .send(
                  "POST",
                  "/api/v1/tokens",
                  "{\"name\":\"a\",\"scope\":\"read\"}",
                  login.cookie(),
                  login.csrf())
              .body();
      return JSON.readTree(made).path("token").stringValue();
    }
  }

  private Bench bench(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    if (all.stream().noneMatch(it -> it.startsWith("truebit.ws-login="))) {
      // On a slow machine a client must not be sent away for that while a test is not done.
      all.add("truebit.ws-login=10 min");
    }
    Running running = Running.start(folder, all.toArray(String[]::new));
    open.add(running);
    TruebitNode node = new TruebitNode(running, folder);
    open.add(node);
    return new Bench(running, node);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private LiveSocket socket(Bench bench, String from, String... headers) throws Exception {
    LiveSocket socket = LiveSocket.open("/ws", from, bench.running().port(), List.of(headers));
    open.add(socket);
    return socket;
  }

  private static JsonNode next(LiveSocket socket, String type) throws Exception {
    // An entry of the log has a type of its own, within.
    return JSON.readTree(socket.next(text -> text.startsWith("{\"type\":\"" + type + "\"")));
  }

  private LiveSocket loggedIn(Bench bench) throws Exception {
    LiveSocket socket = socket(bench, "127.0.0.1");
    assertThat(next(socket, "connected").path("authRequired").booleanValue()).isTrue();
    socket.say("{\"type\":\"auth\",\"token\":\"" + bench.token() + "\"}");
    assertThat(next(socket, "auth_success").has("timestamp")).isTrue();
    return socket;
  }

  @Test
  void whoSendsATokenHearsEverythingThatTheNodeDoes() throws Exception {
    Bench bench = bench();
    LiveSocket socket = loggedIn(bench);
    bench.node().writes(TruebitNode.received("e-1"));
    assertThat(next(socket, "log").path("data").path("type").stringValue())
        .isEqualTo("task_received");
    bench.node().writes(SLOT);
    JsonNode slot = next(socket, "semaphore").path("data");
    assertThat(slot.path("current").intValue()).isEqualTo(2);
    assertThat(slot.path("total").intValue()).isEqualTo(4);
    assertThat(slot.path("action").stringValue()).isEqualTo("acquire");
    bench.node().records(TruebitNode.invoice("72508152176399", "e-1", System.currentTimeMillis()));
    JsonNode invoice = next(socket, "invoice").path("data").path("details");
    assertThat(invoice.path("lineItem").size()).isEqualTo(2);
  }

  /// B1: a block's hash looked like an address, so that no task was ever told.
  @Test
  void b01ATaskWithABlockHashIsTold() throws Exception {
    Bench bench = bench();
    LiveSocket socket = loggedIn(bench);
    String hash = "0x" + "ab".repeat(32);
    for (int i = 0; i < 6; i++) {
      bench
          .node()
          .writes(
              "Message received from task_created: {\"executionId\":\"e-%d\",\"type\":\"task_created\",\"message\":{\"taskId\":\"js_a\",\"blockHash\":\"%s\"}}"
                  .formatted(i, hash));
      assertThat(task(socket, "received", "e-" + i).path("block_hash").stringValue())
          .isEqualTo(hash);
    }
  }

  /// B12: rows of tasks never changed while one looked on, since what was pushed had no id; and
  /// slots were never shown.
  @Test
  void b12PushedTasksHaveTheirIdAndTheirState() throws Exception {
    Bench bench = bench();
    LiveSocket socket = loggedIn(bench);
    bench.node().writes(TruebitNode.received("e-1"));
    assertThat(task(socket, "received", "e-1").path("status").stringValue()).isEqualTo("received");
    bench.node().writes(STARTED);
    assertThat(task(socket, "started", "e-1").path("status").stringValue()).isEqualTo("executing");
    bench
        .node()
        .writes("Command execution stdout: {\"elapsed\":\"5000000\",\"wasi\":{\"exitCode\":0}}");
    assertThat(task(socket, "metrics", "e-1").path("elapsed_ms").intValue()).isEqualTo(5);
    bench.node().writes("Execution e-1 completed");
    JsonNode ended = task(socket, "completed", "e-1");
    assertThat(ended.path("status").stringValue()).isEqualTo("completed");
    assertThat(ended.path("exit_code").intValue()).isZero();
  }

  private static JsonNode task(LiveSocket socket, String event, String executionId)
      throws Exception {
    JsonNode data = next(socket, "task").path("data");
    assertThat(data.path("event").stringValue()).isEqualTo(event);
    assertThat(data.path("execution_id").stringValue()).isEqualTo(executionId);
    return data;
  }

  @Test
  void historyThatIsBeingReadIsNotTold() throws Exception {
    Bench bench = bench();
    LiveSocket socket = loggedIn(bench);
    bench
        .node()
        .writesAt(
            LocalDateTime.now(ZoneOffset.UTC).minusHours(1), "old", TruebitNode.received("e"));
    bench.node().writes("new");
    assertThat(JSON.readTree(socket.next()).path("data").path("message").stringValue())
        .isEqualTo("new");
  }

  /// S2: everything was open to everybody.
  @Test
  void s2WhoHasNotLoggedInHearsNothing() throws Exception {
    Bench bench = bench();
    LiveSocket stranger = socket(bench, "127.0.0.1");
    next(stranger, "connected");
    LiveSocket other = loggedIn(bench);
    bench.node().writes("of the node alone");
    next(other, "log");
    stranger.say("{\"type\":\"ping\"}");
    assertThat(JSON.readTree(stranger.next()).path("type").stringValue()).isEqualTo("pong");
    stranger.say("{\"type\":\"subscribe\"}");
    assertThat(JSON.readTree(stranger.next()).path("type").stringValue()).isEqualTo("error");
    for (int i = 0; i < 3; i++) {
      stranger.say("{\"type\":\"auth\",\"token\":\"vedette_wrong\"}");
      assertThat(next(stranger, "auth_failed").has("data")).isFalse();
    }
    assertThatThrownBy(stranger::next).isInstanceOf(EOFException.class).hasMessage("closed 4003");
  }

  @Test
  void whoDoesNotLogInInTimeIsSentAway() throws Exception {
    Bench bench = bench("truebit.ws-login=1 s");
    LiveSocket socket = socket(bench, "127.0.0.1");
    assertThatThrownBy(() -> next(socket, "auth_success"))
        .isInstanceOf(EOFException.class)
        .hasMessage("closed 4001");
  }

  @Test
  void aTokenInTheRequestOrTheOwnersBrowserNeedsNoMessage() throws Exception {
    Bench bench = bench();
    LiveSocket program = socket(bench, "127.0.0.1", "Authorization: Bearer " + bench.token());
    assertThat(next(program, "connected").path("authRequired").booleanValue()).isFalse();
    String cookie = bench.running().login().cookie();
    LiveSocket browser =
        socket(bench, "127.0.0.1", cookie, "Origin: http://127.0.0.1:" + bench.running().port());
    assertThat(next(browser, "connected").path("authRequired").booleanValue()).isFalse();
    // A cookie that comes from nowhere is not a browser's.
    LiveSocket odd = socket(bench, "127.0.0.1", cookie);
    assertThat(next(odd, "connected").path("authRequired").booleanValue()).isTrue();
    assertThat(socket(bench, "127.0.0.1", cookie, "Origin: https://evil.example").status())
        .isEqualTo(403);
    assertThat(socket(bench, "127.0.0.1", "Authorization: Bearer wrong").status()).isEqualTo(401);
  }

  @Test
  void aTokenThatIsTakenAwayEndsTheConnection() throws Exception {
    Bench bench = bench();
    LiveSocket socket = loggedIn(bench);
    Running.Login login = bench.running().login();
    String all = bench.running().ask("GET", "/api/v1/tokens", login.cookie()).body();
    String id = JSON.readTree(all).path("tokens").path(0).path("id").stringValue();
    bench.running().send("DELETE", "/api/v1/tokens/" + id, "", login.cookie(), login.csrf());
    assertThatThrownBy(socket::next).isInstanceOf(EOFException.class).hasMessage("closed 4401");
  }

  @Test
  void tooManyFromOneAddressAre429AndTooManyInAllAre503() throws Exception {
    Bench bench = bench("truebit.ws-clients=7");
    for (int i = 0; i < 5; i++) {
      assertThat(socket(bench, "127.0.0.1").status()).isEqualTo(101);
    }
    await(bench, 5);
    assertThat(socket(bench, "127.0.0.1").status()).isEqualTo(429);
    assertThat(socket(bench, "127.0.0.2").status()).isEqualTo(101);
    assertThat(socket(bench, "127.0.0.2").status()).isEqualTo(101);
    await(bench, 7);
    assertThat(socket(bench, "127.0.0.3").status()).isEqualTo(503);
    assertThat(row(bench, "push clients").dropped()).isEqualTo(2);
  }

  /// S6: behind a reverse proxy the limit by address was the whole world's; and S1: whoever is not
  /// a proxy could take any address.
  @Test
  void s6BehindATrustedProxyEachClientHasItsOwnLimit() throws Exception {
    Bench bench = bench("web.trusted-proxies=127.0.0.2");
    for (int i = 0; i < 7; i++) {
      assertThat(socket(bench, "127.0.0.2", "X-Forwarded-For: 203.0.113." + i).status())
          .isEqualTo(101);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(socket(bench, "127.0.0.2", "X-Forwarded-For: 203.0.113.1").status())
          .isEqualTo(101);
    }
    await(bench, 11);
    assertThat(socket(bench, "127.0.0.2", "X-Forwarded-For: 203.0.113.1").status()).isEqualTo(429);
    // Not from the proxy: what it says of itself does not count.
    for (int i = 0; i < 5; i++) {
      assertThat(socket(bench, "127.0.0.1", "X-Forwarded-For: 203.0.113." + (20 + i)).status())
          .isEqualTo(101);
    }
    await(bench, 16);
    assertThat(socket(bench, "127.0.0.1", "X-Forwarded-For: 203.0.113.99").status()).isEqualTo(429);
  }

  @Test
  void whoDoesNotReadLosesTheOldestAndItIsCounted() throws Exception {
    Bench bench = bench();
    LiveSocket reader = loggedIn(bench);
    LiveSocket idle = loggedIn(bench);
    String[] messages = new String[100];
    java.util.Arrays.fill(messages, "x".repeat(900));
    List<String> holes = new ArrayList<>();
    // More than the sockets' buffers and the queue hold together. The one who reads gets each batch
    // before the next is written, so that what is dropped is the other's.
    for (int batch = 0; batch < 240 && row(bench, "pushes").dropped() == 0; batch++) {
      String last = "batch " + batch;
      messages[messages.length - 1] = last;
      bench.node().writes(messages);
      String _ =
          reader.next(text -> {
            if (text.startsWith("{\"type\":\"dropped\"")) {
              holes.add(text);
            }
            return text.contains("\"" + last + "\"");
          });
    }
    assertThat(holes).as("for one who reads").isEmpty();
    assertThat(row(bench, "pushes").dropped()).isPositive();
    assertThat(row(bench, "pushes").depth()).isLessThanOrEqualTo(row(bench, "pushes").capacity());
    // It goes on: it is told that there is a hole.
    assertThat(next(idle, "dropped").path("data").path("count").longValue()).isPositive();
  }

  private static SystemView.QueueRow row(Bench bench, String name) {
    return bench.running().server().queues().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void await(Bench bench, long clients) {
    Awaitility.await()
        .atMost(Http.PATIENCE)
        .until(() -> row(bench, "push clients").depth() == clients);
  }
}
