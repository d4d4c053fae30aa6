package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.poll.docker.ContainerExec;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerException;
import vedette.poll.docker.ReadCommand;

/// Files of the node in its container, read by commands. Any thread may call.
///
/// @param name the container's
record NodeContainer(ContainerExec exec, String name) {
  /// What `stat` calls a file with something in it.
  private static final String FILE = "regular file";

  private static final String CHOSEN = "[A-Za-z0-9_.+@-]{1,160}";
  private static final int MOST = 64;

  /// A regular file.
  ///
  /// @param changed as `stat` says it
  record Found(String path, long size, String changed) {}

  /// @throws IOException if it does not run, or the engine does not say so
  private String id() throws IOException, InterruptedException {
    Optional<ContainerState> container;
    try {
      container = exec.container(name);
    } catch (DockerException unknown) {
      throw new IOException(unknown.getMessage(), unknown);
    }
    return container
        .filter(ContainerState::running)
        .map(ContainerState::id)
        .orElseThrow(() -> new IOException("the container " + name + " does not run"));
  }

  /// The names in a folder that are harmless, 64 at most.
  ///
  /// @throws IOException if that cannot be told
  List<String> names(String folder) throws IOException, InterruptedException {
    return text(ReadCommand.names(folder))
        .lines()
        .filter(name -> name.matches(CHOSEN) && !name.matches("\\.{1,2}"))
        .limit(MOST)
        .toList();
  }

  /// Those of these files that there are.
  ///
  /// @throws IOException if that cannot be told
  List<Found> about(List<String> paths) throws IOException, InterruptedException {
    List<Found> found = new ArrayList<>();
    if (paths.isEmpty()) {
      return found;
    }
    for (String line : text(ReadCommand.about(paths)).lines().toList()) {
      String[] parts = line.split("[" + ReadCommand.SEPARATOR + "]", 4);
      if (parts.length == 4
          && parts[0].equals(FILE)
          && parts[1].matches("[0-9]{1,18}")
          && paths.contains(parts[3])) {
        found.add(new Found(parts[3], Long.parseLong(parts[1]), parts[2]));
      }
    }
    return found;
  }

  /// The beginning of a file, to be closed.
  ///
  /// @throws IOException if it cannot be read, from here or from the stream
  InputStream open(String path, long bytes) throws IOException, InterruptedException {
    try {
      return exec.open(id(), ReadCommand.beginning(path, bytes));
    } catch (DockerException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  private String text(ReadCommand command) throws IOException, InterruptedException {
    try {
      return exec.text(id(), command);
    } catch (DockerException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }
}
