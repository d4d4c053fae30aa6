package vedette.history.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.history.Database;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LedgerException;
import vedette.poll.truebit.NodeMessages;

class LogSearchTest {
  private static final Instant NOW = Instant.parse("2025-12-10T12:00:00Z");
  private static final String OWN = "0x1111111111111111111111111111111111111111";

  @TempDir Path folder;
  private StoreOptions options;
  private TruebitStore store;
  private TruebitReader reader;

  @BeforeEach
  void open() {
    options = StoreOptions.of(folder.resolve("t.db")).withAddress(OWN);
    store = TruebitStore.open(options, () -> NOW);
    reader = new TruebitReader(options);
    // The days are not kept in their order: the ids of parts say nothing about time.
    for (int day : new int[] {5, 2, 8, 1, 7, 3, 6, 4}) {
      List<Ledger.Kept> entries = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        entries.add(
            StoreRetentionTest.entry(
                LocalDateTime.of(2025, 12, day, 11, i), (i % 2 == 0 ? "even" : "odd") + " " + day));
      }
      store.commit(
          new Ledger.Batch(new Ledger.Source(0, "w" + day, 4, "a" + day, 1, "", 0), entries));
    }
  }

  @AfterEach
  void close() {
    reader.close();
    store.close();
  }

  private static LogQuery query(long before, int offset, String text) {
    return new LogQuery(
        1_000,
        before,
        offset,
        Optional.empty(),
        Optional.empty(),
        text.isEmpty() ? Optional.empty() : Optional.of(text));
  }

  /// A search that takes too long says how far it came, and goes on from there.
  @Test
  void aSearchInStepsFindsWhatOneInAllFinds() throws Exception {
    for (String text : new String[] {"", "odd", "none"}) {
      List<String> found = new ArrayList<>();
      long before = 0;
      int steps = 0;
      try (Connection connection = Database.reader(options.file())) {
        do {
          // Each looks into one part at most.
          LogPage page = new LogSearch(connection, query(before, 0, text), 1_000).within(-1);
          LogPage part =
              page.rows().isEmpty() && page.goOn().isPresent()
                  ? new LogSearch(connection, query(page.goOn().getAsLong(), 0, text), 1_000)
                      .within(Long.MAX_VALUE)
                  : page;
          part.rows().forEach(row -> found.add(row.text()));
          before = part.goOn().orElse(0);
          steps++;
        } while (before != 0);
      }
      assertThat(steps).isPositive();
      assertThat(found)
          .isEqualTo(reader.log(query(0, 0, text)).stream().map(LogRow::text).toList());
    }
  }

  @Test
  void eachEntryLeadsToTheOneBeforeIt() {
    List<LogRow> all = reader.log(query(0, 0, ""));
    assertThat(all).hasSize(40);
    assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(b.at(), a.at()));
    for (int i = 0; i < all.size(); i++) {
      assertThat(reader.log(query(all.get(i).id(), 0, "")))
          .isEqualTo(all.subList(i + 1, all.size()));
    }
    assertThat(reader.log(query(0, 13, ""))).isEqualTo(all.subList(13, 40));
    assertThat(reader.log(query(0, 3, "odd")))
        .isEqualTo(reader.log(query(0, 0, "odd")).subList(3, 16));
    assertThat(reader.search(query(0, 0, "")).rows()).isEqualTo(all);
  }

  @Test
  void anOffsetThatIsNotReachedInAMomentSaysWhatToDo() throws Exception {
    try (Connection connection = Database.reader(options.file())) {
      assertThatThrownBy(() -> new LogSearch(connection, query(0, 30, "odd"), 10).within(-1))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("Do: page with before");
    }
  }

  /// Sums are exact beyond what a database's numbers hold, and follow what changes.
  @Test
  void earningsAreExactHoweverLargeTheStepsAre() {
    assertThat(store.state(NOW).earnings()).hasValueSatisfying(e -> assertThat(e.lines()).isZero());
    String large = "9".repeat(60);
    for (String steps : new String[] {large, large, "7", "999999999999"}) {
      for (String operation : new String[] {"pay", "penalty", "other"}) {
        store.commit(
            List.of(
                new NodeMessages(100)
                    .in(
                        "{\"invoiceId\":\"%s\",\"stepGasPrice\":\"0.5\",\"lineItem\":[{\"operation\":\"%s\",\"account\":\"%s\",\"total_steps_computed\":\"%s\"},{\"operation\":\"pay\",\"account\":\"%s\"}]}"
                            .formatted(operation + steps.length(), operation, OWN, steps, OWN))
                    .orElseThrow()));
      }
    }
    assertThat(store.state(NOW).earnings())
        .hasValueSatisfying(e -> {
          assertThat(e.paid())
              .isEqualByComparingTo(
                  new java.math.BigDecimal(large)
                      .add(new java.math.BigDecimal("1000000000006"))
                      .multiply(new java.math.BigDecimal("0.5")));
          assertThat(e.penalties()).isEqualByComparingTo(e.paid());
          assertThat(e.invoices()).hasValue(9);
          assertThat(e.lines()).isEqualTo(18);
          assertThat(e.unpriced()).isEqualTo(12);
        });
  }
}
