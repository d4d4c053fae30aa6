package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The prepared programs of tasks, fetched from the running server.
class ArtifactRoutesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HASH = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);
  private static final String PROGRAM = "\u0000asm\u0001\u0000\u0000\u0000 and more";

  @TempDir Path folder;
  private Running running;
  private TruebitNode node;
  private Running.Login login;
  private String password = "";
  private Path cache;

  @BeforeEach
  void start() throws Exception {
    cache = Files.createDirectories(folder.resolve("wasm-files/cache"));
    running = Running.start(folder);
    node =
        new TruebitNode(
            running,
            folder,
            "truebit.artifacts=" + folder.resolve("wasm-files"),
            "truebit.artifact-size=1 KiB");
    executed("e-1", HASH);
    executed("e-2", "../../../../etc/passwd");
    executed("e-3", OTHER);
    login = running.login();
    Http.Answer made =
        running.send("POST", "/api/v1/truebit/data-password", "{}", login.cookie(), login.csrf());
    password = "X-Task-Data-Password: " + JSON.readTree(made.body()).path("password").stringValue();
    prepared("1.0.0-beta.12", HASH, PROGRAM);
  }

  @AfterEach
  void stop() {
    running.close();
    node.close();
  }

  private void executed(String id, String hash) {
    node.writes(
        TruebitNode.received(id),
        "Starting task execution, executionId: " + id,
        "Command execution stdout: {\"elapsed\":\"1\",\"wasi\":{\"exitCode\":0},\"execution\":{\"wasm\":{\"size\":18,\"hash\":\"%s\"}}}"
            .formatted(hash),
        "Execution " + id + " completed");
  }

  private void prepared(String version, String hash, String program) throws Exception {
    Path file = cache.resolve(version).resolve(hash).resolve("prepared.wasm");
    Files.createDirectories(file.getParent());
    Files.writeString(file, program, StandardCharsets.ISO_8859_1);
  }

  private Http.Answer ask(String path) {
    return running.ask("GET", path, login.cookie(), password);
  }

  @Test
  void aTasksProgramIsListedWithTheNamesThatProgramsKnow() {
    Http.Answer answer = ask("/api/tasks/e-1/artifacts");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode all = JSON.readTree(answer.body()).path("artifacts");
    assertThat(all.size()).isEqualTo(1);
    JsonNode one = all.path(0);
    assertThat(one.path("execution_id").stringValue()).isEqualTo("e-1");
    assertThat(one.path("artifact_type").stringValue()).isEqualTo("wasm_prepared");
    assertThat(one.path("hash").stringValue()).isEqualTo(HASH);
    assertThat(one.path("size_bytes").intValue()).isEqualTo(PROGRAM.length());
    assertThat(one.path("created_at").stringValue()).endsWith("Z");
    // As in the node's container, and not where it is mounted here.
    assertThat(one.path("path").stringValue())
        .isEqualTo("/app/build/wasm-files/cache/1.0.0-beta.12/" + HASH + "/prepared.wasm");
    assertThat(answer.body()).doesNotContain(folder.toString());
    assertThat(JSON.readTree(ask("/api/tasks/e-2/artifacts").body()).path("artifacts").size())
        .isZero();
    assertThat(ask("/api/tasks/none/artifacts").status()).isEqualTo(404);
  }

  @Test
  void itsBytesComeAsAFileThatNoBrowserRuns() {
    Http.Answer answer = ask("/api/tasks/e-1/artifacts/" + HASH);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PROGRAM);
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + HASH + ".wasm\"");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(ask("/api/tasks/e-1/artifacts/" + HASH.toUpperCase(java.util.Locale.ROOT)).status())
        .isEqualTo(200);
    assertThat(
            JSON.readTree(ask("/api/audit-log?limit=1").body()).path("entries").path(0).toString())
        .contains("task_artifact", "e-1");
  }

  @Test
  void onlyATasksOwnProgramIsGiven() throws Exception {
    prepared("1.0.0", OTHER, "another task's");
    assertThat(ask("/api/tasks/e-1/artifacts/" + OTHER).status()).isEqualTo(404);
    assertThat(ask("/api/tasks/e-2/artifacts/" + OTHER).status()).isEqualTo(404);
    assertThat(ask("/api/tasks/e-3/artifacts/" + OTHER).status()).isEqualTo(200);
  }

  @Test
  void oneThatIsTooLargeIsNotGiven() throws Exception {
    prepared("1.0.0", OTHER, "x".repeat(1_025));
    Http.Answer answer = ask("/api/tasks/e-3/artifacts/" + OTHER);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("it has 1025 bytes, and truebit.artifact-size is 1024");
  }

  /// The old monitor gave the bytes of whatever path its database named.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "%2e%2e",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%5c..%5cetc",
        "%00",
        "prepared.wasm",
        "abababababababababababababababababababababababababababababababab%00",
        "abababababababababababababababababababababababababababababababab%2f..",
        "abababababababababababababababababababababababababababababababab.wasm",
        "ababababababababababababababababababababababababababababababababab",
        "%c3%a4bababababababababababababababababababababababababababababababa"
      })
  void aHostileNameLeadsNowhere(String name) throws Exception {
    Files.writeString(folder.resolve("etc"), "secret of this machine");
    Http.Answer answer = ask("/api/tasks/e-1/artifacts/" + name);
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("root:", "secret of this machine", "asm");
    Http.Answer task = ask("/api/tasks/" + name + "/artifacts");
    assertThat(task.status()).isIn(400, 404);
  }

  /// A node that is somebody else's by now makes a link where its program should be.
  @Test
  void aLinkOfTheNodesLeadsNowhere() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret of this machine");
    Files.createDirectories(cache.resolve("1.0.0").resolve(OTHER));
    Files.createSymbolicLink(
        cache.resolve("1.0.0").resolve(OTHER).resolve("prepared.wasm"), secret);
    Http.Answer answer = ask("/api/tasks/e-3/artifacts/" + OTHER);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("secret of");
  }

  /// S2: with a task's id anybody could have asked.
  @Test
  void withoutThePasswordThereIsNeitherListNorProgram() {
    for (String path :
        new String[] {"/api/tasks/e-1/artifacts", "/api/tasks/e-1/artifacts/" + HASH}) {
      assertThat(running.ask("GET", path).status()).isEqualTo(401);
      assertThat(running.ask("GET", path, login.cookie()).status()).isEqualTo(403);
      assertThat(running.ask("GET", path, login.cookie(), password + "x").status()).isEqualTo(403);
      assertThat(running.ask("GET", path, password).status()).isEqualTo(401);
      assertThat(ask(path + "?password=x").status()).isEqualTo(400);
    }
  }

  @Test
  void whereProgramsCannotBeSeenThatIsSaid() {
    try (TruebitNode other =
        new TruebitNode(running, folder.resolve("o"), "truebit.engine=false")) {
      other.writes(TruebitNode.received("e-9"));
      executedBy(other);
      Http.Answer answer = ask("/api/tasks/e-9/artifacts");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("truebit.artifacts", "truebit.exec");
    }
  }

  private static void executedBy(TruebitNode other) {
    other.writes(
        "Starting task execution, executionId: e-9",
        "Command execution stdout: {\"elapsed\":\"1\",\"wasi\":{\"exitCode\":0},\"execution\":{\"wasm\":{\"hash\":\"%s\"}}}"
            .formatted(HASH));
  }
}
