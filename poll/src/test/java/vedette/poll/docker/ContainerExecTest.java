package vedette.poll.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.poll.docker.FakeEngine.bytes;
import static vedette.poll.docker.FakeEngine.frame;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.poll.PollException;
import vedette.poll.Trouble;

/// Commands in a container, by the two requests and in the forms of podman 4.3.1; where Docker
/// answers otherwise, in Docker's (Engine API 1.41, exec).
class ContainerExecTest {
  private static final String ID = "f3b1f2a2b93d2cfde5fe6676e52f8c7a";
  private static final String EXEC = "d07b30b337d7fadcf31c24d9cb83ecfd";
  private static final ReadCommand NAMES = ReadCommand.names("/app/build/datadb");

  private Path folder = Path.of("");
  private FakeEngine fake;
  private ContainerExec exec;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createTempDirectory(Path.of("/tmp"), "exe");
    fake = new FakeEngine(folder.resolve("s"));
    exec = new ContainerExec(new DockerEngine(folder.resolve("s")), Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
    Files.deleteIfExists(folder.resolve("s"));
    Files.deleteIfExists(folder);
  }

  /// The command writes these frames and ends with this.
  private void ends(String state, byte[]... frames) {
    List<byte[]> stream = new ArrayList<>();
    stream.add(bytes("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"));
    stream.addAll(Arrays.asList(frames));
    fake.json("/containers/" + ID + "/exec", 201, "{\"Id\":\"" + EXEC + "\"}")
        .answers("/exec/" + EXEC + "/start", stream)
        .json("/exec/" + EXEC + "/json", 200, state);
  }

  private static String ended(int code) {
    return "{\"ID\":\"%s\",\"Running\":false,\"ExitCode\":%d}".formatted(EXEC, code);
  }

  @Test
  void aCommandIsRunByItsWordsWithoutAShell() throws Exception {
    ends(ended(0), frame(1, bytes("a-eventDB.json\n")));
    assertThat(exec.text(ID, NAMES)).isEqualTo("a-eventDB.json\n");
    assertThat(fake.asked())
        .containsExactly(
            "POST /containers/" + ID + "/exec HTTP/1.1",
            "POST /exec/" + EXEC + "/start HTTP/1.1",
            "GET /exec/" + EXEC + "/json HTTP/1.1");
    assertThat(fake.sent.getFirst())
        .contains("\"Cmd\":[\"ls\",\"-1\",\"/app/build/datadb\"]")
        .contains("\"Tty\":false")
        .contains("\"Privileged\":false");
  }

  @Test
  void outputIsWholeInFramesOfAnyPieces() throws Exception {
    String text = "größe\n".repeat(500);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] raw = bytes(text);
    for (int at = 0; at < raw.length; at += 37) {
      all.writeBytes(frame(1, Arrays.copyOfRange(raw, at, Math.min(raw.length, at + 37))));
      all.writeBytes(frame(2, bytes("aside ")));
    }
    byte[] stream = all.toByteArray();
    for (int size : new int[] {1, 7, 1_000}) {
      List<byte[]> pieces = new ArrayList<>();
      for (int at = 0; at < stream.length; at += size) {
        pieces.add(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size)));
      }
      ends(ended(0), pieces.toArray(byte[][]::new));
      assertThat(exec.text(ID, NAMES)).isEqualTo(text);
    }
  }

  @Test
  void aCommandThatFailsIsSaidWithItsCodeAndWords() {
    ends(ended(2), frame(2, bytes("ls: cannot access\n\u001b[31m")));
    assertThatThrownBy(() -> exec.text(ID, NAMES))
        .isInstanceOf(DockerException.class)
        .hasMessage("ls -1 /app/build/datadb: it ended with 2: ls: cannot access [31m");
  }

  /// podman writes what the runtime says to the command's own error output.
  @Test
  void aContainerWithoutTheCommandIsSaid() {
    ends(ended(127), frame(2, bytes("Error: exec: \"ls\": executable file not found in $PATH")));
    assertThatThrownBy(() -> exec.text(ID, NAMES))
        .hasMessageContaining("it ended with 127: Error: exec: \"ls\": executable file not found");
  }

  /// While it runs Docker's code is null and podman's is 0.
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"Running\":true,\"ExitCode\":null}", "{\"Running\":true,\"ExitCode\":0}"})
  void aCommandThatHasNotEndedHasNoCode(String state) {
    ends(state, frame(1, bytes("a\n")));
    assertThatThrownBy(() -> exec.text(ID, NAMES))
        .hasMessageContaining("the engine does not say how it ended");
  }

  @Test
  void anOutputThatBreaksOffWithinAFrameIsNoOutput() {
    ends(ended(0), Arrays.copyOf(frame(1, bytes("a-eventDB.json\n")), 12));
    assertThatThrownBy(() -> exec.text(ID, NAMES))
        .hasMessageContaining("the output ended within a frame");
    ends(ended(0), bytes("plain text"));
    assertThatThrownBy(() -> exec.text(ID, NAMES)).hasMessageContaining("expected a frame");
  }

  @Test
  void anOutputBeyondTheBoundIsRefused() {
    ends(ended(0), frame(1, new byte[11]));
    assertThatThrownBy(() -> exec.text(ID, ReadCommand.beginning("/app/x", 10)))
        .hasMessage("head -c 10 /app/x: it writes more than 10 bytes");
  }

  @Test
  void aCommandThatDoesNotEndIsLeft() {
    fake.json("/containers/" + ID + "/exec", 201, "{\"Id\":\"" + EXEC + "\"}")
        .stays("/exec/" + EXEC + "/start", List.of(bytes("HTTP/1.1 200 OK\r\n\r\n")));
    ContainerExec hasty = new ContainerExec(exec.engine(), Duration.ofMillis(200));
    assertThatThrownBy(() -> hasty.text(ID, NAMES)).hasMessageContaining("not done in time");
    fake.stays("/containers/" + ID + "/exec", List.of());
    assertThatThrownBy(() -> hasty.text(ID, NAMES))
        .isInstanceOfSatisfying(
            DockerException.class, late -> assertThat(late.trouble()).isEqualTo(Trouble.TIMEOUT));
  }

  @Test
  void aProxyThatForbidsItIsSaid() {
    fake.json("/containers/" + ID + "/exec", 403, "{\"message\":\"POST is not for you\"}");
    assertThatThrownBy(() -> exec.text(ID, NAMES))
        .isInstanceOfSatisfying(
            DockerException.class,
            refused -> assertThat(refused.trouble()).isEqualTo(Trouble.FORBIDDEN))
        .hasMessage("HTTP 403: POST is not for you");
  }

  @Test
  void whatIsNoIdIsNotSent() {
    assertThatThrownBy(() -> exec.text("runner-node/../x", NAMES))
        .hasMessageContaining("expected an id");
    assertThat(fake.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "relative",
        "-rf",
        "/app/../etc/shadow",
        "/app/./x",
        "/app//x",
        "/app/x y",
        "/app/x;id",
        "/app/$(id)",
        "/app/x\"",
        "/app/x\\",
        "/app/x\n",
        "/app/x\u0000",
        "/app/größe",
        "/app/*"
      })
  void whatIsNoPlainPathIsInNoCommand(String path) {
    assertThatThrownBy(() -> ReadCommand.names(path)).isInstanceOf(PollException.class);
    assertThatThrownBy(() -> ReadCommand.about(List.of("/app/x", path)))
        .isInstanceOf(PollException.class);
    assertThatThrownBy(() -> ReadCommand.beginning(path, 1)).isInstanceOf(PollException.class);
  }
}
