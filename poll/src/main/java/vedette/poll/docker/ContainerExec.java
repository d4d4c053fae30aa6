package vedette.poll.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import vedette.poll.Trouble;

/// Runs commands that read in a container. Only where the owner allows it: it takes two requests
/// that are no GET, and whoever may send those could run anything.
///
/// Calls block; an interrupt closes the connection. Any thread may call.
///
/// @param engine where the container is
/// @param patience how long a command may take in all
public record ContainerExec(DockerEngine engine, Duration patience) {
  private static final String ID = "[0-9a-f]{12,64}";

  /// Ends after a minute.
  public ContainerExec(DockerEngine engine) {
    this(engine, Duration.ofMinutes(1));
  }

  /// The container with exactly this name; empty if there is none.
  ///
  /// @throws DockerException if the engine does not answer so in time
  public Optional<ContainerState> container(String name) throws InterruptedException {
    try (Deadline deadline = Deadline.in(patience)) {
      return engine.container(name, Optional.of(deadline));
    }
  }

  /// What a command writes. A command that fails is an [IOException] at its end.
  ///
  /// @param container its id, from [ContainerState#id]
  /// @return to be closed, which leaves the command to itself
  /// @throws DockerException if it cannot be run
  public InputStream open(String container, ReadCommand command) throws InterruptedException {
    if (!container.matches(ID)) {
      throw new DockerException(Trouble.ERROR, "container: expected an id. Found: another text");
    }
    Deadline deadline = Deadline.in(patience);
    try {
      String exec = made(container, command, deadline);
      String started = "{\"Detach\":false,\"Tty\":false}";
      UnixHttp.Response response =
          UnixHttp.post(engine.socket(), "/exec/" + exec + "/start", started, deadline);
      DockerEngine.demand(response, 200);
      return new ExecOutput(engine, exec, command, response, deadline);
    } catch (IOException broken) {
      deadline.close();
      throw deadline.passed() ? late(command) : engine.failed(broken);
    } catch (DockerException refused) {
      deadline.close();
      throw refused;
    }
  }

  /// The same, as text.
  ///
  /// @throws DockerException if it cannot be run, or fails
  public String text(String container, ReadCommand command) throws InterruptedException {
    try (InputStream output = open(container, command)) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new DockerException(Trouble.ERROR, String.valueOf(failed.getMessage()));
    }
  }

  private String made(String container, ReadCommand command, Deadline deadline) throws IOException {
    String words =
        command.words().stream().map(word -> '"' + word + '"').collect(Collectors.joining(","));
    String body =
        "{\"AttachStdin\":false,\"AttachStdout\":true,\"AttachStderr\":true,\"Tty\":false,"
            + "\"Privileged\":false,\"Cmd\":[%s]}".formatted(words);
    String target = "/containers/" + container + "/exec";
    try (UnixHttp.Response response = UnixHttp.post(engine.socket(), target, body, deadline)) {
      DockerEngine.demand(response, 201);
      return DockerAnswers.execId(DockerEngine.whole(response.body()));
    }
  }

  static DockerException late(ReadCommand command) {
    return new DockerException(Trouble.TIMEOUT, command + ": not done in time");
  }
}
