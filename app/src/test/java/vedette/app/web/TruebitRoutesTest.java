package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The requests that programs for a TrueBit monitor send, answered by the running server.
class TruebitRoutesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PASSWORD = "X-Task-Data-Password: ";

  @TempDir Path folder;
  private Running running;
  private TruebitNode node;
  private Running.Login login;

  @BeforeEach
  void start() {
    running = Running.start(folder);
    node = new TruebitNode(running, folder);
    node.writes(
        TruebitNode.received("e-0"),
        TruebitNode.received("e-1"),
        TruebitNode.received("e-2"),
        "Starting task execution, executionId: e-2",
        "Command execution stdout: {\"elapsed\":\"1500000000\",\"wasi\":{\"exitCode\":3},\"metering\":{\"last\":{\"steps\":28584970692}}}",
        "Execution e-2 completed",
        "Semaphore InvoiceSubscriber processing started - Using slot 1/4",
        "<script>alert(1)</script>");
    node.records(TruebitNode.invoice("7250815217639925490001", "e-2", 1_763_992_549_000L));
    login = running.login();
  }

  @AfterEach
  void stop() {
    running.close();
    node.close();
  }

  private JsonNode got(String path) {
    Http.Answer answer = running.ask("GET", path, login.cookie());
    assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  @Test
  void tasksHaveTheNamesThatProgramsKnow() {
    JsonNode tasks = got("/api/tasks?limit=2");
    assertThat(tasks.path("tasks").size()).isEqualTo(2);
    assertThat(tasks.path("pagination").path("hasMore").booleanValue()).isTrue();
    JsonNode failed = got("/api/tasks?status=failed").path("tasks").path(0);
    assertThat(failed.path("execution_id").stringValue()).isEqualTo("e-2");
    assertThat(failed.path("gas_used").longValue()).isEqualTo(28_584_970_692L);
    assertThat(failed.path("elapsed_ms").decimalValue()).isEqualByComparingTo("1500");
    assertThat(failed.path("exit_code").intValue()).isEqualTo(3);
    assertThat(failed.path("task_hash").stringValue()).isEqualTo("js_a");
    assertThat(failed.has("cached")).isFalse();
    JsonNode one = got("/api/tasks/e-2");
    assertThat(one.path("invoices").size()).isEqualTo(1);
    assertThat(one.path("execution_id").stringValue()).isEqualTo("e-2");
    assertThat(one.path("hasSensitiveData").booleanValue()).isTrue();
    assertThat(one.path("sensitiveDataRequiresAuth").booleanValue()).isTrue();
    assertThat(running.ask("GET", "/api/tasks/none", login.cookie()).status()).isEqualTo(404);
  }

  @Test
  void invoicesHaveEveryLineAndExactIds() {
    JsonNode details = got("/api/invoices").path("invoices").path(0).path("details");
    assertThat(details.path("invoiceId").stringValue()).isEqualTo("7250815217639925490001");
    assertThat(details.path("stepGasPrice").stringValue()).isEqualTo("0.0000005");
    assertThat(details.path("lineItem").size()).isEqualTo(2);
    assertThat(details.path("lineItem").path(1).path("amount").stringValue()).isEqualTo("1000");
    assertThat(got("/api/invoices/count").path("count").intValue()).isEqualTo(1);
  }

  @Test
  void logsAreFoundAndStatisticsCounted() {
    assertThat(got("/api/logs?limit=1").path("logs").path(0).path("message").stringValue())
        .isEqualTo("<script>alert(1)</script>");
    assertThat(got("/api/logs?type=semaphore").path("logs").size()).isEqualTo(1);
    assertThat(got("/api/logs?search=alert&level=info").path("logs").size()).isEqualTo(1);
    assertThat(got("/api/logs?level=error").path("logs").size()).isZero();
    JsonNode stats = got("/api/status/stats");
    assertThat(stats.path("tasks").path("total").intValue()).isEqualTo(3);
    assertThat(stats.path("tasks").path("failed").intValue()).isEqualTo(1);
    assertThat(stats.path("invoices").path("total").intValue()).isEqualTo(1);
    assertThat(stats.path("semaphore").path("current").intValue()).isEqualTo(1);
    assertThat(stats.path("tasks").path("avg_elapsed_ms").doubleValue()).isEqualTo(1_500);
    assertThat(stats.path("tasks").path("avg_gas_used").doubleValue()).isEqualTo(28_584_970_692.0);
    assertThat(got("/api/tasks/stats/summary")).isEqualTo(stats.path("tasks"));
    assertThat(got("/api/logs/status").has("lastLogAt")).isTrue();
    assertThat(got("/api/health").path("status").stringValue()).isEqualTo("ok");
  }

  /// B2: a task without a chain, or with a figure in a form that was not foreseen, was refused, and
  /// every figure of success, time and cache stayed 0.
  @Test
  void b02ATaskWithoutAChainCountsInEveryFigure() {
    node.writes(
        "Message received from task_created: {\"executionId\":\"e-7\",\"type\":\"task_created\",\"message\":{\"taskId\":\"mB_s\"}}",
        "Starting task execution, executionId: e-7",
        "Command execution stdout: {\"elapsed\":900000,\"wasi\":{\"exitCode\":0},\"execution\":{\"prepare\":{\"cached\":true}}}",
        "Execution e-7 completed");
    JsonNode task = got("/api/tasks/e-7");
    assertThat(task.has("chain_id")).isFalse();
    assertThat(task.path("elapsed_ms").decimalValue()).isEqualByComparingTo("0.9");
    JsonNode tasks = got("/api/status/stats").path("tasks");
    assertThat(tasks.path("completed").intValue()).isEqualTo(1);
    assertThat(tasks.path("cached").intValue()).isEqualTo(1);
  }

  /// B16: real figures all fell into the last bucket, or the first.
  @Test
  void b16RealMagnitudesAreKeptApart() {
    String[] steps = {"1998161723", "28584970692", "28584970693"};
    for (int i = 0; i < steps.length; i++) {
      node.writes(
          TruebitNode.received("m-" + i),
          "Starting task execution, executionId: m-" + i,
          "Command execution stdout: {\"metering\":{\"last\":{\"steps\":%s},\"peak\":{\"memory\":8%d}},\"wasi\":{\"exitCode\":0}}"
              .formatted(steps[i], i),
          "Execution m-%d completed".formatted(i));
      JsonNode task = got("/api/tasks/m-" + i);
      assertThat(task.path("gas_used").asString("")).isEqualTo(steps[i]);
      assertThat(task.path("peak_memory_raw").intValue()).isEqualTo(80 + i);
    }
  }

  /// S3: any page, and in an older edition anybody, could make the node join another server's
  /// federation. S5: what strangers sent was stored without bound and served to everybody.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/federation/enable",
        "POST /api/federation/disable",
        "POST /api/federation/reset",
        "POST /api/federation/peers/x/block",
        "POST /api/federation/settings",
        "POST /api/federation/messages",
        "PUT /api/federation/settings",
        "GET /api/federation/messages",
        "GET /api/federation/peers"
      })
  void s03ThereIsNothingThatCouldBeEnabledRepointedOrFilled(String request) {
    String[] parts = request.split(" ", 2);
    Http.Answer answer =
        running.send(
            parts[0],
            parts[1],
            parts[0].equals("GET") ? "" : "{\"natsServers\":[\"wss://evil.example\"]}",
            login.cookie(),
            login.csrf());
    assertThat(answer.status()).isIn(404, 405);
  }

  /// B15: a negative limit returned everything.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/tasks?limit=-1", "/api/tasks?limit=0", "/api/invoices?offset=-1",
        "/api/logs?limit=100000", "/api/logs?level=%27--", "/api/logs?type=nothing",
        "/api/tasks?status=x"
      })
  void b15WhatIsNoLimitIsRefused(String path) {
    assertThat(running.ask("GET", path, login.cookie()).status()).isEqualTo(400);
  }

  /// S2: invoices, with wallets and signatures, and execution ids were open to everybody.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/status",
        "/api/status/stats",
        "/api/tasks",
        "/api/tasks/e-2",
        "/api/tasks/e-2/data",
        "/api/invoices",
        "/api/invoices/count",
        "/api/logs",
        "/api/logs/status",
        "/api/tasks/stats/summary",
        "/api/audit-log"
      })
  void s2NothingOfTheNodeIsOpen(String path) {
    Http.Answer answer = running.ask("GET", path);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("e-2", TruebitNode.WALLET);
  }

  /// S3: any page could switch things on.
  @Test
  void s3AnotherSitesPageChangesNothing() {
    assertThat(
            running
                .send(
                    "POST",
                    "/api/v1/truebit/data-password",
                    "{}",
                    login.cookie(),
                    login.csrf(),
                    "Origin: https://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(running.send("POST", "/api/v1/truebit/data-password", "{}", login.cookie()).status())
        .isEqualTo(403);
  }

  /// S4: passwords in addresses, in clear, compared in variable time.
  @Test
  void s4DataOpensWithItsOwnPasswordInAHeaderOnly() {
    String path = "/api/tasks/e-2/data";
    assertThat(running.ask("GET", path, login.cookie()).status()).isEqualTo(403);
    Http.Answer made =
        running.send("POST", "/api/v1/truebit/data-password", "{}", login.cookie(), login.csrf());
    assertThat(made.status()).isEqualTo(201);
    String password = JSON.readTree(made.body()).path("password").stringValue();
    assertThat(running.ask("GET", path + "?password=" + password, login.cookie()).status())
        .isEqualTo(400);
    assertThat(running.ask("GET", path, login.cookie(), PASSWORD + "wrong").status())
        .isEqualTo(403);
    Http.Answer data = running.ask("GET", path, login.cookie(), PASSWORD + password);
    assertThat(data.status()).isEqualTo(200);
    assertThat(JSON.readTree(data.body()).path("inputData").stringValue())
        .isEqualTo("secret input");
    assertThat(got("/api/tasks/auth/status").path("passwordSet").booleanValue()).isTrue();
  }

  /// S1: forged forwarded addresses gave unlimited tries.
  @Test
  void s1ForgedAddressesGiveNoMoreTries() {
    running.send("POST", "/api/v1/truebit/data-password", "{}", login.cookie(), login.csrf());
    int limited = 0;
    for (int i = 0; i < 40; i++) {
      Http.Answer answer =
          running.ask(
              "GET",
              "/api/tasks/e-2/data",
              login.cookie(),
              PASSWORD + "guess" + i,
              "X-Forwarded-For: 203.0.113." + i);
      limited += answer.status() == 429 ? 1 : 0;
    }
    assertThat(limited).isPositive();
  }

  /// S4: the key was compared in variable time; it is one that the owner chose, and reads.
  @Test
  void s4TheKeyOfTheOldMonitorReadsAndNoMore() throws Exception {
    Path key = folder.resolve("key");
    Files.writeString(key, "0123456789abcdef0123");
    Path config = folder.resolve("vedette.yaml");
    Files.writeString(config, "web: {api-key: {file: %s}}".formatted(key));
    try (Running keyed = Running.start(folder.resolve("other"), "config=" + config)) {
      String right = "Authorization: Bearer 0123456789abcdef0123";
      assertThat(keyed.ask("GET", "/api/v1/session", right).body()).contains("\"read\"");
      assertThat(keyed.ask("GET", "/api/audit-log", right).status()).isEqualTo(403);
      assertThat(keyed.ask("GET", "/api/v1/session", right + "4").status()).isEqualTo(401);
      assertThat(keyed.ask("GET", "/api/v1/tokens", keyed.login().cookie()).body())
          .isEqualTo("{\"tokens\":[]}");
    }
    Files.writeString(key, "too short");
    assertThatThrownBy(() -> Running.start(folder.resolve("third"), "config=" + config))
        .hasMessageContaining("web.api-key: expected 16 to 1024 characters. Found: 9")
        .hasMessageNotContaining("too short");
  }

  /// S4: logging out ended nothing, and a challenge could be guessed offline.
  @Test
  void s4LoggingOutEndsTheSession() {
    got("/api/tasks");
    assertThat(running.send("DELETE", "/api/v1/session", "", login.cookie(), login.csrf()).status())
        .isEqualTo(204);
    assertThat(running.ask("GET", "/api/tasks", login.cookie()).status()).isEqualTo(401);
    assertThat(running.ask("GET", "/api/auth/challenge").status()).isEqualTo(404);
  }

  @Test
  void whatWasDoneIsReadByTheOwner() {
    node.writes("x");
    running.ask("GET", "/api/tasks/e-2/data", login.cookie(), PASSWORD + "wrong");
    running.send("POST", "/api/v1/truebit/data-password", "{}", login.cookie(), login.csrf());
    JsonNode all = got("/api/audit-log?limit=2");
    assertThat(all.path("entries").size()).isEqualTo(2);
    assertThat(all.path("entries").path(0).path("event").stringValue())
        .isEqualTo("task_data_password");
    assertThat(all.path("entries").path(0).path("ip").stringValue()).isEqualTo("127.0.0.1");
    assertThat(all.path("maxSize").intValue()).isEqualTo(1_000);
    assertThat(all.path("total").intValue()).isGreaterThanOrEqualTo(2);
  }

  /// ALLOWED_ORIGINS: pages of an origin that the owner named may read, with a token; others not.
  @Test
  void pagesOfAllowedOriginsMayReadWithAToken() {
    try (Running open =
        Running.start(folder.resolve("origins"), "web.origins=https://mine.example")) {
      String mine = "Origin: https://mine.example";
      Http.Answer preflight =
          open.ask("OPTIONS", "/api/tasks", mine, "Access-Control-Request-Method: GET");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://mine.example");
      assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
      assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(open.ask("GET", "/api/health", mine).header("Access-Control-Allow-Origin"))
          .isEqualTo("https://mine.example");
      for (String other : List.of("https://evil.example", "https://mine.example.evil", "null")) {
        Http.Answer refused =
            open.ask(
                "OPTIONS", "/api/tasks", "Origin: " + other, "Access-Control-Request-Method: GET");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
      }
    }
  }

  @Test
  void withoutANodeThereIsNothing() {
    running.backend().truebit = Optional.empty();
    assertThat(running.ask("GET", "/api/tasks", login.cookie()).status()).isEqualTo(404);
  }
}
