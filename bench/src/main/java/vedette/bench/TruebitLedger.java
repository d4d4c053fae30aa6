package vedette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.history.truebit.LogPage;
import vedette.history.truebit.LogQuery;
import vedette.history.truebit.StoreOptions;
import vedette.history.truebit.TruebitReader;
import vedette.history.truebit.TruebitStore;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogAssembler;
import vedette.poll.truebit.LogGrammar;

/// Fills a TrueBit node's ledger and asks it everything that the pages and the API ask.
///
/// Filling goes the way that a log goes: assembled, understood, kept in batches.
final class TruebitLedger {
  private static final int BATCH = 4_000;
  private static final int ROUNDS = 9;
  private static final Duration SPAN = Duration.ofDays(29);

  private final Table table = new Table("asked", "first", "median", "most", "rows");

  private TruebitLedger() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    long entries = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000_000;
    int tasks = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
    StoreOptions options = StoreOptions.of(file);
    System.out.println(Machine.describe());
    try (TruebitStore store = TruebitStore.open(options)) {
      if (store.state(Instant.now()).entries().isEmpty()) {
        fill(store, new LedgerNode(entries, tasks, SPAN));
      }
      System.out.printf(
          "%,d entries, %d MiB of at most %d%n",
          store.state(Instant.now()).entries().values().stream().mapToLong(Long::longValue).sum(),
          Files.size(file) >> 20,
          options.maxBytes() >> 20);
      new TruebitLedger().ask(store, options);
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS") || line.startsWith("VmHWM")) {
        System.out.println(line);
      }
    }
  }

  private static void fill(TruebitStore store, LedgerNode node) {
    long began = System.nanoTime();
    LogGrammar grammar = new LogGrammar(100 << 10);
    LogAssembler assembler = new LogAssembler();
    List<Ledger.Kept> batch = new ArrayList<>();
    long[] done = {0, 0};
    Runnable keep =
        () -> {
          Ledger.Source source = new Ledger.Source(done[1], "bench.log", 4, "00", ++done[0], "", 0);
          done[1] = store.commit(new Ledger.Batch(source, batch));
          batch.clear();
        };
    node.write(line -> {
      assembler.line(line, 0, entry -> batch.add(new Ledger.Kept(entry, grammar.of(entry))));
      if (batch.size() >= BATCH) {
        keep.run();
      }
    });
    assembler.flush(entry -> batch.add(new Ledger.Kept(entry, grammar.of(entry))));
    keep.run();
    System.out.printf("filled in %d s%n", (System.nanoTime() - began) / 1_000_000_000);
  }

  private void ask(TruebitStore store, StoreOptions options) {
    asked("state", () -> store.state(Instant.now()).entries().size());
    try (TruebitReader reader = new TruebitReader(options)) {
      for (int offset : new int[] {0, 5_000, 9_900}) {
        asked("tasks from " + offset, () -> reader.tasks(Optional.empty(), 100, offset).size());
        asked(
            "invoices from " + offset, () -> reader.invoices(Optional.empty(), 100, offset).size());
      }
      asked("tasks, most", () -> reader.tasks(Optional.empty(), 1_000, 0).size());
      asked("invoices, most", () -> reader.invoices(Optional.empty(), 1_000, 0).size());
      asked("tasks failed", () -> reader.tasks(Optional.of("failed"), 100, 0).size());
      asked("tasks received", () -> reader.tasks(Optional.of("received"), 100, 0).size());
      String id = LedgerNode.execution(5_000);
      asked("a task", () -> reader.task(id).stream().toList().size());
      asked("its data", () -> reader.data(id).stream().toList().size());
      asked("its invoices", () -> reader.invoices(Optional.of(id), 20, 0).size());
      asked("totals", () -> reader.totals().tasks() > 0 ? 1 : 0);
      for (int offset : new int[] {0, 1_000, 1_000_000}) {
        log(reader, "log from " + offset, offset, "", "", "");
        log(reader, "log error from " + offset, offset, "error", "", "");
        log(reader, "log info from " + offset, offset, "info", "", "");
      }
      log(reader, "log semaphore", 0, "", "semaphore", "");
      log(reader, "log registration", 0, "", "registration", "");
      log(reader, "log json_data (none)", 0, "", "json_data", "");
      log(reader, "log error semaphore", 0, "error", "semaphore", "");
      log(reader, "log 'connected'", 0, "", "", "connected");
      log(reader, "log 'connected' from 1000000", 1_000_000, "", "", "connected");
      log(reader, "log 'queue broker proof'", 0, "", "", "queue broker proof");
      log(
          reader,
          "log warn 'queue broker proof cache peer'",
          0,
          "warn",
          "",
          "queue broker proof cache peer");
      log(reader, "log error semaphore 'slot'", 0, "error", "semaphore", "slot");
      log(reader, "log of a task", 0, "", "", id);
      log(reader, "log of nothing", 0, "", "", "nothing-has-this");
      log(reader, "log 'connec*'", 0, "", "", "connec*");
      log(reader, "log 'a*'", 0, "", "", "a*");
      log(reader, "log '1* 2* 3*'", 0, "", "", "1* 2* 3*");
      log(reader, "log 'zz*'", 0, "", "", "zz*");
      var newest = reader.log(LogQuery.newest(1_000));
      asked(
          "log before an entry",
          () ->
              reader
                  .log(
                      new LogQuery(
                          100,
                          newest.getLast().id(),
                          0,
                          Optional.of("info"),
                          Optional.empty(),
                          Optional.empty()))
                  .size());
    }
    System.out.println(table);
  }

  private void log(
      TruebitReader reader, String what, int offset, String level, String kind, String text) {
    LogQuery query = new LogQuery(100, 0, offset, optional(level), optional(kind), optional(text));
    asked(
        what,
        () -> {
          LogPage page = reader.search(query);
          return page.rows().size() + (page.goOn().isPresent() ? ", goes on" : "");
        });
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private interface Question {
    Object rows();
  }

  private void asked(String what, Question question) {
    List<Double> took = new ArrayList<>();
    String rows = "";
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      try {
        rows = question.rows().toString();
      } catch (RuntimeException failed) {
        rows = String.valueOf(failed.getMessage());
      }
      took.add((System.nanoTime() - began) / 1e6);
    }
    table.row(
        what,
        Table.number(took.getFirst()),
        Table.number(Table.median(took)),
        Table.number(took.stream().mapToDouble(Double::doubleValue).max().orElse(0)),
        rows);
  }
}
