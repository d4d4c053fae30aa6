package vedette.poll.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.poll.docker.FakeEngine.bytes;
import static vedette.poll.docker.FakeEngine.chunk;
import static vedette.poll.docker.FakeEngine.chunkedHead;
import static vedette.poll.docker.FakeEngine.frame;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;

class DockerEngineTest {
  private static final String ID =
      "f3b1f2a2b93d2cfde5fe6676e52f8c7a466e38e8195eb7e538f01bcf61f4d00f";
  private static final String NODE =
      """
      {"Id":"%s","Created":"2026-11-26T14:02:51.460282456Z","State":{"Status":"running",
       "Running":true,"ExitCode":0,"StartedAt":"2026-11-26T14:02:51.596532911Z",
       "FinishedAt":"0001-01-01T00:00:00Z"},"Image":"sha256:c606","Name":"/runner-node",
       "RestartCount":2,"HostConfig":{"LogConfig":{"Type":"json-file"}},
       "Config":{"Tty":false,"Image":"truebitprotocol/runner-node:prod"}}
      """
          .formatted(ID);

  private Path folder = Path.of("");
  private FakeEngine fake;
  private DockerEngine engine = new DockerEngine(Path.of("none"));

  @BeforeEach
  void start() throws Exception {
    // A socket's path has room for some hundred bytes only.
    folder = Files.createTempDirectory(Path.of("/tmp"), "eng");
    fake = new FakeEngine(folder.resolve("s"));
    engine = new DockerEngine(folder.resolve("s"));
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
    Files.deleteIfExists(folder.resolve("s"));
    Files.deleteIfExists(folder);
  }

  @Test
  void nothingButGetIsEverSent() throws Exception {
    fake.json("/containers/runner-node/json", 200, NODE).json("/_ping", 200, "OK");
    engine.ping();
    engine.container("runner-node");
    engine.container("other");
    assertThat(fake.asked).hasSize(3).allMatch(line -> line.startsWith("GET /"));
  }

  @Test
  void aContainerIsFoundByItsExactNameOnly() throws Exception {
    fake.json("/containers/runner-node/json", 200, NODE).json("/containers/f3b1/json", 200, NODE);
    assertThat(engine.container("runner-node"))
        .hasValueSatisfying(found -> {
          assertThat(found.shortId()).isEqualTo("f3b1f2a2b93d");
          assertThat(found.image()).isEqualTo("truebitprotocol/runner-node:prod");
          assertThat(found.running()).isTrue();
          assertThat(found.exitCode()).isEmpty();
          assertThat(found.finishedAt()).isEmpty();
          assertThat(found.restarts()).isEqualTo(OptionalLong.of(2));
        });
    assertThat(engine.container("f3b1")).isEmpty();
    assertThat(engine.container("runner")).isEmpty();
  }

  @Test
  void anImageIsWhatThisMachineHasUnderItsName() throws Exception {
    String id = "c6".repeat(32);
    fake.json(
        "/images/truebitprotocol/runner-node:prod/json",
        200,
        "{\"Id\":\"sha256:%s\",\"Created\":\"2026-01-02T03:04:05Z\"}".formatted(id));
    ImageState image = engine.image("truebitprotocol/runner-node:prod").orElseThrow();
    assertThat(image.created()).contains(java.time.Instant.parse("2026-01-02T03:04:05Z"));
    // Docker and podman write digests differently.
    assertThat(image.is("sha256:" + id)).isTrue();
    assertThat(image.is(id)).isTrue();
    assertThat(image.is("sha256:" + "c7".repeat(32))).isFalse();
    assertThat(engine.image("not/here:1")).isEmpty();
    int before = fake.asked.size();
    assertThat(engine.image("x/../../containers/json?all=1")).isEmpty();
    assertThat(engine.image("")).isEmpty();
    assertThat(fake.asked).hasSize(before);
  }

  @Test
  void aNameThatIsNoNameIsNotSent() {
    assertThatThrownBy(() -> engine.container("../images"))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("expected a name of letters");
    assertThat(fake.asked).isEmpty();
  }

  @Test
  void anAnswerInChunksIsWhole() throws Exception {
    byte[] json = bytes(NODE);
    List<byte[]> pieces = new ArrayList<>(List.of(chunkedHead()));
    for (int at = 0; at < json.length; at += 7) {
      pieces.add(chunk(Arrays.copyOfRange(json, at, Math.min(json.length, at + 7))));
    }
    pieces.add(bytes("0\r\n\r\n"));
    fake.answers("/containers/runner-node/json", pieces);
    assertThat(engine.container("runner-node")).isPresent();
  }

