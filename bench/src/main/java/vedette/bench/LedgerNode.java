package vedette.bench;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.function.Consumer;

/// Writes the log of a TrueBit runner node over the last weeks: tasks with all that a node says of
/// them, and between them what it says all day.
final class LedgerNode {
  private static final String WALLET = "0x1111111111111111111111111111111111111111";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String[] WORDS = {
    "connection", "heartbeat", "subscriber", "queue", "message", "broker", "peer", "block", "proof",
    "scheduler", "retry", "session", "renewed", "channel", "consumer", "offset", "latency", "cache"
  };

  private final Random random = new Random(1);
  private final long entries;
  private final int tasks;
  private final LocalDateTime first;
  private final double seconds;

  /// @param entries in all
  LedgerNode(long entries, int tasks, Duration span) {
    this.entries = entries;
    this.tasks = tasks;
    this.first = LocalDateTime.now(ZoneOffset.UTC).minus(span);
    this.seconds = (double) span.toSeconds() / entries;
  }

  /// Hands over one line after the other.
  void write(Consumer<String> line) {
    long between = Math.max(16, entries / Math.max(1, tasks));
    for (long n = 0; n < entries; n++) {
      String head =
          "%s %s: @truebit/worker-runner-node-%s:1.0.0-beta.12 "
              .formatted(
                  STAMP.format(first.plusSeconds((long) (n * seconds))),
                  n % 1_000 == 999
                      ? "error"
                      : n % 50 == 49 ? "warn" : n % 3 == 0 ? "debug" : "info",
                  WALLET);
      long step = n % between;
      line.accept(head + (n / between < tasks && step < 10 ? task(n / between, step) : usual(n)));
    }
  }

  static String execution(long task) {
    return "%08x-2222-4333-8444-%012x".formatted(task, task);
  }

  private String task(long task, long step) {
    String id = execution(task);
    return switch ((int) step) {
      case 0 ->
          ("Message received from task_created: {\"payload\":{\"type\":\"task_created\",\"executionId\":\"%s\","
                  + "\"timestamp\":1765962549000,\"message\":{\"taskId\":\"js_%064x/1.0.0\",\"chainId\":\"43113\","
                  + "\"blockNumber\":%d,\"blockHash\":\"0x%064x\",\"input\":\"{\\\"n\\\":%d,\\\"pad\\\":\\\"%s\\\"}\"}}}")
              .formatted(id, task % 50, 72_508_152 + task, task, task, "x".repeat(1_000));
      case 1 -> "Task js_%064x/1.0.0 downloaded successfully".formatted(task % 50);
      case 2 -> "Semaphore TaskSubscriber processing started - Using slot 1/4";
      case 3 -> "Starting task execution, executionId: " + id;
      case 4 ->
          ("Command execution stdout: {\"executionId\":\"%s\",\"elapsed\":\"%d\",\"wasi\":{\"exitCode\":%d},"
                  + "\"metering\":{\"last\":{\"steps\":%d},\"peak\":{\"memory\":87}},"
                  + "\"execution\":{\"prepare\":{\"cached\":%b}}}")
              .formatted(
                  id,
                  random.nextLong(10_000_000_000L),
                  task % 20 == 0 ? 3 : 0,
                  random.nextLong(28_584_970_692L),
                  task % 3 == 0);
      case 5 -> "Execution " + id + " completed";
      case 6 -> "Message published to compute_outcome for " + id;
      case 7 -> "Semaphore TaskSubscriber processing completed - Released slot (0/4 now active)";
      case 8 ->
          ("InvoiceSubscriber message: {\"executionId\":\"%s\",\"taskId\":\"js_%064x/1.0.0\",\"invoiceId\":"
                  + "\"7250815217%012d\",\"taskCreated_timeStamp\":%d,\"stepGasPrice\":5e-7,\"lineItem\":["
                  + "{\"operation\":\"charge\",\"account\":\"0xbeef\",\"total_steps_computed\":4000000000},"
                  + "{\"operation\":\"pay\",\"account\":\"%s\",\"total_steps_computed\":%d,\"peak_memory_used\":87}]}")
              .formatted(
                  id,
                  task % 50,
                  task,
                  first.toEpochSecond(ZoneOffset.UTC) * 1_000 + task * 200_000,
                  WALLET,
                  random.nextLong(4_000_000_000L));
      default -> "Node with address " + WALLET + " registered successfully";
    };
  }

  private String usual(long n) {
    if (n % 7 < 3) {
      return n % 7 == 0
          ? "Semaphore InvoiceSubscriber message received - Processing immediately (0/4 slots used)"
          : n % 7 == 1
              ? "Semaphore InvoiceSubscriber processing started - Using slot 1/4"
              : "Semaphore InvoiceSubscriber processing completed - Released slot (0/4 now active)";
    }
    StringBuilder text = new StringBuilder("Connected");
    for (int i = 0; i < 6; i++) {
      text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.append(' ')
        .append(Integer.toHexString(random.nextInt()))
        .append(" after ")
        .append(random.nextInt(100_000))
        .append(" ms")
        .toString();
  }
}
