package vedette.app.up;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import vedette.testing.Programs;

/// A user without any rights, and copies of the classes where that user may read them: the checkout
/// and the local repository of Maven may lie where others cannot look.
public final class OrdinaryUser {
  private static final int NOBODY = 65534;

  private final String classes;

  private OrdinaryUser(String classes) {
    this.classes = classes;
  }

  /// Such a user; the test is skipped where there can be none.
  ///
  /// @param folder gets the copies
  public static OrdinaryUser assumed(Path folder) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Assumptions.assumeTrue(Programs.succeeds("setpriv", "--version"), "needs setpriv (util-linux)");
    Assumptions.assumeTrue(
        Programs.succeeds("setpriv", "--reuid=" + NOBODY, "--clear-groups", "true"),
        "needs to be root");
    Assumptions.assumeTrue(
        Programs.succeeds(
            "setpriv", "--reuid=" + NOBODY, "--clear-groups", java.toString(), "--version"),
        "needs a JDK that everybody may run");
    open(folder);
    Path copies = Files.createDirectory(folder.resolve("classes"));
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path to = copies.resolve(path.size() + "-" + from.getFileName());
      if (Files.exists(from) && !entry.contains("test-classes")) {
        copy(from, to);
        path.add(to.toString());
      }
    }
    return new OrdinaryUser(String.join(File.pathSeparator, path));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each).toString());
        Files.copy(each, copy);
        open(copy);
      }
    }
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Makes a file or folder this user's; the way to it is made passable.
  void owns(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", NOBODY);
    open(path.toAbsolutePath().resolveSibling(""));
  }

  /// What comes before the command that this user runs.
  List<String> command() {
    return command("-all");
  }

  /// What comes before the command that this user runs with capabilities.
  ///
  /// @param capabilities as setpriv takes them, such as `-all,+bpf`
  public List<String> command(String capabilities) {
    return List.of(
        "setpriv",
        "--reuid=" + NOBODY,
        "--regid=" + NOBODY,
        "--clear-groups",
        "--inh-caps=" + capabilities,
        "--ambient-caps=" + capabilities);
  }

  /// The class path of the copies.
  public String classes() {
    return classes;
  }
}
