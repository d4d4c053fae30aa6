package vedette.poll.truebit;

import java.nio.file.Path;
import java.util.Optional;
import vedette.poll.docker.ContainerExec;
import vedette.poll.docker.DockerEngine;

/// Where a node's log and records are read.
///
/// @param engine empty: the engine is not asked at all
/// @param container the container's exact name
/// @param logs folder with the node's logs; empty: they come through the engine
/// @param data folder with the node's EventDB files; empty: they are read by `exec`, if at all
/// @param exec runs commands that read in the container; empty: the owner does not allow it
/// @param longestData characters kept of a task's input or output
public record LogSource(
    Optional<DockerEngine> engine,
    String container,
    Optional<Path> logs,
    Optional<Path> data,
    Optional<ContainerExec> exec,
    int longestData) {
  /// Runs nothing in the container.
  public LogSource(
      Optional<DockerEngine> engine,
      String container,
      Optional<Path> logs,
      Optional<Path> data,
      int longestData) {
    this(engine, container, logs, data, Optional.empty(), longestData);
  }
}
