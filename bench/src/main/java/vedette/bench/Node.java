package vedette.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The demo node, bound to a core of its own.
///
/// Its file is a copy for the benchmarks alone: nobody else's tap is attached to it.
final class Node implements AutoCloseable {
  static final String PROBE = "net:inbound_message";

  private static final Pattern COST = Pattern.compile("\"thread_cpu_ns_per_pass\":([0-9.]+)");
  private static final Pattern TOTAL = Pattern.compile("\"total\":([0-9]+)");

  private final Process process;

  private Node(Process process) {
    this.process = process;
  }

  /// The file to attach to.
  static Path file() {
    return Path.of(System.getProperty("bench.node")).toAbsolutePath();
  }

  /// A copy of that file, to which nobody else attaches.
  static Path copy(String name) {
    try {
      Path copy = file().resolveSibling("demo-node-" + name);
      return Files.copy(
          file(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Starts it; its summary is to be had from [#summary].
  static Node start(String... options) {
    // On a leash: a benchmark that is ended leaves no node behind that fires into the next one.
    Node node = new Node(Run.start(command(file(), "--leash", options)));
    try {
      node.say();
    } catch (IOException endedAtOnce) {
      // Then its summary says so.
    }
    return node;
  }

  /// Starts one that fires so many messages each time that it is asked to.
  static Node onRequest(Path file, int payload, int burst) {
    return new Node(
        Run.start(
            command(
                file,
                "--on-request",
                "--only",
                PROBE,
                "--payload",
                Integer.toString(payload),
                "--burst",
                Integer.toString(burst))));
  }

  private static List<String> command(Path file, String first, String... options) {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", Machine.NODE_CORE));
    command.add(file.toString());
    command.add(first);
    command.addAll(List.of(options));
    return command;
  }

  /// Lets a node that was started so fire once, and returns when it has.
  void fire() {
    try {
      say();
      for (int next = 0; next != '\n'; next = process.getInputStream().read()) {
        if (next < 0) {
          throw new IllegalStateException("demo-node ended early");
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void say() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /// Thread CPU nanoseconds for each pass by the probe, over `count` passes at full speed.
  static double cost(int payload, long count) {
    try (Node node =
        start(
            "--only",
            PROBE,
            "--payload",
            Integer.toString(payload),
            "--measure",
            "--count",
            Long.toString(count))) {
      return Double.parseDouble(field(node.summary(), COST));
    }
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /// Waits for the end and returns the line that the node prints then.
  String summary() {
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("demo-node ended with exit code " + code);
      }
      return text;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /// How many probe hits a summary tells of.
  static long total(String summary) {
    return Long.parseLong(field(summary, TOTAL));
  }

  private static String field(String summary, Pattern pattern) {
    Matcher found = pattern.matcher(summary);
    if (!found.find()) {
      throw new IllegalStateException("demo-node: expected " + pattern + ". Found: " + summary);
    }
    return found.group(1);
  }

  /// Ends it and waits for that.
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
