package vedette.app.truebit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vedette.app.config.TruebitConfig;
import vedette.poll.docker.ContainerExec;
import vedette.poll.docker.DockerEngine;
import vedette.poll.truebit.Artifacts;

/// By which ways the owner lets a node be read.
public final class NodeAccess {
  private static final List<Path> SOCKETS =
      List.of(Path.of("/var/run/docker.sock"), Path.of("/run/podman/podman.sock"));

  private NodeAccess() {}

  /// The engine, if one is to be asked and there is a socket.
  public static Optional<DockerEngine> engine(TruebitConfig wish) {
    if (!wish.engine()) {
      return Optional.empty();
    }
    return wish.socket()
        .or(() -> SOCKETS.stream().filter(Files::isWritable).findFirst())
        .map(DockerEngine::new);
  }

  /// Commands in the container, only with the owner's leave.
  public static Optional<ContainerExec> exec(TruebitConfig wish) {
    return wish.exec() ? engine(wish).map(ContainerExec::new) : Optional.empty();
  }

  /// The programs that the node has prepared: in their folder, otherwise by commands.
  public static Optional<Artifacts> artifacts(TruebitConfig wish) {
    return wish.programs()
        .folder()
        .map(Artifacts::in)
        .or(() -> exec(wish).map(exec -> Artifacts.in(exec, wish.container())));
  }
}
