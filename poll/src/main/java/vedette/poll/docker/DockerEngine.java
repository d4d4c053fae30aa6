package vedette.poll.docker;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import vedette.poll.Trouble;
import vedette.poll.http.HttpReply;

/// A Docker Engine, or podman, behind its Unix socket.
///
/// Nothing here changes anything: it sends nothing but GET. That the socket is mounted read-only
/// would not see to that, since a socket's mode says nothing about the requests through it.
///
/// Calls block; an interrupt closes the connection and comes out as [InterruptedException]. Any
/// thread may call.
///
/// @param socket usually `/var/run/docker.sock`, or `/run/podman/podman.sock`
public record DockerEngine(Path socket) {
  /// More is no container's description.
  private static final int LARGEST_ANSWER = 4 << 20;

  private static final int LONGEST_EVENT = 64 << 10;
  private static final String IMAGE = "[a-zA-Z0-9][a-zA-Z0-9_./:@-]{0,255}";
  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}";

  /// What is wanted of a log.
  ///
  /// @param since only lines from this second on, in seconds since 1970; 0: all there is
  /// @param follow whether to wait for more when all is read
  /// @param last only so many of the pieces that are there; −1: all
  public record LogRequest(long since, boolean follow, int last) {
    /// All there is from a second on.
    public LogRequest(long since, boolean follow) {
      this(since, follow, -1);
    }

    /// What comes from now on.
    public static LogRequest newOnly() {
      return new LogRequest(0, true, 0);
    }
  }

  /// Gets a log in the pieces in which the engine keeps it: a line, or a part of a long one.
  @FunctionalInterface
  public interface LogSink {
    /// A piece. It ends its line if its last byte is `\n`.
    ///
    /// @param stream 1: standard output (or a terminal's), 2: standard error
    /// @param second of the engine's stamp, since 1970; 0 if it has none
    /// @param bytes without the stamp; yours to keep
    /// @param cut how many of them are not there because the piece was too long
    /// @return whether more is wanted
    boolean piece(int stream, long second, byte[] bytes, long cut) throws InterruptedException;
  }

  /// Whether somebody answers.
  ///
  /// @throws DockerException if not
  public void ping() throws InterruptedException {
    byte[] _ = get("/_ping");
  }

  /// The container with exactly this name (or id); empty if there is none.
  ///
  /// @throws DockerException if the engine does not answer so
  public Optional<ContainerState> container(String name) throws InterruptedException {
    return container(name, Optional.empty());
  }

  /// The same within a time.
  Optional<ContainerState> container(String name, Optional<Deadline> deadline)
      throws InterruptedException {
    try {
      ContainerState found = DockerAnswers.container(get(of(name) + "/json", deadline));
      // The engine takes the beginning of an id for a name.
      boolean exact = found.name().equals(name) || found.id().equals(name);
      return exact ? Optional.of(found) : Optional.empty();
    } catch (DockerException failed) {
      if (failed.trouble() == Trouble.UNSUPPORTED) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /// An image that this machine has; empty if it has none of this name. No registry is asked.
  ///
  /// @param name as a container names its image, or an image's id
  /// @throws DockerException if the engine does not answer so
  public Optional<ImageState> image(String name) throws InterruptedException {
    if (!name.matches(IMAGE) || name.contains("..")) {
      return Optional.empty();
    }
    try {
      return Optional.of(DockerAnswers.image(get("/images/" + name + "/json")));
    } catch (DockerException failed) {
      if (failed.trouble() == Trouble.UNSUPPORTED) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /// What a container uses now.
  ///
  /// @throws DockerException if the engine does not say
  public ContainerStats stats(String container) throws InterruptedException {
    return DockerAnswers.stats(get(of(container) + "/stats?stream=false"));
  }

  /// Reads a container's log, as long as it goes on or is wanted.
  ///
  /// podman is asked by its own request: by Docker's it ends lines wherever its reading of the
  /// container's output happened to end, and does not say so. Only where a proxy lets that one not
  /// through Docker's is used.
  ///
  /// @param tty [ContainerState#tty]
  /// @param longest bytes kept of a piece
  /// @throws DockerException if it cannot be read, or breaks off within a frame
  public void logs(String container, boolean tty, LogRequest wanted, int longest, LogSink sink)
      throws InterruptedException {
    String target =
        "%s/logs?stdout=1&stderr=1&timestamps=1&follow=%d&since=%d%s"
            .formatted(
                of(container),
                wanted.follow() ? 1 : 0,
                wanted.since(),
                wanted.last() < 0 ? "" : "&tail=" + wanted.last());
    Optional<String> podman = podman();
    if (podman.isPresent()) {
      String own = "/v%s/libpod%s".formatted(podman.get(), target);
      try (UnixHttp.Response response = UnixHttp.get(socket, own)) {
        if (response.status() == 200) {
          LogReading.read(response.body(), true, longest, sink);
          return;
        }
      } catch (IOException broken) {
        throw failed(broken);
      }
    }
    try (UnixHttp.Response response = UnixHttp.get(socket, target)) {
      demand(response);
      LogReading.read(response.body(), !tty, longest, sink);
    } catch (IOException broken) {
      throw failed(broken);
    }
  }

  /// Whether a log that is followed comes whole. podman reads it through github.com/nxadm/tail,
  /// which goes to the end of the file when it meets a line whose end is still being written: what
  /// was written meanwhile is left out. Read without following, it is whole but perhaps for the end
  /// of its last line.
  ///
  /// @throws DockerException if the engine does not answer
  public boolean followsWhole() throws InterruptedException {
    return podman().isEmpty();
  }

  /// podman's version, if it is podman and says so.
  private Optional<String> podman() throws InterruptedException {
    try (UnixHttp.Response response = UnixHttp.get(socket, "/_ping")) {
      return Optional.ofNullable(response.headers().get("libpod-api-version"))
          .filter(version -> version.matches("[0-9]{1,3}(\\.[0-9]{1,3}){0,2}"));
    } catch (IOException broken) {
      throw failed(broken);
    }
  }

  /// Hears what happens to containers, until the connection ends.
  ///
  /// @throws DockerException if the engine does not say
  public void events(Consumer<DockerEvent> heard) throws InterruptedException {
    // {"type":["container"]}
    String target = "/events?filters=%7B%22type%22%3A%5B%22container%22%5D%7D";
    try (UnixHttp.Response response = UnixHttp.get(socket, target)) {
      demand(response);
      Lines lines = new Lines(LONGEST_EVENT);
      byte[] bytes = new byte[8 << 10];
      for (int n = response.body().read(bytes); n >= 0; n = response.body().read(bytes)) {
        lines.feed(bytes, 0, n, line -> DockerAnswers.event(line.text()).ifPresent(heard));
      }
    } catch (IOException broken) {
      throw failed(broken);
    }
  }

  /// How a command that [ContainerExec] began has ended; empty if it has not, or is not said to
  /// have.
  OptionalInt execEnded(String exec, Deadline deadline) throws IOException {
    String target = "/exec/" + exec + "/json";
    try (UnixHttp.Response response = UnixHttp.get(socket, target, Optional.of(deadline))) {
      demand(response);
      return DockerAnswers.execEnded(whole(response.body()));
    }
  }

  private static String of(String container) {
    if (!container.matches(NAME)) {
      throw new DockerException(
          Trouble.ERROR,
          "container: expected a name of letters, digits, - . and _. Found another. Do: correct it");
    }
    return "/containers/" + URLEncoder.encode(container, StandardCharsets.UTF_8);
  }

  private byte[] get(String target) throws InterruptedException {
    return get(target, Optional.empty());
  }

  private byte[] get(String target, Optional<Deadline> deadline) throws InterruptedException {
    try (UnixHttp.Response response = UnixHttp.get(socket, target, deadline)) {
      demand(response);
      return whole(response.body());
    } catch (IOException broken) {
      throw failed(broken);
    }
  }

  private static void demand(UnixHttp.Response response) throws IOException {
    demand(response, 200);
  }

  static void demand(UnixHttp.Response response, int expected) throws IOException {
    int status = response.status();
    if (status == expected) {
      return;
    }
    String said = DockerAnswers.message(whole(response.body()));
    Trouble trouble =
        switch (status) {
          case 401, 403 -> Trouble.FORBIDDEN;
          case 404 -> Trouble.UNSUPPORTED;
          case 503 -> Trouble.BUSY;
          default -> Trouble.ERROR;
        };
    throw new DockerException(trouble, "HTTP " + status + (said.isEmpty() ? "" : ": " + said));
  }

  static byte[] whole(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
    if (bytes.length > LARGEST_ANSWER) {
      throw new HttpReply.NoHttp("an answer of more than 4 MiB");
    }
    return bytes;
  }

  DockerException failed(IOException broken) throws InterruptedException {
    if (broken instanceof ClosedByInterruptException || Thread.interrupted()) {
      throw new InterruptedException();
    }
    String said =
        Optional.ofNullable(broken.getMessage()).orElse(broken.getClass().getSimpleName());
    return switch (broken) {
      case HttpReply.NoHttp _ ->
          new DockerException(
              Trouble.GARBAGE, socket + ": no HTTP: " + said + ". Is this the engine's socket?");
      case ConnectException _ -> refused(said);
      case SocketException _ -> refused(said);
      default ->
          new DockerException(Trouble.UNREACHABLE, socket + ": the connection broke: " + said);
    };
  }

  private DockerException refused(String said) {
    if (!Files.exists(socket)) {
      return new DockerException(
          Trouble.UNREACHABLE,
          socket
              + ": expected the engine's socket. Found: nothing. Do: start Docker or podman's"
              + " service, or name its socket");
    }
    if (!Files.isWritable(socket)) {
      return new DockerException(
          Trouble.FORBIDDEN,
          socket
              + ": this user may not use it. Do: give Vedette a proxy that lets GET through, or"
              + " the node's log folder");
    }
    return new DockerException(Trouble.UNREACHABLE, socket + ": nobody listens: " + said);
  }
}
