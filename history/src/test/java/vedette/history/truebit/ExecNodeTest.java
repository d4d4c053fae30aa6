package vedette.history.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.Call;
import vedette.poll.Session;
import vedette.poll.docker.ContainerExec;
import vedette.poll.docker.DockerEngine;
import vedette.poll.truebit.Artifact;
import vedette.poll.truebit.Artifacts;
import vedette.poll.truebit.LogSource;
import vedette.poll.truebit.NodeFollower;
import vedette.poll.truebit.Truebit;

/// What goes through the engine's socket, with and without the owner's leave to run commands.
class ExecNodeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAME = "vedette-test-exec";
  private static final String HASH = "ab".repeat(32);
  private static final String VERB = "(?s)GET /.*";

  /// What may be sent besides GET: three commands, with paths below two folders.
  private static final String MADE = "(?s)POST /containers/[0-9a-f]{64}/exec HTTP/1.1\r\n.*";

  private static final String STARTED =
      "(?s)POST /exec/[0-9a-f]{64}/start HTTP/1.1\r\n.*\r\n\r\n\\{\"Detach\":false,\"Tty\":false}";
  private static final String COMMAND =
      "(?s).*\"Cmd\":\\[(\"ls\",\"-1\"|\"stat\",\"-c\",\"%F\\|%s\\|%y\\|%n\"|\"head\",\"-c\",\"[0-9]+\")"
          + "(,\"/app/build/(datadb|wasm-files/cache)(/[A-Za-z0-9_.-]+)*\")+]}";

  private Path folder = Path.of("");

  @BeforeEach
  void make() throws Exception {
    // A socket's path has room for some hundred bytes only.
    folder = Files.createTempDirectory(Path.of("/tmp"), "exn");
  }

  @AfterEach
  void remove() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private LogSource source(String name, Path socket, boolean exec) {
    DockerEngine engine = new DockerEngine(socket);
    return new LogSource(
        Optional.of(engine),
        name,
        Optional.empty(),
        Optional.empty(),
        exec ? Optional.of(new ContainerExec(engine)) : Optional.empty(),
        10_000);
  }

  private static List<String> others(RecordingSocket socket) {
    return socket.asked().stream().filter(request -> !request.matches(VERB)).toList();
  }

  /// Whatever is asked of the node, and while its log is followed.
  private List<String> everythingAsked(boolean exec) throws Exception {
    Path socket = folder.resolve(exec ? "e" : "g");
    try (RecordingSocket record = new RecordingSocket(socket, Optional.empty());
        TruebitStore store = TruebitStore.open(StoreOptions.of(folder.resolve(exec + ".db")))) {
      Truebit service = new Truebit(source("runner-node", socket, exec), store);
      Session session = service.open();
      try {
        for (Call call : service.calls()) {
          var _ = session.ask(call);
        }
        await()
            .atMost(PATIENCE)
            .until(() ->
                record.asked().stream().anyMatch(request -> request.contains("/logs?"))
                    && (!exec || !others(record).isEmpty()));
      } finally {
        session.close();
      }
      assertThat(record.asked()).hasSizeGreaterThan(4);
      return others(record);
    }
  }

  @Test
  void withoutTheOwnersLeaveNothingButGetIsSent() throws Exception {
    assertThat(everythingAsked(false)).isEmpty();
  }

  @Test
  void withItNothingButTheFixedCommandsIsSentBesides() throws Exception {
    assertThat(everythingAsked(true))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request).matches(MADE).matches(COMMAND));
  }

  @Test
  void aRealContainersRecordsAndProgramsAreReadByCommands() throws Exception {
    Path node = folder.resolve("root");
    try (Podman podman = Podman.orSkip(folder, "ls", "stat", "head")) {
      Path prepared = node.resolve("wasm-files/cache/1.0.0-beta.12/" + HASH + "/prepared.wasm");
      Files.createDirectories(prepared.getParent());
      byte[] program = new byte[3_000_000];
      new java.util.Random(7).nextBytes(program);
      Files.write(prepared, program);
      podman.node(NAME, false, node, "/app/build", 4_000, 10_000);
      await().atMost(PATIENCE).until(() -> Files.exists(node.resolve("datadb/node-eventDB.json")));
      Path socket = folder.resolve("r");
      try (RecordingSocket record = new RecordingSocket(socket, Optional.of(podman.socket()));
          TruebitStore store = TruebitStore.open(StoreOptions.of(folder.resolve("t.db")));
          TruebitReader reader = new TruebitReader(StoreOptions.of(folder.resolve("t.db")))) {
        LogSource source = source(NAME, socket, true);
        try (NodeFollower follower = new NodeFollower(source, store, _ -> {})) {
          follower.start();
          await()
              .atMost(PATIENCE)
              .untilAsserted(() ->
                  assertThat(reader.data("00000003-2222-4333-8444-000000000003"))
                      .as(follower.state().trouble())
                      .hasValueSatisfying(data -> assertThat(data.solution()).contains("s3")));
        }
        Artifacts artifacts = Artifacts.in(source.exec().orElseThrow(), NAME);
        Artifact found = artifacts.find(HASH).getFirst();
        assertThat(found.size()).isEqualTo(program.length);
        assertThat(found.createdAt()).isPresent();
        assertThat(artifacts.read(found, 20 << 20)).isEqualTo(program);
        assertThat(artifacts.find("cd".repeat(32))).isEmpty();
        assertThat(others(record))
            .hasSizeGreaterThan(6)
            .allSatisfy(request ->
                assertThat(
                        request.matches(STARTED)
                            || (request.matches(MADE) && request.matches(COMMAND)))
                    .as(request)
                    .isTrue());
      }
    }
  }
}
