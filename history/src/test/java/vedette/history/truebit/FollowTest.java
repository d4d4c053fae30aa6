package vedette.history.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vedette.poll.truebit.LedgerState;

/// What a node writes becomes tasks, invoices and entries, in whatever order and pieces it comes.
class FollowTest extends FollowedNode {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  FollowTest() {
    super(100_000);
  }

  private List<String> texts() {
    return reader.log(LogQuery.newest(1_000)).stream().map(LogRow::text).toList().reversed();
  }

  private void awaitTexts(List<String> expected) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            store.state(NodeTree.NOW).entries().values().stream().mapToLong(Long::longValue).sum()
                >= expected.size());
    assertThat(texts()).isEqualTo(expected);
  }

  private long tasks(String status) {
    return state().tasks().getOrDefault(status, 0L);
  }

  private LedgerState state() {
    return store.state(NodeTree.NOW);
  }

  @Test
  void aTaskGoesThroughItsLife() throws Exception {
    node.say("w.log", NodeTree.received("e-1", "js_a"))
        .say("w.log", "Task js_a/1.0.0 downloaded successfully")
        .say("w.log", "Starting task execution");
    follower.start();
    await().atMost(PATIENCE).until(() -> tasks("executing") == 1);
    node.say("w.log", NodeTree.output(0)).say("w.log", "Execution e-1 completed");
    await()
        .atMost(PATIENCE)
        .until(() -> reader.task("e-1").flatMap(TaskRow::completedAt).isPresent());
    TaskRow task = reader.task("e-1").orElseThrow();
    assertThat(task.steps())
        .hasValueSatisfying(n -> assertThat(n.longValue()).isEqualTo(28_584_970_692L));
    assertThat(task.cached()).contains(true);
    assertThat(task.inferred()).isTrue();
    assertThat(task.chainId()).contains("43113");
    assertThat(task.downloadedAt()).isPresent();
    assertThat(task.startedAt()).isPresent();
    assertThat(reader.data("e-1").orElseThrow().input()).contains("{\"n\":1}");
    assertThat(state().version()).contains("1.0.0-beta.12");
    assertThat(state().wallet()).contains(NodeTree.WALLET);
  }

  /// B6: a restart made failed tasks completed and their metrics null.
  @Test
  void b06ARestartChangesNoTask() throws Exception {
    node.say("w.log", NodeTree.received("e-1", "js_a"))
        .say("w.log", "Starting task execution, executionId: e-1")
        .say("w.log", NodeTree.output(3))
        .say("w.log", "Execution e-1 completed");
    Files.writeString(
        node.data.resolve("a-eventDB.json"),
        "{\"records\":[{\"payload\":{\"type\":\"task_created\",\"executionId\":\"e-1\",\"message\":{\"taskId\":\"js_a\"}}}]}");
    follower.start();
    await()
        .atMost(PATIENCE)
        .until(() -> reader.task("e-1").flatMap(TaskRow::completedAt).isPresent());
    TaskRow before = reader.task("e-1").orElseThrow();
    assertThat(before.exitCode()).hasValueSatisfying(n -> assertThat(n.intValue()).isEqualTo(3));
    restart();
    node.say("w.log", "one more");
    await().atMost(PATIENCE).until(() -> texts().contains("one more"));
    assertThat(reader.task("e-1")).contains(before);
    assertThat(tasks("failed")).isEqualTo(1);
  }

  /// B7: the same line twice within a second was one, and raw lines came again at each restart.
  @Test
  void b07TheSameLineTwiceIsTwoLinesAndStaysTwo() throws Exception {
    String line = node.line("info", "same");
    node.raw("w.log", "raw before\n" + line + line + line);
    follower.start();
    awaitTexts(List.of("raw before", "same", "same", "same"));
    restart();
    restart();
    node.say("w.log", "then");
    awaitTexts(List.of("raw before", "same", "same", "same", "then"));
  }

  /// What a node leaves that is killed while it packs.
  @Test
  void aHalfPackedLogBesideTheWholeOneDoublesNothing() throws Exception {
    List<String> said = new java.util.ArrayList<>();
    for (int i = 0; i < 200; i++) {
      said.add("message %d %x".formatted(i, i * 0x9e3779b97f4a7c15L));
      node.say("w-2025-12-17.log", said.getLast());
    }
    byte[] whole = Files.readAllBytes(node.log("w-2025-12-17.log"));
    node.compress("w-2025-12-17.log");
    byte[] packed = Files.readAllBytes(node.log("w-2025-12-17.log.gz"));
    Files.write(
        node.log("w-2025-12-17.log.gz"), java.util.Arrays.copyOf(packed, packed.length / 2));
    Files.write(node.log("w-2025-12-17.log"), whole);
    follower.start();
    awaitTexts(said);
    restart();
    awaitTexts(said);
  }

  @Test
  void rotationAtMidnightLosesNothingAndDoublesNothing() throws Exception {
    node.say("w-2025-12-17.log", "one").say("w-2025-12-17.log", "two");
    follower.start();
    awaitTexts(List.of("one", "two"));
    // What is written last is seen only in its compressed form.
    follower.close();
    node.say("w-2025-12-17.log", "last of the day");
    node.compress("w-2025-12-17.log");
    node.say("w-2025-12-18.log", "first of the next");
    restart();
    awaitTexts(List.of("one", "two", "last of the day", "first of the next"));
    restart();
    node.say("w-2025-12-18.log", "later");
    awaitTexts(List.of("one", "two", "last of the day", "first of the next", "later"));
  }

  @Test
  void aLogThatIsRenamedWhileItIsReadIsTheSameLog() throws Exception {
    node.say("w.log", "one");
    follower.start();
    awaitTexts(List.of("one"));
    Files.move(node.log("w.log"), node.log("w.log.1"));
    node.say("w.log.1", "two").say("w.log", "three");
    await().atMost(PATIENCE).until(() -> texts().size() >= 3);
    assertThat(texts()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void aLogThatIsCutAndBegunAnewIsAnotherLog() throws Exception {
    node.say("w.log", "one").say("w.log", "two");
    follower.start();
    awaitTexts(List.of("one", "two"));
    Files.writeString(
        node.log("w.log"), node.line("info", "new"), StandardOpenOption.TRUNCATE_EXISTING);
    awaitTexts(List.of("one", "two", "new"));
  }

  @Test
  void historyIsImportedOnceAndOldestFirst() throws Exception {
    for (int day = 14; day <= 16; day++) {
      node.time = java.time.LocalDateTime.of(2025, 12, day, 10, 0);
      String name = "w-2025-12-" + day + ".log";
      node.say(name, "a" + day).say(name, "b" + day);
      node.compress(name);
    }
    node.time = java.time.LocalDateTime.of(2025, 12, 17, 10, 0);
    node.say("w-2025-12-17.log", "now");
    follower.start();
    List<String> all = List.of("a14", "b14", "a15", "b15", "a16", "b16", "now");
    awaitTexts(all);
    restart();
    node.say("w-2025-12-17.log", "x");
    await().atMost(PATIENCE).until(() -> texts().contains("x"));
    assertThat(texts().subList(0, 7)).isEqualTo(all);
  }

  @Test
  void aLineInPiecesAndAnEntryOverLinesAreWhole() throws Exception {
    node.raw("w.log", "2025-12-17 09:00:00 info: @truebit/w:1.0.0 h");
    follower.start();
    node.raw("w.log", "ello\n  goes on\n");
    awaitTexts(List.of("hello\n  goes on"));
  }

  @Test
  void tenThousandLinesAtOnceAreAllThere() throws Exception {
    follower.start();
    StringBuilder burst = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      burst.append(node.line("debug", "burst " + i));
    }
    node.raw("w.log", burst.toString());
    await().atMost(PATIENCE).until(() -> state().entries().getOrDefault("info", 0L) == 10_000);
    assertThat(texts().getLast()).isEqualTo("burst 9999");
    List<LogRow> page = reader.log(LogQuery.newest(1_000));
    assertThat(
            reader
                .log(
                    new LogQuery(
                        1_000,
                        page.getLast().id(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .stream()
                .map(LogRow::text))
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "burst " + (8_999 - i)).toList());
  }

  @Test
  void invoicesHaveEveryLineAndEarningsAreThoseOfTheOwnAddress() throws Exception {
    node.say("w.log", "hello");
    Files.writeString(
        node.data.resolve("a-eventDB.json"),
        "{\"records\":["
            + NodeTree.invoice("7250815217639925490001", "e-1")
            + ","
            + NodeTree.invoice("7250815217639925490002", "e-2")
            + ",{\"type\":\"solutions_revealed\"}]}");
    follower.start();
    await().atMost(PATIENCE).until(() -> state().invoices() == 2 && state().wallet().isPresent());
    LedgerState.Earnings earned = state().earnings().orElseThrow();
    assertThat(earned.paid()).isEqualByComparingTo("2000");
    assertThat(earned.penalties()).isEqualByComparingTo("1000");
    assertThat(earned.net()).isEqualByComparingTo("1000");
    assertThat(earned.lines()).isEqualTo(4);
    assertThat(state().unknownRecords()).isEqualTo(1);
    InvoiceRow invoice = reader.invoices(Optional.of("e-2"), 10, 0).getFirst();
    assertThat(invoice.invoiceId()).isEqualTo("7250815217639925490002");
    assertThat(invoice.lines())
        .extracting(InvoiceRow.Line::operation)
        .containsExactly("charge", "pay", "penalty");
  }

  @Test
  void anEventDbThatIsBeingWrittenIsReadAgain() throws Exception {
    Path file = node.data.resolve("a-eventDB.json");
    Files.writeString(file, "{\"records\":[" + NodeTree.invoice("1", "e-1") + ",{\"exec");
    follower.start();
    await().atMost(PATIENCE).until(() -> state().invoices() == 1);
    await().atMost(PATIENCE).until(() -> !follower.state().trouble().isEmpty());
    assertThat(follower.state().trouble()).startsWith("a-eventDB.json: expected {\"records\":[…]}");
    Files.writeString(
        file,
        "{\"records\":["
            + NodeTree.invoice("1", "e-1")
            + ","
            + NodeTree.invoice("2", "e-2")
            + "]}");
    await().atMost(PATIENCE).until(() -> state().invoices() == 2);
    await().atMost(PATIENCE).until(() -> follower.state().trouble().isEmpty());
  }

  /// Old behaviour: what has no id went to whatever task was the last.
  @Test
  void outputWithoutIdIsNotGuessedWhenSeveralExecute() throws Exception {
    node.say("w.log", NodeTree.received("e-1", "js_a"))
        .say("w.log", NodeTree.received("e-2", "js_b"))
        .say("w.log", "Starting task execution, executionId: e-1")
        .say("w.log", "Starting task execution, executionId: e-2")
        .say("w.log", NodeTree.output(1));
    follower.start();
    await().atMost(PATIENCE).until(() -> state().unattributed() == 1);
    assertThat(state().tasks()).containsEntry("executing", 2L).containsEntry("failed", 0L);
  }

  @Test
  void theLogIsFoundByLevelKindAndWords() throws Exception {
    node.raw("w.log", node.line("error", "Connection to api.example lost"))
        .say("w.log", "Semaphore InvoiceSubscriber processing started - Using slot 1/4")
        .say("w.log", "kind semaphore error words in a text");
    follower.start();
    await().atMost(PATIENCE).until(() -> texts().size() == 3);
    assertThat(found("error", null, null)).containsExactly("Connection to api.example lost");
    assertThat(found(null, "semaphore", null)).hasSize(1);
    assertThat(found(null, null, "Connection lost")).hasSize(1);
    assertThat(found(null, null, "connect*")).hasSize(1);
    assertThat(found(null, null, "connect")).isEmpty();
    assertThat(found(null, null, "\" OR text : error NOT *")).isEmpty();
    assertThat(found(null, null, "'); DROP TABLE tasks; --")).isEmpty();
    assertThat(state().slots())
        .hasValueSatisfying(s -> {
          assertThat(s.current()).isEqualTo(1);
          assertThat(s.subscriber()).isEqualTo("InvoiceSubscriber");
        });
  }

  private List<String> found(@Nullable String level, @Nullable String kind, @Nullable String text) {
    return reader
        .log(
            new LogQuery(
                100,
                0,
                0,
                Optional.ofNullable(level),
                Optional.ofNullable(kind),
                Optional.ofNullable(text)))
        .stream()
        .map(LogRow::text)
        .toList();
  }

  /// B15: a negative limit returned everything.
  @Test
  void b15ANegativeLimitIsOne() throws Exception {
    for (int i = 0; i < 5; i++) {
      node.say("w.log", NodeTree.received("e-" + i, "js_a"));
    }
    follower.start();
    await().atMost(PATIENCE).until(() -> tasks("received") == 5);
    assertThat(reader.tasks(Optional.empty(), -1, -7)).hasSize(1);
    assertThat(reader.tasks(Optional.empty(), 2, 2))
        .extracting(TaskRow::executionId)
        .containsExactly("e-2", "e-1");
  }

  @Test
  void anOlderLogThatIsReadLaterDoesNotMakeThePresentOlder() throws Exception {
    node.say("w-2025-12-17.log", "Semaphore A - Using slot 3/4");
    follower.start();
    await().atMost(PATIENCE).until(() -> state().slots().isPresent());
    node.time = node.time.minusDays(1);
    node.say("w-2025-12-16.log", "Semaphore A - Using slot 1/4");
    await().atMost(PATIENCE).until(() -> texts().size() == 2);
    assertThat(state().slots().orElseThrow().current()).isEqualTo(3);
  }

  @Test
  void aDamagedFileIsSetAsideAndEverythingReadAgain() throws Exception {
    node.say("w.log", "one");
    follower.start();
    awaitTexts(List.of("one"));
    follower.close();
    reader.close();
    store.close();
    Files.writeString(options.file(), "not a database ".repeat(1_000));
    restart();
    await().atMost(PATIENCE).ignoreExceptions().until(() -> texts().equals(List.of("one")));
    try (var all = Files.list(folder)) {
      assertThat(all).anyMatch(f -> f.getFileName().toString().contains(".damaged-"));
    }
  }
}
