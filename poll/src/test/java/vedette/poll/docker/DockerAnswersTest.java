package vedette.poll.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.poll.docker.FakeEngine.bytes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What Docker (Engine API 1.24 to 1.47) and podman 4.3.1 say in forms of their own.
class DockerAnswersTest {
  private static final String ID = "3574492ef549431e7f216a64b4ab7975".repeat(2);
  private static final String DIGEST = "5d0da3dc976460b72c77d94c8a1ad043".repeat(2);

  /// As Docker describes a container: much of it is of no concern here.
  private static ContainerState docker(String state, String more) {
    return DockerAnswers.container(
        bytes(
            """
            {"Id":"%1$s","Created":"2025-01-07T07:01:03.178049526Z","Path":"/app/run","Args":[],
             "State":{%2$s,"OOMKilled":false,"Dead":false,"Pid":4876,"Error":""},
             "Image":"sha256:%3$s",
             "LogPath":"/var/lib/docker/containers/%1$s/%1$s-json.log",
             "Name":"/runner-node","RestartCount":0,"Driver":"overlay2","Platform":"linux",
             "MountLabel":"","ExecIDs":null,
             "HostConfig":{"Binds":null,"LogConfig":{"Type":"json-file","Config":{}}},
             "Mounts":[],"Config":{"Hostname":"x","Tty":false,"OpenStdin":false,
             "Image":"truebitprotocol/runner-node:prod"%4$s},"NetworkSettings":{}}
            """
                .formatted(ID, state, DIGEST, more)));
  }

  private static final String RUNNING =
      "\"Status\":\"running\",\"Running\":true,\"Paused\":false,\"Restarting\":false,"
          + "\"ExitCode\":0,\"StartedAt\":\"2025-01-07T07:01:03.33649069Z\",";

  @Test
  void aContainerThatRunsHasNoExitCodeAndMayHaveEndedBefore() {
    ContainerState never = docker(RUNNING + "\"FinishedAt\":\"0001-01-01T00:00:00Z\"", "");
    assertThat(never.running()).isTrue();
    assertThat(never.tty()).isFalse();
    assertThat(never.exitCode()).isEmpty();
    assertThat(never.finishedAt()).isEmpty();
    assertThat(never.startedAt()).contains(Instant.parse("2025-01-07T07:01:03.33649069Z"));
    assertThat(never.image()).isEqualTo("truebitprotocol/runner-node:prod");
    assertThat(never.imageId()).isEqualTo("sha256:" + DIGEST);
    assertThat(never.logDriver()).isEqualTo("json-file");
    ContainerState again =
        docker(RUNNING + "\"FinishedAt\":\"2025-01-06T19:11:55.608962372Z\"", "");
    assertThat(again.finishedAt()).contains(Instant.parse("2025-01-06T19:11:55.608962372Z"));
    assertThat(again.exitCode()).isEmpty();
  }

  /// Docker says of one that waits for its next start that it runs, podman does not.
  @Test
  void aContainerThatIsStartedAgainAndAgainDoesNotRun() {
    ContainerState state =
        docker(
            "\"Status\":\"restarting\",\"Running\":true,\"Paused\":false,\"Restarting\":true,"
                + "\"ExitCode\":137,\"FinishedAt\":\"2025-01-07T07:02:00Z\"",
            "");
    assertThat(state.running()).isFalse();
    assertThat(state.status()).isEqualTo("restarting");
    assertThat(state.exitCode()).isEqualTo(OptionalLong.of(137));
  }

  /// Docker says of one that is paused that it runs, podman does not.
  @Test
  void aContainerThatIsPausedDoesNotRunAndHasNotEnded() {
    for (boolean running : new boolean[] {true, false}) {
      ContainerState state =
          docker(
              "\"Status\":\"paused\",\"Running\":%s,\"Paused\":true,\"Restarting\":false,\"ExitCode\":0"
                  .formatted(running),
              "");
      assertThat(state.running()).isFalse();
      assertThat(state.exitCode()).isEmpty();
    }
  }

  @Test
  void aContainerThatEndedSaysHow() {
    ContainerState state =
        docker(
            "\"Status\":\"exited\",\"Running\":false,\"ExitCode\":2,\"FinishedAt\":\"2025-01-07T07:02:00Z\"",
            "");
    assertThat(state.running()).isFalse();
    assertThat(state.exitCode()).isEqualTo(OptionalLong.of(2));
  }

  /// Where Docker has no driver of its own to say, where a later one leaves things out, and where
  /// another answers with other types.
  @Test
  void whatIsNotSaidIsUnknown() {
    ContainerState bare = DockerAnswers.container(bytes("{\"Id\":\"%s\"}".formatted(ID)));
    assertThat(bare.running()).isFalse();
    assertThat(bare.status()).isEmpty();
    assertThat(bare.exitCode()).isEmpty();
    assertThat(bare.restarts()).isEmpty();
    assertThat(bare.imageId()).isEmpty();
    ContainerState odd =
        DockerAnswers.container(
            bytes(
                "{\"Id\":\"%s\",\"State\":{\"Running\":\"false\",\"ExitCode\":\"0\"},\"Config\":null,\"HostConfig\":{\"LogConfig\":null}}"
                    .formatted(ID)));
    assertThat(odd.running()).isFalse();
    assertThat(odd.exitCode()).isEmpty();
    assertThat(odd.tty()).isFalse();
  }

