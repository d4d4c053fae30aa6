package vedette.history.truebit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPOutputStream;

/// The directories of a runner node, and its pen.
final class NodeTree {
  static final String WALLET = "0x1111111111111111111111111111111111111111";
  static final Instant NOW = Instant.parse("2025-12-17T12:00:00Z");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  final Path root;
  final Path debug;
  final Path data;
  LocalDateTime time = LocalDateTime.of(2025, 12, 17, 9, 0);

  NodeTree(Path root) throws IOException {
    this.root = root;
    this.debug = root.resolve("logs/@truebit/worker-runner-node-" + WALLET + "/debug");
    this.data = root.resolve("datadb");
    Files.createDirectories(debug);
    Files.createDirectories(data);
  }

  Path log(String name) {
    return debug.resolve(name);
  }

  String line(String level, String message) {
    time = time.plusNanos(100_000_000);
    return "%s %s: @truebit/worker-runner-node-%s:1.0.0-beta.12 %s\n"
        .formatted(STAMP.format(time), level, WALLET, message);
  }

  NodeTree say(String file, String message) throws IOException {
    return raw(file, line("info", message));
  }

  NodeTree raw(String file, String text) throws IOException {
    Files.writeString(log(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return this;
  }

  /// Compresses a log and removes it, as log rotation does.
  void compress(String file) throws IOException {
    byte[] all = Files.readAllBytes(log(file));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log(file + ".gz")))) {
      out.write(all);
    }
    Files.delete(log(file));
  }

  static String received(String execution, String task) {
    return ("Message received from task_created: {\"payload\":{\"type\":\"task_created\",\"executionId\":\"%s\","
            + "\"timestamp\":1765962549000,\"message\":{\"taskId\":\"%s\",\"chainId\":\"43113\","
            + "\"blockNumber\":72508152,\"blockHash\":\"0x%s\",\"input\":\"{\\\"n\\\":1}\"}}}")
        .formatted(execution, task, "c".repeat(64));
  }

  static String output(int exit) {
    return ("Command execution stdout: {\"elapsed\":\"1500000000\",\"wasi\":{\"exitCode\":%d},"
            + "\"metering\":{\"last\":{\"steps\":28584970692},\"peak\":{\"memory\":87}},"
            + "\"execution\":{\"prepare\":{\"cached\":true}}}")
        .formatted(exit);
  }

  static String invoice(String id, String execution) {
    return """
    {"executionId":"%s","taskId":"js_a/1.0.0","invoiceId":"%s","taskCreated_timeStamp":1765962549000,
     "stepGasPrice":5e-7,"lineItem":[
      {"operation":"charge","account":"0xbeef","total_steps_computed":4000000000},
      {"operation":"pay","account":"%s","total_steps_computed":2000000000,"peak_memory_used":87},
      {"operation":"penalty","account":"%s","total_steps_computed":"1000000000"}]}
    """
        .formatted(execution, id, WALLET, WALLET);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static long millis(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
