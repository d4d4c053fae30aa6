package vedette.app.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/// `vedette tap` as a process of its own, with pipes, as a user's shell starts it.
final class TapProcess implements AutoCloseable {
  private static final Path DEMO = Path.of("..", "demo", "build", "demo-node").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern PID = Pattern.compile("\\(pid (\\d+)\\): attached");

  private final Process process;
  private final BufferedReader out;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Thread listener;

  private TapProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.listener =
        Thread.ofVirtual()
            .start(() -> {
              try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
                err.lines().forEach(said::add);
              } catch (IOException | UncheckedIOException closed) {
                // The test has ended.
              }
            });
  }

  static TapProcess start(String... options) {
    try {
      return new TapProcess(new ProcessBuilder(command(options)).start());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static List<String> command(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dvedette.home=" + home(),
                "-cp",
                System.getProperty("java.class.path"),
                "vedette.app.Vedette",
                "tap"));
    command.addAll(List.of(options));
    return command;
  }

  /// A folder laid out as the built one.
  private static Path home() {
    try {
      Path home = Path.of("target", "tap-test").toAbsolutePath();
      Path link = Files.createDirectories(home.resolve("libexec")).resolve("demo-node");
      if (!Files.exists(link)) {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, DEMO);
      }
      return home;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// A demo node of the test's own.
  static Process demo(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(DEMO.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  static Path demoBinary() {
    return DEMO;
  }

  /// Skips the test where nothing can be traced, and says why.
  static void assumeTracing() {
    Assumptions.assumeTrue(
        Files.isExecutable(DEMO), "the demo node is not built. Do: make -C demo");
    Assumptions.assumeTrue(
        Tracing.REFUSAL.isEmpty(), () -> "cannot trace here: " + Tracing.REFUSAL);
  }

  private static final class Tracing {
    static final String REFUSAL = refusal();

    private static String refusal() {
      try (TapProcess tap = start("--demo", "--count", "1", "--event", "net:inbound_message")) {
        return tap.exitCode() == 0 ? "" : String.join(" ", tap.said());
      }
    }
  }

  long pid() {
    return process.pid();
  }

  /// The process that it has attached to.
  long tappedPid() {
    awaitSaid("attached");
    Matcher matcher = PID.matcher(String.join("\n", said));
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /// The next line of standard output.
  String line() {
    try {
      String line = out.readLine();
      assertThat(line).as("a line; on standard error: %s", said).isNotNull();
      return line;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Lines up to the one with this event, without it.
  List<String> linesUntil(String event) {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.contains("\"event\":\"" + event + "\""); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  /// All that is left of standard output, up to its end.
  List<String> lines() {
    return out.lines().toList();
  }

  void type(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  void closeOutput() throws IOException {
    out.close();
  }

  void signal(String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor())
        .isZero();
  }

  void kill() {
    process.destroyForcibly();
  }

  void awaitSaid(String text) {
    // One that has ended may have said it: its last lines are read a moment later.
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> said.stream().anyMatch(line -> line.contains(text)) || !listener.isAlive());
    assertThat(said).anyMatch(line -> line.contains(text));
  }

  /// What was said on standard error, all of it if the process has ended.
  List<String> said() {
    if (!process.isAlive()) {
      try {
        listener.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return said;
  }

  int exitCode() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("has ended; on standard error: %s", said)
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