  @Test
  void aTerminalIsSeen() {
    assertThat(
            DockerAnswers.container(
                    bytes("{\"Id\":\"%s\",\"Config\":{\"Tty\":true}}".formatted(ID)))
                .tty())
        .isTrue();
  }

  /// Docker has the algorithm in an image's own id, podman has not.
  @Test
  void anImageIsTheSameInBothForms() {
    ImageState docker =
        DockerAnswers.image(
            bytes(
                "{\"Id\":\"sha256:%s\",\"RepoTags\":[\"a:b\"],\"RepoDigests\":null,\"Created\":\"2022-02-04T21:20:12.497794809Z\"}"
                    .formatted(DIGEST)));
    ImageState podman = DockerAnswers.image(bytes("{\"Id\":\"%s\"}".formatted(DIGEST)));
    for (ImageState image : List.of(docker, podman)) {
      assertThat(image.is("sha256:" + DIGEST)).isTrue();
      assertThat(image.is(DIGEST)).isTrue();
    }
    assertThat(docker.created()).contains(Instant.parse("2022-02-04T21:20:12.497794809Z"));
    assertThat(podman.created()).isEmpty();
  }

  @Test
  void aCommandHasACodeOnceItHasEnded() {
    assertThat(DockerAnswers.execEnded(bytes("{\"Running\":true,\"ExitCode\":null}"))).isEmpty();
    assertThat(DockerAnswers.execEnded(bytes("{\"Running\":true,\"ExitCode\":0}"))).isEmpty();
    assertThat(DockerAnswers.execEnded(bytes("{\"Running\":false,\"ExitCode\":null}"))).isEmpty();
    assertThat(DockerAnswers.execEnded(bytes("{\"Running\":false,\"ExitCode\":127}")))
        .isEqualTo(OptionalInt.of(127));
    assertThat(DockerAnswers.execEnded(bytes("{}"))).isEmpty();
  }

  /// A command in a container is an event too; who asks can tell it from one of the container.
  @Test
  void commandsAreEventsOfTheirOwn() {
    String event =
        "{\"Type\":\"container\",\"Action\":\"exec_create: ls -1 /app\",\"Actor\":{\"ID\":\"%s\",\"Attributes\":{\"name\":\"runner-node\"}},\"scope\":\"local\",\"time\":1736233263,\"timeNano\":1736233263178049526}"
            .formatted(ID);
    assertThat(DockerAnswers.event(event).orElseThrow().action()).startsWith("exec");
  }

  /// What answers a ping without podman's header is asked by Docker's requests alone; `/version` is
  /// not needed to tell them apart, and not asked.
  @Test
  void dockerIsToldByItsPing() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "ans");
    try (FakeEngine fake = new FakeEngine(folder.resolve("s"))) {
      fake.answers(
              "/_ping",
              List.of(
                  bytes(
                      "HTTP/1.1 200 OK\r\nApi-Version: 1.43\r\nBuilder-Version: 2\r\nCache-Control:"
                          + " no-cache, no-store, must-revalidate\r\nContent-Length: 2\r\nContent-Type:"
                          + " text/plain; charset=utf-8\r\nDocker-Experimental: false\r\nOstype:"
                          + " linux\r\nPragma: no-cache\r\nServer: Docker/24.0.7 (linux)\r\nSwarm:"
                          + " inactive\r\nDate: Tue, 07 Jan 2025 07:01:03 GMT\r\n\r\nOK")))
          .answers(
              "/containers/" + ID + "/logs",
              List.of(
                  bytes(
                      "HTTP/1.1 200 OK\r\nContent-Type:"
                          + " application/vnd.docker.multiplexed-stream\r\nTransfer-Encoding:"
                          + " chunked\r\n\r\n"),
                  FakeEngine.chunk(
                      FakeEngine.frame(1, bytes("2025-01-07T07:01:03.336490690Z said\n"))),
                  bytes("0\r\n\r\n")));
      StringBuilder heard = new StringBuilder();
      new DockerEngine(folder.resolve("s"))
          .logs(
              ID,
              false,
              new DockerEngine.LogRequest(0, true),
              1_024,
              (stream, second, line, cut) ->
                  !heard
                      .append(new String(line, java.nio.charset.StandardCharsets.UTF_8))
                      .isEmpty());
      assertThat(heard).hasToString("said\n");
      assertThat(fake.asked())
          .hasSize(2)
          .allMatch(
              asked -> asked.startsWith("GET /_ping") || asked.startsWith("GET /containers/"));
    } finally {
      Files.deleteIfExists(folder.resolve("s"));
      Files.deleteIfExists(folder);
    }
  }
}
