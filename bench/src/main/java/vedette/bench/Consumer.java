package vedette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A consumer in a process of its own: bench/c/consumer.c at work on the ring of this process, or
/// another program that says "ready" and ends with a line of three numbers.
final class Consumer implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  /// @param work `header` or `sum`
  /// @param mode `drain`, `timer` or `wake`
  Consumer(String work, String mode) {
    this(Machine.pid(), work, mode);
  }

  /// On the ring of another process.
  Consumer(long pid, String work, String mode) {
    this(List.of(System.getProperty("bench.c") + "/consumer", Long.toString(pid), work, mode));
  }

  Consumer(List<String> command) {
    process = Run.start(command);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!line().equals("ready")) {
      throw new IllegalStateException("a consumer did not start");
    }
  }

  /// A class of this benchmark in a JVM of its own, with the flags of `./vedette`.
  ///
  /// @param node the file that it attaches to
  static Consumer java(Path node, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(System.getProperty("bench.flags").split(" ", -1)));
    command.addAll(
        List.of(
            "-Dbench.node=" + node, "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new Consumer(command);
  }

  /// What it says of a drain, or in the end.
  record Result(long records, long nanos, long sum) {}

  /// Lets it drain once.
  Result drain() {
    say("\n");
    return result();
  }

  /// Lets it open the ring anew, where another reader may have read on meanwhile.
  void reopen() {
    say("reopen\n");
    result();
  }

  private void say(String line) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(line.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Ends it.
  Result finish() {
    try {
      process.getOutputStream().close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return result();
  }

  long pid() {
    return process.pid();
  }

  private Result result() {
    String[] fields = line().split(" ", -1);
    return new Result(
        Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseUnsignedLong(fields[2]));
  }

  /// The next line that it prints.
  String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("a consumer ended early");
      }
      return line;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
