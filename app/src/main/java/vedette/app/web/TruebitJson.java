package vedette.app.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;
import vedette.history.truebit.InvoiceRow;
import vedette.history.truebit.LogPage;
import vedette.history.truebit.LogRow;
import vedette.history.truebit.TaskRow;
import vedette.poll.truebit.LogEntry;
import vedette.poll.truebit.LogKind;

/// Tasks, invoices and log entries in the shapes that programs for a TrueBit monitor know: times in
/// ISO form, ids as texts, whole numbers exact, what is not known absent.
final class TruebitJson {
  private TruebitJson() {}

  static ObjectNode task(TaskRow task) {
    ObjectNode tree =
        ViewJson.object().put("id", task.id()).put("execution_id", task.executionId());
    text(tree, "chain_id", task.chainId());
    task.blockNumber().ifPresent(n -> tree.put("block_number", n));
    text(tree, "block_hash", task.blockHash());
    text(tree, "task_hash", task.taskId());
    text(tree, "task_type", task.type());
    tree.put("status", task.status());
    time(tree, "received_at", task.receivedAt().or(task::createdAt));
    time(tree, "downloaded_at", task.downloadedAt());
    time(tree, "started_at", task.startedAt());
    time(tree, "completed_at", task.completedAt());
    task.elapsedNanos().ifPresent(n -> tree.put("elapsed_ms", new BigDecimal(n).movePointLeft(6)));
    task.steps().ifPresent(n -> tree.put("gas_used", n));
    task.gasLimit().ifPresent(n -> tree.put("gas_limit", n));
    task.exitCode().ifPresent(n -> tree.put("exit_code", n));
    task.cached().ifPresent(cached -> tree.put("cached", cached));
    // In what unit is not known.
    task.memoryPeak().ifPresent(n -> tree.put("peak_memory_raw", n));
    task.callPeak().ifPresent(n -> tree.put("peak_call", n));
    task.framePeak().ifPresent(n -> tree.put("peak_frame", n));
    task.wasmBytes().ifPresent(n -> tree.put("wasm_size", n));
    text(tree, "wasm_hash", task.wasmHash());
    if (task.inferred()) {
      tree.put("metrics_inferred", true);
    }
    return tree;
  }

  static ObjectNode invoice(InvoiceRow invoice) {
    ObjectNode tree = ViewJson.object().put("id", invoice.id());
    time(tree, "timestamp", Optional.of(invoice.at()));
    tree.put("event_type", "invoice");
    ObjectNode details = tree.putObject("details");
    details.put("invoiceId", invoice.invoiceId());
    text(details, "executionId", invoice.executionId());
    text(details, "taskId", invoice.taskId());
    invoice.createdAt().ifPresent(at -> details.put("taskCreated_timeStamp", at.toEpochMilli()));
    // As text: a price such as 5e-7 is exact here and would not be as a number.
    text(
        details,
        invoice.byBytes() ? "byteGasPrice" : "stepGasPrice",
        invoice.price().map(BigDecimal::toPlainString));
    ArrayNode lines = details.putArray("lineItem");
    for (InvoiceRow.Line line : invoice.lines()) {
      ObjectNode item = lines.addObject();
      item.put("operation", line.operation()).put("account", line.account());
      line.steps().ifPresent(n -> item.put("total_steps_computed", n));
      line.peakMemory().ifPresent(n -> item.put("peak_memory_used", n));
      text(item, "amount", line.amount().map(a -> a.stripTrailingZeros().toPlainString()));
    }
    return tree;
  }

  static ObjectNode entry(LogRow entry) {
    ObjectNode tree = ViewJson.object();
    if (entry.id() > 0) {
      tree.put("id", entry.id());
    }
    time(tree, "timestamp", Optional.of(Instant.ofEpochMilli(entry.at())));
    text(tree, "level", known(entry.level()));
    tree.put("type", entry.kind()).put("message", entry.text());
    text(tree, "source", known(entry.source()));
    text(tree, "version", known(entry.version()));
    if (entry.cut() > 0) {
      tree.put("cut", entry.cut());
    }
    return tree;
  }

  /// An entry that was just read and has no id yet.
  static ObjectNode entry(Instant at, LogKind kind, LogEntry entry) {
    return entry(
        new LogRow(
            0,
            at.toEpochMilli(),
            kind.word(),
            entry.level(),
            entry.source(),
            entry.wallet(),
            entry.version(),
            entry.message(),
            entry.cut()));
  }

  static ObjectNode pagination(int limit, int offset, boolean more) {
    return ViewJson.object().put("limit", limit).put("offset", offset).put("hasMore", more);
  }

  /// A search that had to stop names the entry before which it goes on.
  static ObjectNode pagination(int limit, int offset, LogPage page) {
    boolean full = page.rows().size() > limit;
    ObjectNode tree = pagination(limit, offset, full || page.goOn().isPresent());
    if (!full) {
      page.goOn().ifPresent(before -> tree.put("before", before));
    }
    return tree;
  }

  static void time(ObjectNode tree, String key, Optional<Instant> time) {
    time.ifPresent(at -> tree.put(key, at.toString()));
  }

  static void text(ObjectNode tree, String key, Optional<String> text) {
    text.ifPresent(known -> tree.put(key, known));
  }

  static Optional<String> known(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
