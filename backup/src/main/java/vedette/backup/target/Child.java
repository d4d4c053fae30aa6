package vedette.backup.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import vedette.poll.Words;

/// Runs a program to its end, with bounded output and time.
///
/// It gets none of our environment but where things are: variables of ours may hold secrets.
final class Child {
  private static final List<String> INHERITED =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "TMPDIR",
          "TZ",
          "XDG_CACHE_HOME",
          "XDG_CONFIG_HOME",
          "SSH_AUTH_SOCK");
  private static final int LARGEST_COMPLAINT = 4_096;

  /// @param complaint the last of standard error, one line
  // The bytes are a whole that is handed on, not compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Result(int exit, byte[] output, String complaint) {
    String text() {
      return new String(output, StandardCharsets.UTF_8);
    }
  }

  private Child() {}

  /// @param input what it reads from standard input
  /// @param largest bytes of standard output that are kept; one more is an error
  static Result run(List<String> command, byte[] input, int largest, Duration time)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = new TreeMap<>();
    INHERITED.forEach(name -> {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    });
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    Tail complaint = new Tail();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    List<Thread> helpers = new ArrayList<>();
    helpers.add(Thread.ofVirtual().start(() -> feed(process.getOutputStream(), input)));
    helpers.add(
        Thread.ofVirtual().start(() -> read(process.getInputStream(), output, largest + 1)));
    helpers.add(Thread.ofVirtual().start(() -> complaint.read(process.getErrorStream())));
    try {
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(command.getFirst() + ": not done in " + time.toSeconds() + " s");
      }
      for (Thread helper : helpers) {
        // A grandchild may hold the pipe open.
        boolean _ = helper.join(Duration.ofSeconds(10));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      Process _ = process.destroyForcibly();
    }
    byte[] bytes;
    synchronized (output) {
      bytes = output.toByteArray();
    }
    if (bytes.length > largest) {
      throw new IOException(command.getFirst() + ": said more than " + largest + " bytes");
    }
    return new Result(process.exitValue(), bytes, complaint.line());
  }

  private static void feed(OutputStream to, byte[] input) {
    try (to) {
      to.write(input);
    } catch (IOException _) {
      // It did not want to read all; its exit says whether that is bad.
    }
  }

  private static void read(InputStream from, ByteArrayOutputStream into, int most) {
    byte[] buffer = new byte[8_192];
    try (from) {
      int got;
      while ((got = from.read(buffer)) >= 0) {
        synchronized (into) {
          into.write(buffer, 0, Math.min(got, most - into.size()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The last of what somebody says.
  private static final class Tail {
    private String text = "";

    void read(InputStream from) {
      byte[] buffer = new byte[1_024];
      try (from) {
        int got;
        while ((got = from.read(buffer)) >= 0) {
          add(new String(buffer, 0, got, StandardCharsets.UTF_8));
        }
      } catch (IOException _) {
        // What was said so far is what there is.
      }
    }

    private synchronized void add(String more) {
      String all = text + more;
      text = all.substring(Math.max(0, all.length() - LARGEST_COMPLAINT));
    }

    synchronized String line() {
      return Words.oneLine(text, 300);
    }
  }
}
