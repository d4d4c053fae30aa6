package vedette.backup.target;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.testing.Ports;
import vedette.testing.Programs;

/// Real servers of Debian's packages, on loopback and free ports, ended with the test.
final class RealServers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deque<Process> running = new ArrayDeque<>();

  static void need(String program, String debian) {
    assumeTrue(found(program), "needs " + program + " (Debian: " + debian + ")");
  }

  private static boolean found(String program) {
    return program.startsWith("/")
        ? Files.isExecutable(Path.of(program))
        : Programs.find(program).isPresent();
  }

  /// Runs a program to its end.
  static String run(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + ": " + said);
    }
    return said;
  }

  /// Starts a server and waits until its port is open.
  Process start(int port, Path log, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    running.push(process);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          if (!process.isAlive()) {
            throw new AssertionError(command + ": " + Files.readString(log));
          }
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
          } catch (IOException notYet) {
            return false;
          }
        });
    return process;
  }

  /// An SSH server with its own keys.
  ///
  /// @param user who may come in: who runs it
  record Sshd(int port, String hostKey, String user, Path userKey) {}

  private static final Path INSTALLED = Path.of("/usr/sbin/sshd");

  /// Where `./check` puts the server of the package without installing it.
  private static final Path UNPACKED = Path.of("../target/sshd").toAbsolutePath().normalize();

  /// Run by root it would want a user and a folder that only the installed package makes; root
  /// becomes somebody whom every Debian has.
  private static final String NOT_ROOT = "daemon";

  /// @param files what its user may write
  Sshd sshd(Path folder, Path files) throws Exception {
    Path program = Files.isExecutable(INSTALLED) ? INSTALLED : UNPACKED.resolve("usr/sbin/sshd");
    assumeTrue(
        Files.isExecutable(program), "needs sshd (Debian: openssh-server; ./check unpacks it)");
    need("ssh-keygen", "openssh-client");
    Files.createDirectories(folder);
    Files.createDirectories(files);
    boolean root = System.getProperty("user.name").equals("root");
    String runner = root ? NOT_ROOT : System.getProperty("user.name");
    Path host = folder.resolve("host");
    Path user = folder.resolve("user");
    for (Path key : List.of(host, user)) {
      String _ =
          run(
              List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()),
              Map.of());
    }
    Path authorized = folder.resolve("authorized");
    Files.copy(Path.of(user + ".pub"), authorized);
    int port = Ports.free();
    List<String> command = new ArrayList<>();
    if (root) {
      giveAway(folder, files, host);
      command.addAll(
          List.of("setpriv", "--reuid=" + NOT_ROOT, "--regid=" + NOT_ROOT, "--clear-groups"));
    }
    command.addAll(
        List.of("env", "LD_LIBRARY_PATH=" + libraries(), program.toString(), "-D", "-e", "-f"));
    command.add("/dev/null");
    if (program.startsWith(UNPACKED)) {
      helpers(command);
    }
    for (String option :
        List.of(
            "Port=" + port,
            "ListenAddress=127.0.0.1",
            "HostKey=" + host,
            "AuthorizedKeysFile=" + authorized,
            "StrictModes=no",
            "UsePAM=no",
            "PidFile=none",
            "PasswordAuthentication=no",
            "Subsystem=sftp internal-sftp")) {
      command.add("-o");
      command.add(option);
    }
    Process _ = start(port, folder.resolve("log"), command);
    String print = run(List.of("ssh-keygen", "-lf", host + ".pub"), Map.of()).split(" ", -1)[1];
    return new Sshd(port, print, runner, user);
  }

  /// Lets the one who runs the server into the test's folder, and to what is the server's.
  private static void giveAway(Path folder, Path files, Path hostKey) throws IOException {
    UserPrincipal owner =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOT_ROOT);
    for (Path path : List.of(folder, files, hostKey)) {
      Files.setOwner(path, owner);
    }
    for (Path above : List.of(folder.toAbsolutePath(), files.toAbsolutePath())) {
      Path parent = above.getParent();
      if (parent != null) {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
      }
    }
  }

  /// Libraries that came with the unpacked server; nothing for an installed one.
  private static String libraries() throws IOException {
    Path all = UNPACKED.resolve("usr/lib");
    if (!Files.isDirectory(all)) {
      return "";
    }
    try (Stream<Path> folders = Files.list(all)) {
      return folders.map(Path::toString).collect(Collectors.joining(":"));
    }
  }

  /// From version 9.8 on it consists of several programs.
  private static void helpers(List<String> command) {
    Map<String, String> options =
        Map.of("sshd-session", "SshdSessionPath=", "sshd-auth", "SshdAuthPath=");
    options.forEach((program, option) -> {
      Path path = UNPACKED.resolve("usr/lib/openssh").resolve(program);
      if (Files.isExecutable(path)) {
        command.addAll(List.of("-o", option + path));
      }
    });
  }

  @Override
  public void close() {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      Process _ = process.destroyForcibly().onExit().join();
    }
  }
}
