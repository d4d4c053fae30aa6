package vedette.app.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.history.truebit.StoreOptions;
import vedette.history.truebit.TruebitStore;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogAssembler;
import vedette.poll.truebit.LogGrammar;
import vedette.poll.truebit.NodeMessages;

class TellingLedgerTest {
  @TempDir Path folder;
  private final List<TruebitEvent> told = new ArrayList<>();

  private void write(ZoneId zone, Instant now, String... lines) {
    StoreOptions options =
        new StoreOptions(
            folder.resolve(told.size() + zone.getId().replace('/', '-') + ".db"),
            zone,
            Duration.ofDays(400),
            Duration.ofDays(400),
            64L << 20,
            Optional.empty());
    try (TruebitStore store = TruebitStore.open(options)) {
      Ledger ledger = new TellingLedger(store, zone, Clock.fixed(now, ZoneId.of("UTC")), told::add);
      ledger.commit(new Ledger.Batch(new Ledger.Source(0, "w", 1, "a", 1, "", 0), kept(lines)));
    }
  }

  private static List<Ledger.Kept> kept(String... lines) {
    LogGrammar grammar = new LogGrammar(1_000);
    LogAssembler assembler = new LogAssembler();
    List<Ledger.Kept> all = new ArrayList<>();
    for (String line : lines) {
      assembler.line(line, 0, e -> all.add(new Ledger.Kept(e, grammar.of(e))));
    }
    assembler.flush(e -> all.add(new Ledger.Kept(e, grammar.of(e))));
    return all;
  }

  private static String line(String stamp, String message) {
    return stamp + " info: @truebit/worker-runner-node:1.0.0 " + message;
  }

  private List<String> messages() {
    return told.stream()
        .map(TruebitEvent.Logged.class::cast)
        .map(logged -> logged.entry().message())
        .toList();
  }

  /// B8: times were compared as texts in two formats, so that "the last 5 minutes" began at
  /// midnight.
  @Test
  void b08TheLastTenMinutesAreTheLastTenMinutes() {
    Instant now = Instant.parse("2026-03-02T00:03:00Z");
    write(
        ZoneId.of("UTC"),
        now,
        line("2026-03-01 23:52:59", "too old, by seconds"),
        line("2026-03-01 23:53:01", "yesterday, and new"),
        line("2026-03-02 00:01:00", "today"));
    assertThat(messages()).containsExactly("yesterday, and new", "today");
    told.clear();
    // In the afternoon of the same day the morning is not new.
    write(
        ZoneId.of("UTC"),
        now.plus(Duration.ofHours(14)),
        line("2026-03-02 00:04:00", "this morning"),
        line("2026-03-02 13:58:00", "now"));
    assertThat(messages()).containsExactly("now");
    told.clear();
    write(
        ZoneId.of("Europe/Berlin"),
        now,
        line("2026-03-02 00:52:59", "too old"),
        line("2026-03-02 00:53:01", "new"));
    assertThat(messages()).containsExactly("new");
  }

  /// B13: events of one stamp were taken for one, and those that came on two ways counted twice.
  @Test
  void b13EventsOfOneSecondAreEachToldOnceThoughTheyComeTwice() {
    Instant now = Instant.parse("2026-03-02T00:03:00Z");
    StoreOptions options =
        new StoreOptions(
            folder.resolve("b13.db"),
            ZoneId.of("UTC"),
            Duration.ofDays(400),
            Duration.ofDays(400),
            64L << 20,
            Optional.empty());
    try (TruebitStore store = TruebitStore.open(options)) {
      Ledger ledger =
          new TellingLedger(store, options.zone(), Clock.fixed(now, ZoneId.of("UTC")), told::add);
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        lines.add(line("2026-03-02 00:02:00", "Message received from task_created: " + task(i)));
      }
      ledger.commit(
          new Ledger.Batch(
              new Ledger.Source(0, "w", 1, "a", 1, "", 0), kept(lines.toArray(String[]::new))));
      for (int i = 0; i < 100; i++) {
        ledger.commit(List.of(new NodeMessages(1_000).in(task(i)).orElseThrow()));
      }
      assertThat(told.stream().filter(TruebitEvent.TaskWent.class::isInstance)).hasSize(100);
      assertThat(ledger.state(now).tasks()).containsEntry("received", 100L);
    }
  }

  private static String task(int number) {
    return "{\"type\":\"task_created\",\"executionId\":\"e-%d\",\"timestamp\":1772409720000,\"message\":{\"taskId\":\"js_a\"}}"
        .formatted(number);
  }
}
