package vedette.poll.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.poll.docker.FakeEngine.bytes;
import static vedette.poll.docker.FakeEngine.chunk;
import static vedette.poll.docker.FakeEngine.chunkedHead;
import static vedette.poll.docker.FakeEngine.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
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
  void b5FramesInAnyPiecesGiveTheSameLines() throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String line = "größe " + i + " \uD83D\uDE00" + "x".repeat(i);
      expected.add("1 1795701772 " + line + "$");
      stream.writeBytes(frame(1, bytes("2026-11-26T14:02:52Z " + line + "\n")));
      stream.writeBytes(frame(2, bytes("")));
      expected.add("2 0 ");
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

  /// B4: the engine's stamp before each line was taken for the line's beginning.
  @Test
  void b4TheEnginesStampIsTakenOffAndReadExactly() throws Exception {
    fake.answers(
        "/containers/runner-node/logs",
        List.of(
            chunkedHead(),
            chunk(frame(1, bytes("2026-11-26T14:02:52.460282456Z 2025-12-17 09:23:08 info\n"))),
            chunk(frame(1, bytes("2026-11-26T15:02:52+01:00 2026-11-26T14:02:52Z said\n"))),
            chunk(frame(2, bytes("no stamp\n"))),
            bytes("0\r\n\r\n")));
    assertThat(logs(false))
        .containsExactly(
            "1 1795701772 2025-12-17 09:23:08 info$",
            "1 1795701772 2026-11-26T14:02:52Z said$",
            "2 0 no stamp$");
  }

  /// Docker keeps 16 KiB of a line in a piece, and stamps each.
  @Test
  void aLongLineOfATerminalIsJoinedFromDockersPieces() throws Exception {
    String stamp = "2026-11-26T14:02:52.000000001Z ";
    String piece = "x".repeat(16 << 10);
    fake.answers(
        "/containers/runner-node/logs",
        List.of(
            chunkedHead(),
            chunk(bytes(stamp + piece + stamp + piece + stamp + "end\r\n" + stamp + "two")),
            bytes("0\r\n\r\n")));
    assertThat(logs(true))
        .containsExactly("1 1795701772 " + piece + piece + "end\r$", "1 1795701772 two");
  }

  /// By Docker's request podman ends a line wherever a read of its own ended.
  @Test
  void podmanIsAskedByItsOwnRequest() throws Exception {
    fake.answers(
            "/_ping",
            List.of(
                bytes(
                    "HTTP/1.1 200 OK\r\nLibpod-Api-Version: 4.3.1\r\nContent-Length: 2\r\n\r\nOK")))
        .answers(
            "/v4.3.1/libpod/containers/runner-node/logs",
            List.of(
                chunkedHead(),
                chunk(frame(1, bytes("2026-11-26T14:02:52Z a li"))),
                chunk(frame(1, bytes("2026-11-26T14:02:53Z ne\n"))),
                bytes("0\r\n\r\n")))
        .answers(
            "/containers/runner-node/logs",
            List.of(chunkedHead(), chunk(frame(1, bytes("by Docker's\n"))), bytes("0\r\n\r\n")));
    // Framed with and without a terminal.
    assertThat(logs(true)).containsExactly("1 1795701772 a li", "1 1795701773 ne$");
    assertThat(logs(false)).containsExactly("1 1795701772 a li", "1 1795701773 ne$");
    fake.json("/v4.3.1/libpod", 403, "{\"message\":\"this proxy lets Docker's requests through\"}")
        .json("/v4.3.1/libpod/containers/runner-node/logs", 403, "{}");
    assertThat(logs(false)).containsExactly("1 0 by Docker's$");
  }

  @Test
  void aPieceBeyondTheBoundIsCutAndKeepsItsEnd() throws Exception {
    fake.answers(
        "/containers/runner-node/logs",
        List.of(
            chunkedHead(), chunk(frame(1, bytes("x".repeat(70_000) + "\n"))), bytes("0\r\n\r\n")));
    assertThat(logs(false).getFirst()).endsWith("xxx$ -" + (70_001 - (64 << 10) - 40));
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotRead() throws Exception {
    fake.stays(
        "/containers/runner-node/logs",
        List.of(chunkedHead(), chunk(frame(1, bytes("one\n"))), chunk(frame(1, bytes("two\n")))));
    List<String> all = new ArrayList<>();
    engine.logs(
        "runner-node",
        false,
        new DockerEngine.LogRequest(0, true),
        1_024,
        (stream, second, bytes, cut) -> {
          all.add(new String(bytes, StandardCharsets.UTF_8));
          return false;
        });
    assertThat(all).containsExactly("one\n");
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
                    (stream, second, line, cut) -> {
                      first.countDown();
                      return true;
                    });
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
        (stream, second, bytes, cut) ->
            all.add(
                "%d %d %s%s"
                    .formatted(
                        stream,
                        second,
                        new String(bytes, StandardCharsets.UTF_8).replace("\n", "$"),
                        cut > 0 ? " -" + cut : "")));
    return all;
  }
}
