package vedette.history.truebit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A real podman with containers of its own, and its service behind a socket. Removes what it made.
final class Podman implements AutoCloseable {
  /// Each has an image of its own: another test may remove its own at any time.
  private final String image =
      "localhost/vedette-test-node-" + Long.toString(System.nanoTime(), 36);

  private final Path folder;
  private final List<String> command;
  private final Set<String> containers = new HashSet<>();
  private @Nullable Process service;

  private Podman(Path folder, List<String> command) {
    this.folder = folder;
    this.command = command;
  }

  /// Skips the test, with the reason, where containers cannot run.
  ///
  /// @param tools programs of this machine that the node's image has as well
  static Podman orSkip(Path folder, String... tools) throws Exception {
    assumeTrue(succeeds("podman", "--version"), "needs podman");
    assumeTrue(succeeds("gcc", "--version"), "needs gcc");
    Path source = folder.resolve("node.c");
    try (InputStream in = Podman.class.getResourceAsStream("node.c")) {
      Files.write(source, in == null ? new byte[0] : in.readAllBytes());
    }
    Files.writeString(
        folder.resolve("Containerfile"),
        "FROM scratch\nCOPY node /node\nCOPY tools /\nENTRYPOINT [\"/node\"]\n");
    Files.createDirectories(folder.resolve("tools"));
    for (String tool : tools) {
      copy(tool, folder.resolve("tools"));
    }
    assumeTrue(
        succeeds(
            "gcc", "-static", "-O1", "-o", folder.resolve("node").toString(), source.toString()),
        "needs gcc that links statically");
    String reasons = "";
    // crun refuses the mixed cgroups of some machines, which runc takes.
    for (String runtime : List.of("", "runc", "crun")) {
      List<String> command = new ArrayList<>(List.of("podman"));
      if (!runtime.isEmpty()) {
        command.addAll(List.of("--runtime", runtime));
      }
      Podman podman = new Podman(folder, command);
      Optional<String> built = podman.run("build", "-q", "-t", podman.image, folder.toString());
      Optional<String> ran =
          built.isEmpty()
              ? podman.run(podman.options("run", "--rm", podman.image, "/nowhere/x"))
              : built;
      // Without arguments the node ends with 2: that it ran at all is what counts.
      if (ran.isEmpty() || ran.get().startsWith("exit 2")) {
        return podman;
      }
      reasons = ran.get();
    }
    assumeTrue(false, "podman cannot run containers here: " + reasons);
    throw new IllegalStateException();
  }

  /// A program with what it is linked to.
  private static void copy(String tool, Path root) throws Exception {
    Process process =
        new ProcessBuilder(
                "sh", "-c", "p=$(command -v \"$0\") && echo \" $p \" && ldd \"$p\"", tool)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher paths = Pattern.compile("\\s(/[^\\s]+)\\s").matcher(said);
    while (paths.find()) {
      Path file = Path.of(paths.group(1));
      Path copy = root.resolve(file.subpath(0, file.getNameCount()));
      Files.createDirectories(copy.getParent());
      if (!Files.exists(copy)) {
        Files.copy(file, copy);
      }
    }
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (java.io.IOException notThere) {
      return false;
    }
  }

  private String[] options(String verb, String... rest) {
    List<String> all = new ArrayList<>(List.of(verb));
    // Limits that need no privilege, and no network, which the node does not need.
    all.addAll(
        List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", "--network=none"));
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  /// Begins the node.
  ///
  /// @param root is mounted for its folders
  void node(String name, boolean terminal, Path root, int linesPerDay, int burst) throws Exception {
    node(name, terminal, root, "/node-root", linesPerDay, burst);
  }

  /// @param where in the container its folders are
  void node(String name, boolean terminal, Path root, String where, int linesPerDay, int burst)
      throws Exception {
    Files.createDirectories(root);
    containers.add(name);
    must(
        options(
            "run",
            "-d",
            "--tty=" + terminal,
            "--name",
            name,
            "-v",
            root + ":" + where,
            image,
            where,
            Integer.toString(linesPerDay),
            Integer.toString(burst),
            "0"));
  }

  /// What podman itself shows of a container's log.
  String log(String name) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("logs", name));
    Process process =
        new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return log;
  }

  /// Its socket, served until the end.
  Path socket() throws Exception {
    Path socket = folder.resolve("p.sock");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("system", "service", "--time=0", "unix://" + socket));
    service =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("service.log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(socket));
    return socket;
  }

  /// Ends its service as a crash would, and begins another at the same place.
  void restartService() throws Exception {
    Process serving = service;
    if (serving != null) {
      serving.destroyForcibly().waitFor();
      Files.deleteIfExists(folder.resolve("p.sock"));
      Path _ = socket();
    }
  }

  void must(String... arguments) throws Exception {
    Optional<String> failed = run(arguments);
    if (failed.isPresent()) {
      throw new AssertionError(String.join(" ", arguments) + ": " + failed.get());
    }
  }

  /// @return what it said, if it failed
  private Optional<String> run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return code == 0 ? Optional.empty() : Optional.of("exit " + code + " " + said.strip());
  }

  @Override
  public void close() {
    try {
      for (String name : containers) {
        run("rm", "-f", "-t", "0", name);
      }
      Process serving = service;
      if (serving != null) {
        serving.destroyForcibly().waitFor();
      }
      run("rmi", "-f", image);
    } catch (Exception stays) {
      throw new AssertionError("what the test made could not be removed", stays);
    }
  }
}
