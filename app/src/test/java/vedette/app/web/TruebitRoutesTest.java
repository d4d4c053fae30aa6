package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
import vedette.app.truebit.TruebitNodes;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogAssembler;
import vedette.poll.truebit.LogGrammar;
import vedette.poll.truebit.NodeMessages;

/// The requests that programs for a TrueBit monitor send, answered by the running server.
class TruebitRoutesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WALLET = "0x1111111111111111111111111111111111111111";
  private static final String PASSWORD = "X-Task-Data-Password: ";

  @TempDir Path folder;
  private Running running;
  private TruebitNodes nodes;
  private Running.Login login;

  @BeforeEach
  void start() {
    running = Running.start(folder);
    nodes = new TruebitNodes();
    running.backend().truebit = Optional.of(nodes);
    TruebitNodes.Watched node = nodes.open(Running.config(folder));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(
          line(
              "Message received from task_created: {\"executionId\":\"e-%d\",\"type\":\"task_created\",\"message\":{\"taskId\":\"js_a\",\"chainId\":\"43113\",\"blockNumber\":7,\"input\":\"secret input\"}}"
                  .formatted(i)));
    }
    lines.add(line("Starting task execution, executionId: e-2"));
    lines.add(
        line(
            "Command execution stdout: {\"elapsed\":\"1500000000\",\"wasi\":{\"exitCode\":3},\"metering\":{\"last\":{\"steps\":28584970692}}}"));
    lines.add(line("Execution e-2 completed"));
    lines.add(line("Semaphore InvoiceSubscriber processing started - Using slot 1/4"));
    lines.add(line("<script>alert(1)</script>"));
    node.ledger()
        .commit(new Ledger.Batch(new Ledger.Source(0, "w", 1, "a", 1, "", 0), kept(lines)));
    node.ledger()
        .commit(
            List.of(
                new NodeMessages(1_000)
                    .in(
                        "{\"invoiceId\":7250815217639925490001,\"executionId\":\"e-2\",\"stepGasPrice\":5e-7,\"lineItem\":[{\"operation\":\"charge\",\"account\":\"0xbeef\",\"total_steps_computed\":4},{\"operation\":\"pay\",\"account\":\"%s\",\"total_steps_computed\":\"2000000000\"}]}"
                            .formatted(WALLET))
                    .orElseThrow()));
    login = running.login();
  }

  @AfterEach
  void stop() {
    running.close();
    nodes.close();
  }

  private static String line(String message) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .format(LocalDateTime.now(ZoneOffset.UTC))
        + " info: @truebit/worker-runner-node-"
        + WALLET
        + ":1.0.0 "
        + message;
  }

  private static List<Ledger.Kept> kept(List<String> lines) {
    LogGrammar grammar = new LogGrammar(1_000);
    LogAssembler assembler = new LogAssembler();
    List<Ledger.Kept> all = new ArrayList<>();
    lines.forEach(line -> assembler.line(line, 0, e -> all.add(new Ledger.Kept(e, grammar.of(e)))));
    assembler.flush(e -> all.add(new Ledger.Kept(e, grammar.of(e))));
    return all;
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
    assertThat(got("/api/tasks/e-2").path("invoices").size()).isEqualTo(1);
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
    assertThat(got("/api/logs/status").has("lastLogAt")).isTrue();
    assertThat(got("/api/health").path("status").stringValue()).isEqualTo("ok");
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
        "/api/tasks/stats/summary"
      })
  void s2NothingOfTheNodeIsOpen(String path) {
    Http.Answer answer = running.ask("GET", path);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("e-2", WALLET);
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

  @Test
  void withoutANodeThereIsNothing() {
    running.backend().truebit = Optional.empty();
    assertThat(running.ask("GET", "/api/tasks", login.cookie()).status()).isEqualTo(404);
  }
}
