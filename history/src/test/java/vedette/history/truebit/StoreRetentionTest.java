package vedette.history.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.truebit.Finding;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogEntry;
import vedette.poll.truebit.LogKind;
import vedette.poll.truebit.NodeMessage;
import vedette.poll.truebit.NodeMessages;

class StoreRetentionTest {
  @TempDir Path folder;
  private static final Ledger.Source SOURCE = new Ledger.Source(0, "w.log", 4, "ab", 1, "", 0);

  static Ledger.Kept entry(LocalDateTime at, String text) {
    return new Ledger.Kept(
        new LogEntry(Optional.of(at), "info", "@truebit/w", "", "1.0.0", text, 1, 0),
        new Finding.Other(LogKind.INFO));
  }

  /// The old monitor never read its variable LOG_RETENTION_DAYS.
  @Test
  void logsGoWhenTheirDaysAreOver() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-12-10T12:00:00Z"));
    StoreOptions options =
        StoreOptions.of(folder.resolve("t.db")).withKeep(Duration.ofDays(3), Duration.ofDays(30));
    try (TruebitStore store = TruebitStore.open(options, now::get);
        TruebitReader reader = new TruebitReader(options)) {
      for (int day = 1; day <= 10; day++) {
        store.commit(
            new Ledger.Batch(
                SOURCE, List.of(entry(LocalDateTime.of(2025, 12, day, 23, 0), "d" + day))));
      }
      assertThat(texts(reader)).containsExactly("d10", "d9", "d8", "d7");
      assertThat(store.state(now.get()).tooOld()).isEqualTo(6);
      now.set(Instant.parse("2025-12-12T12:00:00Z"));
      store.commit(new Ledger.Batch(SOURCE, List.of()));
      assertThat(texts(reader)).containsExactly("d10", "d9");
      assertThat(store.state(now.get()).keptSince())
          .contains(Instant.parse("2025-12-09T00:00:00Z"));
    }
  }

  @Test
  void theSizeStaysWithinItsBoundAndTheNewestStays() {
    long most = 24 << 20;
    StoreOptions options = StoreOptions.of(folder.resolve("t.db")).withMaxBytes(most);
    Instant now = Instant.parse("2025-12-10T12:00:00Z");
    Random random = new Random(1);
    try (TruebitStore store = TruebitStore.open(options, () -> now);
        TruebitReader reader = new TruebitReader(options)) {
      for (int batch = 0; batch < 60; batch++) {
        List<Ledger.Kept> entries = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
          StringBuilder text = new StringBuilder();
          for (int word = 0; word < 40; word++) {
            text.append(Long.toString(random.nextLong(), 36)).append(' ');
          }
          entries.add(entry(LocalDateTime.of(2025, 12, 10, 11, 0), batch + " " + text));
        }
        store.commit(new Ledger.Batch(SOURCE, entries));
      }
      assertThat(vedette.history.Database.bytes(options.file())).isLessThan(most + (24 << 20));
      assertThat(texts(reader).getFirst()).startsWith("59 ");
    }
  }

  /// Somebody who makes tasks without end gets no more room than logs do.
  @Test
  void theSizeHoldsWhenTasksAreMadeWithoutEnd() {
    long most = 8 << 20;
    StoreOptions options = StoreOptions.of(folder.resolve("t.db")).withMaxBytes(most);
    Instant now = Instant.parse("2025-12-10T12:00:00Z");
    NodeMessages messages = new NodeMessages(100_000);
    String input = "x".repeat(50_000);
    try (TruebitStore store = TruebitStore.open(options, () -> now);
        TruebitReader reader = new TruebitReader(options)) {
      store.commit(
          new Ledger.Batch(SOURCE, List.of(entry(LocalDateTime.of(2025, 12, 10, 11, 0), "log"))));
      for (int batch = 0; batch < 60; batch++) {
        List<NodeMessage> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          records.add(
              messages
                  .in(
                      "{\"type\":\"task_created\",\"executionId\":\"e-%d\",\"timestamp\":%d,\"message\":{\"taskId\":\"js_a\",\"input\":\"%s\"}}"
                          .formatted(batch * 100 + i, 1_765_000_000_000L + batch * 100L + i, input))
                  .orElseThrow());
        }
        store.commit(records);
      }
      assertThat(vedette.history.Database.bytes(options.file())).isLessThan(most + (40 << 20));
      assertThat(reader.task("e-5999")).isPresent();
      assertThat(reader.task("e-0")).isEmpty();
      assertThat(texts(reader)).containsExactly("log");
      assertThat(store.state(now).tasks().get("received"))
          .isEqualTo(reader.totals().tasks())
          .isLessThan(1_000);
    }
  }

  @Test
  void stampsThatCannotBeTrueMakeNoDaysOfTheirOwn() {
    Instant now = Instant.parse("2025-12-10T12:00:00Z");
    StoreOptions options = StoreOptions.of(folder.resolve("t.db"));
    try (TruebitStore store = TruebitStore.open(options, () -> now);
        TruebitReader reader = new TruebitReader(options)) {
      store.commit(
          new Ledger.Batch(
              SOURCE,
              List.of(
                  entry(LocalDateTime.of(2025, 12, 10, 11, 0), "good"),
                  entry(LocalDateTime.of(9999, 12, 31, 11, 0), "future"),
                  entry(LocalDateTime.of(1, 1, 1, 0, 0), "past"))));
      assertThat(reader.log(LogQuery.newest(10)))
          .extracting(LogRow::at)
          .containsOnly(Instant.parse("2025-12-10T11:00:00Z").toEpochMilli());
    }
  }

  private static List<String> texts(TruebitReader reader) {
    return reader.log(LogQuery.newest(100)).stream().map(LogRow::text).toList();
  }

  private static List<String> sources(TruebitStore store) {
    return store.sources().stream().map(Ledger.Source::name).toList();
  }

  private static Ledger.Source named(String name) {
    return new Ledger.Source(0, name, 4, name, 7, "", 0);
  }

  @Test
  void howFarALogWasReadIsKnownAsLongAsItIsThereAndWhatItSaidWouldBeKept() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-12-10T12:00:00Z"));
    StoreOptions options =
        StoreOptions.of(folder.resolve("t.db")).withKeep(Duration.ofDays(3), Duration.ofDays(30));
    try (TruebitStore store = TruebitStore.open(options, now::get)) {
      long stays = store.commit(new Ledger.Batch(named("stays"), List.of()));
      store.commit(new Ledger.Batch(named("goes"), List.of()));
      long away = store.commit(new Ledger.Batch(named("away for a while"), List.of()));
      for (int day = 1; day <= 2; day++) {
        now.set(now.get().plus(Duration.ofDays(1)));
        store.seen(List.of(stays));
      }
      assertThat(sources(store)).containsExactlyInAnyOrder("stays", "goes", "away for a while");
      store.seen(List.of(stays, away));
      now.set(now.get().plus(Duration.ofDays(2)));
      store.seen(List.of(stays));
      assertThat(sources(store)).containsExactlyInAnyOrder("stays", "away for a while");
      now.set(now.get().plus(Duration.ofDays(400)));
      store.seen(List.of(stays));
      assertThat(store.sources())
          .containsExactly(new Ledger.Source(stays, "stays", 4, "stays", 7, "", 0));
    }
  }

  /// Somebody who begins a log after the other within days.
  @Test
  void sourcesAreBoundedInNumberAndThoseThatAreThereStay() throws Exception {
    Instant now = Instant.parse("2025-12-10T12:00:00Z");
    StoreOptions options = StoreOptions.of(folder.resolve("t.db"));
    long first;
    try (TruebitStore store = TruebitStore.open(options, () -> now)) {
      first = store.commit(new Ledger.Batch(named("first"), List.of()));
    }
    try (java.sql.Connection connection = vedette.history.Database.writer(options.file())) {
      vedette.history.Database.execute(
          connection,
          """
          INSERT INTO sources (name, prefix_length, prefix_hash, offset, mark, finished, seen)
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20500)
          SELECT 's' || i, 4, 's' || i, 7, '', 0, (SELECT seen FROM sources) FROM n
          """);
    }
    try (TruebitStore store = TruebitStore.open(options, () -> now.plus(Duration.ofHours(1)))) {
      store.seen(List.of(first));
      assertThat(store.sources()).hasSize(20_000).extracting(Ledger.Source::name).contains("first");
    }
  }

  /// A ledger of before it was noted when a source was seen last.
  @Test
  void aLedgerOfTheVersionBeforeGoesOn() throws Exception {
    StoreOptions options = StoreOptions.of(folder.resolve("t.db"));
    try (TruebitStore store = TruebitStore.open(options)) {
      store.commit(new Ledger.Batch(named("one"), List.of()));
    }
    try (java.sql.Connection connection = vedette.history.Database.writer(options.file())) {
      vedette.history.Database.execute(connection, "ALTER TABLE sources DROP COLUMN seen");
      vedette.history.Database.execute(connection, "PRAGMA user_version = 2");
    }
    try (TruebitStore store = TruebitStore.open(options)) {
      store.seen(List.of());
      assertThat(sources(store)).containsExactly("one");
      store.commit(new Ledger.Batch(named("two"), List.of()));
      assertThat(sources(store)).containsExactlyInAnyOrder("one", "two");
    }
  }
}
