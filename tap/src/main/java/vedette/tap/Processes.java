package vedette.tap;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.tap.bpf.Executable;

/// What `/proc` tells about processes.
///
/// Everything here can vanish between two looks; that is an empty answer, never an error.
final class Processes {
  private static final Path PROC = Path.of("/proc");

  /// Fixed by the kernel (`PROC_PID_INIT_INO`).
  private static final long MACHINE_PID_NAMESPACE = 0xEFFF_FFFCL;

  private static final String DELETED = " (deleted)";

  /// A process that was looked at this often and was no node is looked at rarely from then on:
  /// `fork` and `exec` are milliseconds apart, a shell that turns into a node is not.
  private static final int FRESH_LOOKS = 5;

  private static final int RARELY = 16;

  private final Map<Integer, Integer> looks = new HashMap<>();
  private int round;

  /// A process.
  ///
  /// @param pid its number
  /// @param started clock ticks after boot, tells a reused pid
  /// @param name file name of its executable
  /// @param executable path of its executable as the process itself sees it
  /// @param file which file that is, empty if it may not be looked at
  record NodeProcess(
      int pid, long started, String name, String executable, Optional<Executable.FileId> file) {

    /// A path by which this machine reaches the executable, whatever became of its name.
    Path exe() {
      return Processes.exe(pid);
    }
  }

  static Path exe(int pid) {
    return PROC.resolve(pid + "/exe");
  }

  /// Processes whose executable has one of these names or paths.
  List<NodeProcess> named(List<String> names) {
    round++;
    List<NodeProcess> found = new ArrayList<>();
    Map<Integer, Integer> seen = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : all) {
        int pid = Integer.parseInt(directory.getFileName().toString());
        int looked = looks.getOrDefault(pid, 0);
        if (looked < FRESH_LOOKS || (pid + round) % RARELY == 0) {
          Optional<NodeProcess> process = isNamed(names, pid) ? process(pid) : Optional.empty();
          process.ifPresent(found::add);
          looked = process.isPresent() ? 0 : Math.min(looked + 1, FRESH_LOOKS);
        }
        seen.put(pid, looked);
      }
    } catch (IOException unreadable) {
      return List.of();
    }
    looks.clear();
    looks.putAll(seen);
    return found;
  }

  /// A process by its number, empty if there is none.
  static Optional<NodeProcess> process(int pid) {
    OptionalLong started = started(pid);
    if (started.isEmpty()) {
      return Optional.empty();
    }
    String executable = executable(pid);
    Optional<Executable.FileId> file = Optional.empty();
    try {
      file = Optional.of(Executable.FileId.of(exe(pid)));
    } catch (IOException mayNot) {
      // Another user's process: its name is known, its file is not.
    }
    String path = executable.isEmpty() ? command(pid) : executable;
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Optional.of(new NodeProcess(pid, started.getAsLong(), name, executable, file));
  }

  /// The pid namespace that Vedette itself is in, empty if it is the machine's own, whose numbers
  /// the kernel uses by default. A process outside of it has no number here.
  static Optional<Executable.FileId> ownNamespace() {
    try {
      Executable.FileId namespace = Executable.FileId.of(PROC.resolve("self/ns/pid"));
      return Optional.of(namespace).filter(it -> it.inode() != MACHINE_PID_NAMESPACE);
    } catch (IOException hidden) {
      return Optional.empty();
    }
  }

  /// Whether the kernel numbers a process as Vedette does: always outside of containers, and inside
  /// for the processes of Vedette's own pid namespace.
  static boolean numbered(int pid) {
    Optional<Executable.FileId> own = ownNamespace();
    try {
      return own.isEmpty()
          || own.get().sameInode(Executable.FileId.of(PROC.resolve(pid + "/ns/pid")));
    } catch (IOException hidden) {
      return true;
    }
  }

  /// Whether every process can be seen, and through each of this name its binary, so that "no
  /// process runs it" is more than a guess.
  boolean seesAll(String name) {
    return Files.isReadable(PROC.resolve("1/stat"))
        && named(List.of(name)).stream().allMatch(process -> process.file().isPresent());
  }

  /// Whether this very process still runs.
  static boolean alive(NodeProcess process) {
    return started(process.pid()).equals(OptionalLong.of(process.started()));
  }

  /// What [NodeProcess#started] of a process is that starts now: hundredths of a second after boot,
  /// with the time the machine slept. Unreadable, it is later than any start.
  static long now() {
    try {
      String uptime = Files.readString(PROC.resolve("uptime"));
      return Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", ""));
    } catch (IOException | RuntimeException unreadable) {
      return Long.MAX_VALUE;
    }
  }

  private static boolean isNamed(List<String> names, int pid) {
    String executable = executable(pid);
    String path = executable.isEmpty() ? command(pid) : executable;
    return names.contains(path.substring(path.lastIndexOf('/') + 1)) || names.contains(path);
  }

  private static String executable(int pid) {
    try {
      String path = Files.readSymbolicLink(exe(pid)).toString();
      return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    } catch (IOException mayNot) {
      return "";
    }
  }

  /// The short name that anybody may read.
  private static String command(int pid) {
    try {
      return Files.readString(PROC.resolve(pid + "/comm")).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  /// Field 22 of `/proc/<pid>/stat`; the second field is in parentheses and may hold anything. A
  /// zombie runs no more.
  private static OptionalLong started(int pid) {
    try {
      String stat =
          Files.readString(
              PROC.resolve(pid + "/stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21);
      return fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X")
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(fields[19]));
    } catch (IOException | RuntimeException gone) {
      return OptionalLong.empty();
    }
  }
}
