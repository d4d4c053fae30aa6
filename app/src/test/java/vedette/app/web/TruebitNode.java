package vedette.app.web;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.app.truebit.TruebitNodes;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogAssembler;
import vedette.poll.truebit.LogGrammar;
import vedette.poll.truebit.NodeMessages;

/// A TrueBit node with a real ledger, put behind a running server: what it writes is said to it
/// line by line.
final class TruebitNode implements AutoCloseable {
  static final String WALLET = "0x1111111111111111111111111111111111111111";

  private final TruebitNodes nodes = new TruebitNodes();
  private final Ledger ledger;
  private Ledger.Source source = new Ledger.Source(0, "w", 1, "a", 1, "", 0);

  TruebitNode(Running running, Path folder, String... settings) {
    ledger = nodes.open(Running.config(folder, settings)).ledger();
    running.backend().truebit = Optional.of(nodes);
  }

  /// The node writes these messages, each as an entry of its own.
  void writes(String... messages) {
    writesAt(LocalDateTime.now(ZoneOffset.UTC), messages);
  }

  void writesAt(LocalDateTime stamp, String... messages) {
    LogGrammar grammar = new LogGrammar(1_000);
    LogAssembler assembler = new LogAssembler();
    List<Ledger.Kept> all = new ArrayList<>();
    for (String message : messages) {
      assembler.line(line(stamp, message), 0, e -> all.add(new Ledger.Kept(e, grammar.of(e))));
    }
    assembler.flush(e -> all.add(new Ledger.Kept(e, grammar.of(e))));
    long key = ledger.commit(new Ledger.Batch(source, all));
    source = new Ledger.Source(key, "w", 1, "a", source.offset() + 1, "", 0);
  }

  /// A record of its EventDB.
  void records(String json) {
    ledger.commit(List.of(new NodeMessages(1_000).in(json).orElseThrow()));
  }

  static String received(String executionId) {
    return "Message received from task_created: {\"executionId\":\"%s\",\"type\":\"task_created\",\"message\":{\"taskId\":\"js_a\",\"chainId\":\"43113\",\"blockNumber\":7,\"input\":\"secret input\"}}"
        .formatted(executionId);
  }

  static String invoice(String invoiceId, String executionId, long createdAt) {
    return "{\"invoiceId\":\"%s\",\"executionId\":\"%s\",\"taskCreated_timeStamp\":%d,\"stepGasPrice\":5e-7,\"lineItem\":[{\"operation\":\"charge\",\"account\":\"0xbeef\",\"total_steps_computed\":4},{\"operation\":\"pay\",\"account\":\"%s\",\"total_steps_computed\":\"2000000000\"}]}"
        .formatted(invoiceId, executionId, createdAt, WALLET);
  }

  private static String line(LocalDateTime stamp, String message) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(stamp)
        + " info: @truebit/worker-runner-node-"
        + WALLET
        + ":1.0.0 "
        + message;
  }

  @Override
  public void close() {
    nodes.close();
  }
}
