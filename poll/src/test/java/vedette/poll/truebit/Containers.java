package vedette.poll.truebit;

import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.docker.ContainerState;

/// Containers of which nothing matters but whether they run.
final class Containers {
  private Containers() {}

  static ContainerState running(String id) {
    return of(id, "running", true);
  }

  static ContainerState exited(String id) {
    return of(id, "exited", false);
  }

  private static ContainerState of(String id, String status, boolean running) {
    return new ContainerState(
        id,
        "n",
        "",
        "",
        status,
        running,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        "");
  }
}
