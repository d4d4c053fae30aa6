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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.app.truebit.TruebitNodes;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogAssembler;
import vedette.poll.truebit.LogGrammar;

/// A node's log that somebody wrote who means harm, in the API's answers.
class TruebitHostileTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MARKUP = "<img src=x onerror=alert(1)></script><script>";

  @TempDir Path folder;
  private Running running;
  private TruebitNodes nodes;

  @BeforeEach
  void start() {
    running = Running.start(folder);
    nodes = new TruebitNodes();
    running.backend().truebit = Optional.of(nodes);
    LogGrammar grammar = new LogGrammar(10_000);
    LogAssembler assembler = new LogAssembler();
    List<Ledger.Kept> all = new ArrayList<>();
    String[] messages = {
      MARKUP,
      "\u001b[2J\u001b]0;title\u0007cleared \u0000 \u202emoc\u2028line\r\nSet-Cookie: a=b",
      "x".repeat(300_000),
      "deep " + "{\"a\":[".repeat(50_000),
      "Message received from task_created: {\"executionId\":\"e-1\",\"type\":\"task_created\",\"message\":{\"taskId\":\"js_%s\",\"chainId\":\"%s\",\"blockNumber\":\"%s\",\"input\":\"\\u202e\\ud800%s\"}}"
          .formatted(MARKUP, MARKUP, "9".repeat(90), MARKUP),
      "Command execution stdout: {\"executionId\":\"e-1\",\"elapsed\":\"%1$s\",\"wasi\":{\"exitCode\":\"%1$s\"},\"metering\":{\"last\":{\"steps\":\"%1$s\"}}}"
          .formatted("9".repeat(90)),
      "InvoiceSubscriber {\"invoiceId\":\"i-1\",\"executionId\":\"e-1\",\"stepGasPrice\":\"1e-60\",\"lineItem\":[{\"operation\":\"<b>\",\"account\":\"%s\",\"total_steps_computed\":\"%s\"}]}"
          .formatted(MARKUP, "9".repeat(90)),
    };
    for (String message : messages) {
      String line =
          DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                  .format(LocalDateTime.now(ZoneOffset.UTC))
              + " info: @truebit/worker-runner-node-0x1:1.0.0 "
              + message;
      assembler.line(line, 0, e -> all.add(new Ledger.Kept(e, grammar.of(e))));
    }
    assembler.flush(e -> all.add(new Ledger.Kept(e, grammar.of(e))));
    nodes
        .open(Running.config(folder))
        .ledger()
        .commit(new Ledger.Batch(new Ledger.Source(0, "w", 1, "a", 1, "", 0), all));
  }

  @AfterEach
  void stop() {
    running.close();
    nodes.close();
  }

  @Test
  void whatSomebodyWroteIsPlainDataInEveryAnswer() {
    Running.Login login = running.login();
    for (String path :
        new String[] {
          "/api/logs",
          "/api/logs?search=cleared",
          "/api/tasks",
          "/api/tasks/e-1",
          "/api/invoices",
          "/api/status/stats",
          "/api/logs?search=%3Cscript%3E%00%E2%80%AE*&level=info",
          "/api/tasks/%3Cscript%3E"
        }) {
      Http.Answer answer = running.ask("GET", path, login.cookie());
      assertThat(answer.status()).as(path).isIn(200, 400, 404);
      assertThat(answer.header("Content-Type")).as(path).startsWith("application/json");
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("Set-Cookie")).as(path).isEmpty();
      assertThat(answer.body()).as(path).hasSizeLessThan(200_000);
      // The answer was read byte by byte.
      JsonNode all =
          JSON.readTree(answer.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
      assertThat(all.isObject()).as(path).isTrue();
      harmless(path, all);
    }
    var task = JSON.readTree(running.ask("GET", "/api/tasks/e-1", login.cookie()).body());
    assertThat(task.path("status").stringValue()).isEqualTo("failed");
    assertThat(task.path("gas_used").bigIntegerValue()).hasToString("9".repeat(90));
  }

  /// No text has what a terminal or a browser would obey.
  private static void harmless(String path, JsonNode node) {
    if (node.isString()) {
      assertThat(node.stringValue())
          .as(path)
          .doesNotContainPattern(
              "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");
    }
    node.forEach(each -> harmless(path, each));
  }
}
