package vedette.app.up;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.secrets.FakeOpenBao;

/// Plants a secret of every kind and looks for them everywhere that somebody else could look: what
/// the daemon says, answers and writes, and the arguments and environment of what it starts. Its
/// own memory and its own environment, which its owner set, are not looked at.
class SecretsStayHiddenTest {
  private static final String IN_FILE = "Planted-in-a-file-8f31c";
  private static final String IN_ENVIRONMENT = "Planted-in-environment-77aa0";
  private static final String IN_CREDENTIAL = "Planted-in-credential-0b9d2";
  private static final String IN_OPENBAO = "Planted-in-openbao-5ce61";
  private static final String RESTIC = "Planted-restic-password-c41f7";
  private static final String PASSPHRASE = "Planted-passphrase-9d3e8";
  private static final String ROLE = "Planted-role-secret-id-2a6b4";
  private static final List<String> ALL =
      List.of(IN_FILE, IN_ENVIRONMENT, IN_CREDENTIAL, IN_OPENBAO, RESTIC, PASSPHRASE, ROLE);

  @TempDir Path folder;

  @Test
  void noPlantedSecretIsSaidAnsweredWrittenOrHandedToAnybody() throws Exception {
    Path restic = folder.resolve("repo");
    boolean hasRestic = resticRepository(restic);
    try (FakeOpenBao openbao = FakeOpenBao.start();
        Refusing bitcoind = new Refusing()) {
      openbao.secretId = ROLE;
      openbao.put("vedette/one", Map.of("password", IN_OPENBAO, "restic", RESTIC));
      UpProcess.Plan plan =
          UpProcess.in(folder)
              .set("history.enabled", "true")
              .set("log.level", "debug")
              .environment("PLANTED", IN_ENVIRONMENT)
              .environment("CREDENTIALS_DIRECTORY", credentials().toString())
              .yaml(yaml(openbao, bitcoind, restic, hasRestic));
      try (UpProcess up = plan.start();
          Onlooker onlooker = new Onlooker(up.pid(), folder.resolve("looked-at"))) {
        up.login();
        await()
            .atMost(UpProcess.PATIENCE)
            .ignoreExceptions()
            .untilAsserted(() ->
                assertThat(up.topic("service/backup").at("/page/places").toString())
                    .contains("\"name\":\"spy\",\"kind\":\"command\",\"copies\":1")
                    .contains(hasRestic ? "\"kind\":\"restic\",\"copies\":1" : "spy"));
        await()
            .atMost(UpProcess.PATIENCE)
            .untilAsserted(() ->
                assertThat(bitcoind.asked)
                    .as("they were really used")
                    .anyMatch(it -> it.contains(IN_FILE))
                    .anyMatch(it -> it.contains(IN_ENVIRONMENT))
                    .anyMatch(it -> it.contains(IN_CREDENTIAL))
                    .anyMatch(it -> it.contains(IN_OPENBAO)));
        up.awaitTopic(
            "service/openbao", it -> assertThat(it.toString()).contains("vedette/one#password"));
        List<String> seen = new ArrayList<>(answers(up));
        seen.addAll(up.said());
        seen.addAll(onlooker.seen);
        seen.addAll(written());
        assertThat(onlooker.seen).as("children were looked at").isNotEmpty();
        assertThat(String.join("\n", onlooker.seen)).contains("spy").doesNotContain("PLANTED=");
        for (String secret : ALL) {
          String encoded = Base64.getEncoder().encodeToString(("op:" + secret).getBytes(UTF_8));
          assertThat(seen)
              .noneMatch(text -> text.contains(secret))
              .noneMatch(text -> text.contains(encoded));
        }
      }
      assertThat(written()).noneMatch(text -> ALL.stream().anyMatch(text::contains));
    }
  }

