package vedette.tap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import vedette.tap.Processes.NodeProcess;

/// A node that was looked at: its process, if it has one, and its binary. Nothing is attached.
///
/// @param pid of its process, empty if a binary was named
/// @param name file name of the executable
/// @param executable path of the executable as the process sees it, or as it was named; empty if
///   the process may not be looked at
/// @param visible whether `/proc/<pid>/exe` may be followed; true without a process
/// @param container whether the process has another mount namespace than we have; empty if that is
///   unknown or there is no process
/// @param replaced whether another file, or none, has the executable's name since the process began
/// @param binary what its binary says; [BinaryInspection.Unreadable] if it cannot be reached
public record NodeInspection(
    OptionalInt pid,
    String name,
    String executable,
    boolean visible,
    Optional<Boolean> container,
    boolean replaced,
    BinaryInspection binary) {

  private static final Path PROC = Path.of("/proc");

  /// What came of looking for nodes.
  ///
  /// @param problem why there is none, [Problem#NONE] if there is one
  /// @param detail what belongs to the problem: the pid, the path, what was found instead
  /// @param nodes those found
  public record Search(Problem problem, String detail, List<NodeInspection> nodes) {
    /// Keeps its own list.
    public Search {
      nodes = List.copyOf(nodes);
    }
  }

  /// Why there is no node to look at.
  public enum Problem {
    /// There is one.
    NONE,
    /// No process has the name of a node.
    NO_NODE_RUNS,
    /// No process has this pid.
    NO_SUCH_PROCESS,
    /// There is no such pid file.
    NO_PID_FILE,
    /// The pid file may not be read.
    PID_FILE_UNREADABLE,
    /// The pid file does not hold a pid.
    PID_FILE_WITHOUT_PID,
    /// The pid file names a process that has ended.
    PID_FILE_STALE,
    /// There is no such binary.
    NO_SUCH_BINARY
  }

  /// Looks for the nodes of a target and at each of them.
  public static Search search(Target target) {
    return switch (target) {
      case Target.EveryNode(List<String> names) -> {
        List<NodeInspection> nodes =
            new Processes().named(names).stream().map(NodeInspection::of).toList();
        yield nodes.isEmpty() ? none(Problem.NO_NODE_RUNS, String.join(", ", names)) : found(nodes);
      }
      case Target.Pid(int pid) -> process(pid, Problem.NO_SUCH_PROCESS, Integer.toString(pid));
      case Target.PidFile(Path path) -> pidFile(path);
      case Target.Executable(Path path) -> executable(path);
    };
  }

  private static Search found(List<NodeInspection> nodes) {
    return new Search(Problem.NONE, "", nodes);
  }

  private static Search none(Problem problem, String detail) {
    return new Search(problem, detail, List.of());
  }

  private static Search process(int pid, Problem otherwise, String detail) {
    return Processes.process(pid)
        .map(process -> found(List.of(of(process))))
        .orElseGet(() -> none(otherwise, detail));
  }

  private static Search pidFile(Path path) {
    try {
      int pid = Integer.parseInt(Files.readString(path).strip());
      return process(pid, Problem.PID_FILE_STALE, path + " names process " + pid);
    } catch (NoSuchFileException absent) {
      return none(Problem.NO_PID_FILE, path.toString());
    } catch (IOException unreadable) {
      return none(Problem.PID_FILE_UNREADABLE, path.toString());
    } catch (NumberFormatException noNumber) {
      return none(Problem.PID_FILE_WITHOUT_PID, path.toString());
    }
  }

  private static Search executable(Path path) {
    BinaryInspection binary = BinaryInspection.of(path);
    if (binary instanceof BinaryInspection.Unreadable(boolean denied, String reason)
        && !denied
        && Files.notExists(path)) {
      return none(Problem.NO_SUCH_BINARY, path.toString());
    }
    return found(
        List.of(
            new NodeInspection(
                OptionalInt.empty(),
                Objects.requireNonNullElse(path.getFileName(), path).toString(),
                path.toString(),
                true,
                Optional.empty(),
                false,
                binary)));
  }

  private static NodeInspection of(NodeProcess process) {
    Path exe = process.exe();
    return new NodeInspection(
        OptionalInt.of(process.pid()),
        process.name(),
        process.executable(),
        process.file().isPresent(),
        container(process.pid()),
        replaced(exe),
        BinaryInspection.of(exe));
  }

  private static Optional<Boolean> container(int pid) {
    try {
      Path own = Files.readSymbolicLink(PROC.resolve("self/ns/mnt"));
      Path other = Files.readSymbolicLink(PROC.resolve(pid + "/ns/mnt"));
      return Optional.of(!own.equals(other));
    } catch (IOException mayNot) {
      return Optional.empty();
    }
  }

  private static boolean replaced(Path exe) {
    try {
      return Files.readSymbolicLink(exe).toString().endsWith(" (deleted)");
    } catch (IOException mayNot) {
      return false;
    }
  }
}
