package vedette.app.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.testing.Ports;

/// `vedette up` as a process of its own, in a folder of its own, asked through its web API as the
/// dashboard asks it.
///
/// Unless a test wants otherwise it looks for no nodes and serves no drop-in metrics: other
/// checkouts may run their tests on this machine at the same time.
final class UpProcess implements AutoCloseable {
  /// For a loaded machine with two cores.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern LINK = Pattern.compile("log in once with (http://[^)]+)\\)");
  private static final Pattern PASSWORD = Pattern.compile("shown this once: (\\S+)");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Thread listener;
  private final HttpClient client = HttpClient.newHttpClient();
  private String cookie = "";

  /// What is to be started.
  static final class Plan {
    private final Path folder;
    private final List<String> wrapper = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private String classPath = System.getProperty("java.class.path");

    private Plan(Path folder) {
      this.folder = folder;
      // What the machine of the tests is like must not decide on what is said of nodes.
      List.of("machine.watch", "units.watch", "tor.watch").forEach(it -> settings.put(it, "false"));
      settings.put("discovery", "false");
      settings.put("metrics.drop-in", "false");
      settings.put("web.port", Integer.toString(Ports.free()));
    }

    /// Leaves the setting to the file and to what is normal.
    Plan unset(String key) {
      settings.remove(key);
      return this;
    }

    Plan set(String key, Object value) {
      settings.put(key, value.toString());
      return this;
    }

    Plan option(String... words) {
      options.addAll(List.of(words));
      return this;
    }

    Plan environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /// Runs it by another command, such as setpriv.
    Plan by(List<String> command) {
      wrapper.addAll(command);
      return this;
    }

    Plan classes(String path) {
      classPath = path;
      return this;
    }

    /// Writes the `vedette.yaml` that it finds in its folder.
    Plan yaml(String text) throws IOException {
      Files.writeString(folder.resolve("vedette.yaml"), text);
      return this;
    }

    UpProcess start() throws IOException {
      List<String> command = new ArrayList<>(wrapper);
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xmx192m",
              "--enable-native-access=ALL-UNNAMED",
              "-Dvedette.home=" + home(folder),
              "-cp",
              classPath,
              "vedette.app.Vedette",
              "up",
              "--directory",
              folder.resolve("state").toString()));
      settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
      command.addAll(options);
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "JOURNAL_STREAM", "STATE_DIRECTORY")
          .forEach(builder.environment()::remove);
      builder.environment().put("XDG_CONFIG_HOME", folder.resolve("no-config").toString());
      builder.environment().putAll(environment);
      return new UpProcess(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }
  }

  private UpProcess(Process process) {
    this.process = process;
    this.listener =
        Thread.ofVirtual()
            .start(() -> {
              try (BufferedReader err = process.errorReader(UTF_8)) {
                err.lines().forEach(said::add);
              } catch (IOException | UncheckedIOException closed) {
                // The test has ended.
              }
            });
  }

  /// A plan to run it in this folder.
  static Plan in(Path folder) {
    return new Plan(folder);
  }

  /// A folder laid out as the built one, with a demo node of the test's own.
  private static Path home(Path folder) throws IOException {
    Path demo = Files.createDirectories(folder.resolve("home/libexec")).resolve("demo-node");
    if (Files.exists(Nodes.DEMO) && !Files.exists(demo)) {
      Files.copy(Nodes.DEMO, demo);
    }
    return folder.resolve("home");
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /// The pids of the processes that it has started.
  List<Long> children() {
    return process.children().map(ProcessHandle::pid).toList();
  }

  // ---- what it says ----

  /// All that was said on standard error so far; to the end if the process has ended.
  List<String> said() throws InterruptedException {
    if (!process.isAlive()) {
      listener.join();
    }
    return said;
  }

  UpProcess awaitSaid(String text) {
    // One that has ended may have said it: its last lines are read a moment later.
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> said.stream().anyMatch(line -> line.contains(text)) || !listener.isAlive());
    assertThat(said).anyMatch(line -> line.contains(text));
    return this;
  }

  /// The password that it shows at its first start.
  String password() {
    awaitSaid("dashboard at");
    Matcher matcher = PASSWORD.matcher(String.join("\n", said));
    assertThat(matcher.find()).as("a password in %s", said).isTrue();
    return matcher.group(1);
  }

  void signal(String name) throws IOException, InterruptedException {
    Nodes.signal(process.pid(), name);
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("has ended; on standard error: %s", said)
        .isTrue();
    return process.exitValue();
  }

  // ---- its web API ----

  private URI link() {
    awaitSaid("dashboard at");
    Matcher matcher = LINK.matcher(String.join("\n", said));
    assertThat(matcher.find()).as("a link in %s", said).isTrue();
    return URI.create(matcher.group(1));
  }

  /// Logs in by the link that it shows, which works once.
  UpProcess login() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(link()));
    assertThat(answer.statusCode()).isEqualTo(303);
    cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    return this;
  }

  /// The status of logging in by password.
  int login(String password) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(link().resolve("/api/v1/session"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"password\":\"" + password + "\"}"));
    return send(request).statusCode();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(link().resolve(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(
        request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /// A topic's state.
  JsonNode topic(String name) throws IOException, InterruptedException {
    return json("/api/v1/topics/" + name).get("state");
  }

  JsonNode node(String key) throws IOException, InterruptedException {
    return topic("now").at("/nodes/" + key);
  }

  /// Waits until a node's card is so.
  void awaitNode(String key, Consumer<JsonNode> assertions) {
    awaitTopic("now", now -> assertions.accept(now.at("/nodes/" + key)));
  }

  /// Waits until a topic is so.
  void awaitTopic(String topic, Consumer<JsonNode> assertions) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertions.accept(topic(topic)));
  }

  // ---- what it costs ----

  int openFiles() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
      return (int) all.count();
    }
  }

  int threads() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
      return (int) all.count();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    // First politely: it ends its demo node and gives back what it has in the kernel.
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