  private static boolean resticRepository(Path at) throws Exception {
    try {
      ProcessBuilder init = new ProcessBuilder("restic", "init", "--repo", at.toString());
      init.environment().put("RESTIC_PASSWORD", RESTIC);
      return init.redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private Path credentials() throws IOException {
    Path credentials = Files.createDirectories(folder.resolve("planted/credentials"));
    Files.writeString(credentials.resolve("rpc"), IN_CREDENTIAL + "\n");
    Files.writeString(credentials.resolve("role"), ROLE);
    Files.writeString(credentials.resolve("passphrase"), PASSPHRASE);
    Files.writeString(folder.resolve("planted/rpc"), IN_FILE + "\n");
    Files.writeString(folder.resolve("role-id"), "the-role");
    return credentials;
  }

  private String yaml(FakeOpenBao openbao, Refusing bitcoind, Path restic, boolean hasRestic)
      throws IOException {
    Path spy =
        Files.writeString(
            folder.resolve("spy"),
            """
            #!/bin/sh
            set -eu
            cd "$1"
            # It stays until it was looked at, however long that takes.
            until [ -e ../looked-at ]; do sleep 0.05; done
            tr '\\0' '\\n' < /proc/self/environ > "environ.$2"
            case "$2" in
              put) mkdir -p "$(dirname "$3")"; cat > "$3" ;;
              get) cat "$3" ;;
            esac
            """);
    Files.createDirectories(folder.resolve("store"));
    Files.writeString(folder.resolve("a.conf"), "server=1\n");
    StringBuilder nodes = new StringBuilder("nodes:\n");
    List<String> references =
        List.of(
            "{file: planted/rpc}",
            "{env: PLANTED}",
            "{credential: rpc}",
            "{openbao: 'vedette/one#password'}");
    for (int i = 0; i < references.size(); i++) {
      nodes.append(
          "  - {key: n%d, rpc: 'http://127.0.0.1:%d', user: op, password: %s, tap: false}\n"
              .formatted(i, bitcoind.port(), references.get(i)));
    }
    return nodes
        + """
        demo: never
        secrets:
          openbao:
            address: %s
            role-id: {file: role-id}
            secret-id: {credential: role}
        backup:
          interval: 10 s
          sets: [{name: conf, paths: [a.conf]}]
          targets:
            - {name: spy, kind: command, command: [/bin/sh, %s, %s], encrypt: files,
               passphrase: {credential: passphrase}}
        """
            .formatted(openbao.address(), spy, folder.resolve("store"))
        + (hasRestic
            ? "    - {name: restic, kind: restic, repository: %s, password: {openbao: 'vedette/one#restic'}}\n"
                .formatted(restic)
            : "");
  }

  private List<String> answers(UpProcess up) throws Exception {
    List<String> answers = new ArrayList<>();
    for (String path :
        List.of(
            "/api/v1/topics/now",
            "/api/v1/topics/system",
            "/api/v1/topics/service%2Fbackup",
            "/api/v1/topics/service/backup",
            "/api/v1/topics/service/openbao",
            "/api/v1/openapi.json",
            "/healthz",
            "/metrics")) {
      answers.add(up.get(path).body());
    }
    assertThat(answers).anyMatch(it -> it.contains("vedette_backup_place_copies"));
    assertThat(answers).anyMatch(it -> it.contains("vedette/one#password"));
    return answers;
  }

  /// Every file below, but those in which the secrets were planted; one name of a file each.
  private List<String> written() throws IOException {
    List<String> texts = new ArrayList<>();
    List<Path> planted = List.of(folder.resolve("planted"), folder.resolve("home"));
    Path _ =
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                return planted.contains(below)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                try {
                  if (attributes.isRegularFile()) {
                    texts.add(file + "\n" + new String(Files.readAllBytes(file), ISO_8859_1));
                  }
                } catch (NoSuchFileException gone) {
                  return visitFileFailed(file, gone);
                }
                return FileVisitResult.CONTINUE;
              }

              // What is not there any more tells nothing.
              @Override
              public FileVisitResult visitFileFailed(Path file, IOException failed)
                  throws IOException {
                if (failed instanceof NoSuchFileException) {
                  return FileVisitResult.CONTINUE;
                }
                throw failed;
              }
            });
    assertThat(texts).anyMatch(it -> it.contains("history.db"));
    assertThat(texts).anyMatch(it -> it.contains("manifest.json"));
    assertThat(texts).anyMatch(it -> it.contains("environ.put"));
    return texts;
  }

  /// Reads arguments and environment of everything that a process starts, again and again.
  private static final class Onlooker implements AutoCloseable {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Path lookedAt;
    private final Thread thread;

    /// @param lookedAt is made once it has seen the spy
    Onlooker(long pid, Path lookedAt) {
      this.lookedAt = lookedAt;
      thread =
          Thread.ofPlatform()
              .start(() -> {
                ProcessHandle watched = ProcessHandle.of(pid).orElseThrow();
                while (!ending.get() && watched.isAlive()) {
                  watched.descendants().forEach(this::look);
                }
              });
    }

    /// Between fork and exec a child is still the JVM, and jspawnhelper is a part of it: both have
    /// the JVM's own environment. What counts is what the program gets that is started.
    private void look(ProcessHandle child) {
      try {
        String command = read(child, "cmdline");
        String environment = read(child, "environ");
        if (command.equals(read(child, "cmdline"))
            && !command.contains("jspawnhelper")
            && !command.contains("vedette.app.Vedette")) {
          Stream.of(command, environment)
              .filter(text -> seen.size() < 10_000 && !seen.contains(text))
              .forEach(seen::add);
          if (command.contains("/spy\n") && !Files.exists(lookedAt)) {
            Path _ = Files.createFile(lookedAt);
          }
        }
      } catch (IOException ended) {
        // Too short-lived to be looked at.
      }
    }

    private static String read(ProcessHandle child, String name) throws IOException {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(child.pid()), name));
      return new String(bytes, UTF_8).replace('\0', '\n');
    }

    @Override
    public void close() {
      ending.set(true);
      try {
        thread.join();
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// A bitcoind that knows nobody and remembers who asked.
  private static final class Refusing implements AutoCloseable {
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    Refusing() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              String given = exchange.getRequestHeaders().getFirst("Authorization");
              byte[] decoded =
                  Base64.getDecoder().decode(String.valueOf(given).replace("Basic ", ""));
              asked.add(new String(decoded, UTF_8));
              exchange.sendResponseHeaders(401, -1);
            }
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