  @Test
  void aCutAnswerIsNoAnswer() {
    fake.answers(
        "/containers/runner-node/json",
        List.of(bytes("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + NODE)));
    assertThatThrownBy(() -> engine.container("runner-node"))
        .isInstanceOfSatisfying(
            DockerException.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.UNREACHABLE))
        .hasMessageContaining("the connection ended within a body");
  }

  @Test
  void anotherProgramAtTheSocketIsNamed() {
    fake.answers("/_ping", List.of(bytes("220 mail.example ESMTP\r\n")));
    assertThatThrownBy(engine::ping)
        .isInstanceOfSatisfying(
            DockerException.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.GARBAGE))
        .hasMessageContaining("Is this the engine's socket?");
  }

  @Test
  void noSocketIsSaidWithWhatToDo() {
    assertThatThrownBy(() -> new DockerEngine(folder.resolve("none")).ping())
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("expected the engine's socket. Found: nothing. Do: start Docker");
  }

  @Test
  void cpuIsWhatWasUsedBetweenTwoAnswers() {
    ContainerStats first =
        DockerAnswers.stats(
            bytes(
                """
                {"cpu_stats":{"cpu_usage":{"total_usage":31652272},"system_cpu_usage":1000000000,
                "online_cpus":2},"memory_stats":{"usage":495616,"limit":25276502016}}\
                """));
    ContainerStats later =
        DockerAnswers.stats(
            bytes(
                """
                {"cpu_stats":{"cpu_usage":{"total_usage":131652272},"system_cpu_usage":2000000000,
                "online_cpus":2},"memory_stats":{"usage":500000,"stats":{"inactive_file":100000}}}\
                """));
    assertThat(later.cpuPercentSince(first)).hasValue(20.0);
    assertThat(first.memory()).hasValue(495_616);
    assertThat(later.memory()).hasValue(400_000);
    assertThat(later.memoryLimit()).isEmpty();
    assertThat(first.cpuPercentSince(later)).isEmpty();
    assertThat(DockerAnswers.stats(bytes("{}")).cpuPercentSince(first)).isEmpty();
  }

  /// B5: headers were taken off each read instead of each frame.
  @Test
  void framesInAnyPiecesGiveTheSameLines() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      String line = "2026-11-26T14:02:52Z größe " + i + " \uD83D\uDE00" + "x".repeat(i);
      expected.add(line);
      byte[] bytes = bytes(line + "\n");
      // A line in several frames, cut within characters too.
      int cut = random.nextInt(bytes.length);
      stream.writeBytes(frame(1, Arrays.copyOfRange(bytes, 0, cut)));
      stream.writeBytes(frame(2, bytes("")));
      stream.writeBytes(frame(1, Arrays.copyOfRange(bytes, cut, bytes.length)));
    }
    byte[] all = stream.toByteArray();
    for (int size : new int[] {1, 3, 8, 100, 5_000, all.length}) {
      List<byte[]> pieces = new ArrayList<>(List.of(chunkedHead()));
      for (int at = 0; at < all.length; at += size) {
        pieces.add(chunk(Arrays.copyOfRange(all, at, Math.min(all.length, at + size))));
      }
      pieces.add(bytes("0\r\n\r\n"));
      fake.answers("/containers/runner-node/logs", pieces);
      assertThat(logs(false)).isEqualTo(expected);
    }
  }

  @Test
  void outputsDoNotMixWithinALine() throws Exception {
    fake.answers(
        "/containers/runner-node/logs",
        List.of(
            chunkedHead(),
            chunk(frame(1, bytes("out one "))),
            chunk(frame(2, bytes("error\n"))),
            chunk(frame(1, bytes("goes on\n"))),
            bytes("0\r\n\r\n")));
    assertThat(logs(false)).containsExactly("error", "out one goes on");
  }

  @Test
  void aTerminalsLogHasNoFrames() throws Exception {
    fake.answers(
        "/containers/runner-node/logs",
        List.of(
            chunkedHead(), chunk(bytes("one\r\ntw")), chunk(bytes("o\r\n")), bytes("0\r\n\r\n")));
    assertThat(logs(true)).containsExactly("one", "two");
  }

  @Test
  void aFrameThatIsNoneEndsTheReading() {
    fake.answers(
        "/containers/runner-node/logs",
        List.of(chunkedHead(), chunk(bytes("plain text without frames\n")), bytes("0\r\n\r\n")));
    assertThatThrownBy(() -> logs(false))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("expected a frame of stream 0 to 3. Found: 70 6c 61 69");
  }

  @Test
  void aLineWithoutEndIsNotLostWhenTheProcessEnds() throws Exception {
    fake.answers(
        "/containers/runner-node/logs",
        List.of(chunkedHead(), chunk(frame(1, bytes("whole\npart"))), bytes("0\r\n\r\n")));
    assertThat(logs(false)).containsExactly("whole", "part");
  }

  @Test
  void anInterruptEndsAFollowedLog() throws Exception {
    fake.stays(
        "/containers/runner-node/logs", List.of(chunkedHead(), chunk(frame(1, bytes("one\n")))));
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                engine.logs(
                    "runner-node",
                    false,
                    new DockerEngine.LogRequest(0, true),
                    1_024,
                    (stream, line) -> first.countDown());
              } catch (InterruptedException wanted) {
                ended.countDown();
              }
            });
    first.await();
    reader.interrupt();
    assertThat(reader.join(Duration.ofSeconds(20))).isTrue();
    assertThat(ended.getCount()).isZero();
  }

  @Test
  void whatHappensToContainersIsHeard() throws Exception {
    fake.answers(
        "/events",
        List.of(
            chunkedHead(),
            chunk(
                bytes(
                    "{\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{\"ID\":\"f3\","
                        + "\"Attributes\":{\"name\":\"runner-node\"}}}\n{\"Type\":\"image\"}\nrubbish\n")),
            bytes("0\r\n\r\n")));
    List<DockerEvent> heard = new ArrayList<>();
    engine.events(heard::add);
    assertThat(heard).containsExactly(new DockerEvent("start", "f3", "runner-node"));
  }

  @Test
  void aLineBeyondTheBoundIsCutAndSaysHowMuch() {
    Lines lines = new Lines(10);
    List<Lines.Line> found = new ArrayList<>();
    byte[] bytes = bytes("x".repeat(25) + "\nshort\n");
    lines.feed(bytes, 0, bytes.length, found::add);
    assertThat(found)
        .containsExactly(new Lines.Line("x".repeat(10), 26, 15), new Lines.Line("short", 6, 0));
  }

  private List<String> logs(boolean tty) throws InterruptedException {
    List<String> all = new ArrayList<>();
    engine.logs(
        "runner-node",
        tty,
        new DockerEngine.LogRequest(0, false),
        64 << 10,
        (stream, line) -> all.add(line.text()));
    return all;
  }
}
