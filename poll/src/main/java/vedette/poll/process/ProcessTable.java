package vedette.poll.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which programs ran at one moment, and what `/proc` tells of the processes of services among
/// them. Everything can vanish after that moment and much of it may be hidden from this user: that
/// is an empty answer, never an error.
///
/// One look at all processes serves everybody who searches services: any thread.
public final class ProcessTable {
  private static final String DELETED = " (deleted)";
  private static final int LARGEST_FILE = 1 << 20;

  /// Fixed for user space on all Linux machines (`USER_HZ`).
  private static final long TICKS = 100;

  private final Path proc;
  private final Map<String, List<Path>> byName;

  private ProcessTable(Path proc, Map<String, List<Path>> byName) {
    this.proc = proc;
    this.byName = byName;
  }

  /// What runs on this machine now. Takes some milliseconds.
  public static ProcessTable ofThisMachine() {
    return of(Path.of("/proc"));
  }

  /// What is said to run now by something that is made like `/proc`.
  public static ProcessTable of(Path proc) {
    Map<String, List<Path>> byName = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path directory : all) {
        byName.computeIfAbsent(name(directory), _ -> new ArrayList<>()).add(directory);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return none();
    }
    return new ProcessTable(proc, byName);
  }

  /// Nothing runs.
  public static ProcessTable none() {
    return new ProcessTable(Path.of("/proc"), Map.of());
  }

  /// The processes whose executables have one of these file names.
  public List<Running> named(Set<String> names) {
    List<Running> found = new ArrayList<>();
    for (String name : names) {
      for (Path directory : byName.getOrDefault(name, List.of())) {
        process(directory, name).ifPresent(found::add);
      }
    }
    return found;
  }

  /// The IPv4 addresses of a process's network without loopback.
  static List<String> addresses(Path directory) {
    return text(directory.resolve("net/fib_trie"))
        .map(ProcessTable::localAddresses)
        .orElse(List.of());
  }

  static Map<String, String> environment(Path directory, String prefix) {
    Map<String, String> found = new HashMap<>();
    for (String variable : parts(text(directory.resolve("environ")).orElse(""))) {
      int equals = variable.indexOf('=');
      if (equals > 0 && variable.startsWith(prefix)) {
        found.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return found;
  }

  /// Reads the kernel's routing tree: an address line `|-- 172.17.0.2` followed by a line that says
  /// `/32 host LOCAL` is an own address.
  static List<String> localAddresses(String tree) {
    List<String> own = new ArrayList<>();
    String address = "";
    for (String whole : tree.split("\n", -1)) {
      String line = whole.strip();
      if (line.startsWith("|-- ")) {
        address = line.substring(4).strip();
      } else if (line.equals("/32 host LOCAL")
          && !address.startsWith("127.")
          && address.matches("[0-9.]{7,15}")
          && !own.contains(address)) {
        own.add(address);
      }
    }
    return own;
  }

  private Optional<Running> process(Path directory, String name) {
    Optional<String> stat = text(directory.resolve("stat"));
    Optional<Long> ticks = stat.flatMap(ProcessTable::startTicks);
    Optional<Integer> pid = number(directory.getFileName().toString());
    if (ticks.isEmpty() || pid.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> root =
        foreign(directory, "ns/mnt") || !rootIsOurs(directory)
            ? Optional.of(directory.resolve("root"))
            : Optional.empty();
    String user = text(directory.resolve("status")).map(ProcessTable::user).orElse("");
    List<String> command = parts(text(directory.resolve("cmdline")).orElse(""));
    Start start =
        new Start(
            name,
            command.isEmpty() ? command : command.subList(1, command.size()),
            home(directory, user, root),
            link(directory.resolve("cwd")));
    return Optional.of(
        new Running(
            directory,
            pid.get(),
            ticks.get(),
            bootTime().map(boot -> boot.plusMillis(ticks.get() * 1000 / TICKS)),
            start,
            root,
            root.flatMap(it -> text(it.resolve("etc/hostname"))).map(String::strip).orElse(""),
            foreign(directory, "ns/net"),
            user));
  }

  /// Field 22 of `stat`, empty for what has ended; the second field may hold anything.
  static Optional<Long> startTicks(String stat) {
    int end = stat.lastIndexOf(')');
    if (end < 0 || end + 2 > stat.length()) {
      return Optional.empty();
    }
    String[] fields = stat.substring(end + 2).split(" ", 21);
    if (fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(fields[19])).filter(it -> it >= 0);
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private Optional<Instant> bootTime() {
    return text(proc.resolve("stat"))
        .flatMap(stat -> stat.lines().filter(line -> line.startsWith("btime ")).findFirst())
        .flatMap(line -> number(line.substring(6).strip()))
        .map(Instant::ofEpochSecond);
  }

  /// HOME of its environment; where that is hidden, that of its user. Core takes `/` where there is
  /// none.
  private Optional<String> home(Path directory, String user, Optional<Path> root) {
    Optional<String> environment = text(directory.resolve("environ"));
    if (environment.isPresent() && !environment.get().isEmpty()) {
      return Optional.of(
          parts(environment.get()).stream()
              .filter(variable -> variable.startsWith("HOME="))
              .map(variable -> variable.substring(5))
              .filter(home -> !home.isEmpty())
              .findFirst()
              .orElse("/"));
    }
    Path users = root.map(it -> it.resolve("etc/passwd")).orElse(proc.resolveSibling("etc/passwd"));
    return text(users).flatMap(text -> homeOf(user, text));
  }

  /// The home of a user number in the text of `/etc/passwd`.
  static Optional<String> homeOf(String user, String passwd) {
    return passwd
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length >= 6 && fields[2].equals(user) && !user.isEmpty())
        .map(fields -> fields[5])
        .findFirst();
  }

  private static String user(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> line.substring(4).strip().split("\\s+", 2)[0])
        .findFirst()
        .orElse("");
  }

  private static String name(Path directory) {
    String executable =
        link(directory.resolve("exe"))
            .map(it -> it.endsWith(DELETED) ? it.substring(0, it.length() - DELETED.length()) : it)
            .or(() -> text(directory.resolve("comm")).map(String::strip))
            .orElse("");
    return executable.substring(executable.lastIndexOf('/') + 1);
  }

  /// Whether it has another namespace than we; what is hidden is taken for the same.
  private boolean foreign(Path directory, String namespace) {
    Optional<String> theirs = link(directory.resolve(namespace));
    Optional<String> ours = link(proc.resolve("self").resolve(namespace));
    return theirs.isPresent() && ours.isPresent() && !theirs.equals(ours);
  }

  private static boolean rootIsOurs(Path directory) {
    return link(directory.resolve("root")).map(it -> it.equals("/")).orElse(true);
  }

  private static List<String> parts(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
  }

  private static Optional<Integer> number(String digits) {
    return digits.matches("[0-9]{1,10}") && Long.parseLong(digits) <= Integer.MAX_VALUE
        ? Optional.of(Integer.parseInt(digits))
        : Optional.empty();
  }

  private static Optional<String> link(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException | UnsupportedOperationException hidden) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) {
    return read(file) instanceof FileText.Text(String text) ? Optional.of(text) : Optional.empty();
  }

  /// Reads a regular file of bounded size.
  public static FileText read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Files.notExists(file)
            ? new FileText.Missing()
            : new FileText.Unreadable("permission denied, or no file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
        return bytes.length > LARGEST_FILE
            ? new FileText.Unreadable("larger than 1 MiB")
            : new FileText.Text(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (NoSuchFileException missing) {
      return new FileText.Missing();
    } catch (AccessDeniedException mayNot) {
      return new FileText.Unreadable("permission denied");
    } catch (IOException | SecurityException broken) {
      return new FileText.Unreadable("not readable");
    }
  }
}
