package vedette.tap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.event.Event;

/// A running program that fires probes.
final class Node implements AutoCloseable {
  private static final Pattern FIRED = Pattern.compile("\"([a-z_]+:[a-z_]+)\":([0-9]+)");
  private static final Pattern REACHED = Pattern.compile("\"reached\":([0-9]+)");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;

  private Node(Process process) {
    this.process = process;
  }

  /// What a demo node says when it ends.
  ///
  /// @param fired probe hits for each event that fired
  /// @param reached how many tracepoints it passed, attached or not
  record Summary(Map<String, Long> fired, long reached) {
    long total() {
      return fired.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  static Node start(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  static Node run(List<String> command) {
    try {
      return new Node(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException failed) {
      throw new UncheckedIOException(String.join(" ", command), failed);
    }
  }

  int pid() {
    return (int) process.pid();
  }

  Process process() {
    return process;
  }

  boolean running() {
    return process.isAlive();
  }

  /// Has a program that waits for a line go on.
  Node go() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().close();
      return this;
    } catch (IOException gone) {
      throw new UncheckedIOException("the program has ended", gone);
    }
  }

  /// Has a node on a leash (`--leash`) begin, and keeps it on it.
  Node begin() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      return this;
    } catch (IOException gone) {
      throw new UncheckedIOException("the program has ended", gone);
    }
  }

  /// Lets a node go that stays after its life (`--stay`).
  Node leave() {
    try {
      process.getOutputStream().close();
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException("the program cannot be let go", broken);
    }
  }

  void kill() {
    process.destroyForcibly();
    await();
  }

  /// Asks it to end; its summary can still be read.
  void interrupt() {
    process.toHandle().destroy();
  }

  private void await() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the program does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /// Waits for the end of a demo node without reading any event.
  Summary summary() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String text = String.join("\n", out.readAllLines());
      await();
      if (process.exitValue() != 0) {
        throw new IllegalStateException("the demo node said " + process.exitValue() + ": " + text);
      }
      Map<String, Long> fired = new TreeMap<>();
      FIRED
          .matcher(text)
          .results()
          .filter(event -> !event.group(2).equals("0"))
          .forEach(event -> fired.put(event.group(1), Long.valueOf(event.group(2))));
      Matcher reached = REACHED.matcher(text);
      return new Summary(fired, reached.find() ? Long.parseLong(reached.group(1)) : 0);
    } catch (IOException failed) {
      throw new UncheckedIOException("no summary", failed);
    }
  }

  /// Reads events until the program has ended, and all that it fired.
  Node drain(Tap tap, Consumer<? super Event> consumer) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the program does not end");
      }
      tap.poll(Duration.ofMillis(20), consumer);
    }
    tap.flush(consumer);
    return this;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    await();
  }
}
