package vedette.backup.target;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Real servers of Debian's packages, on loopback and free ports, ended with the test.
final class RealServers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deque<Process> running = new ArrayDeque<>();

  static void need(String program, String debian) {
    assumeTrue(found(program), "needs " + program + " (Debian: " + debian + ")");
  }

  private static boolean found(String program) {
    if (program.startsWith("/")) {
      return Files.isExecutable(Path.of(program));
    }
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
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
  record Sshd(int port, String hostKey, Path userKey) {}

  Sshd sshd(Path folder) throws Exception {
    need("/usr/sbin/sshd", "openssh-server");
    need("ssh-keygen", "openssh-client");
    Files.createDirectories(folder);
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
    int port = freePort();
    List<String> command =
        new ArrayList<>(List.of("/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null"));
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
    // It insists on a folder that the service would make.
    Path separation = Path.of("/run/sshd");
    if (!Files.isDirectory(separation)) {
      assumeTrue(Files.isWritable(Path.of("/run")), "sshd needs /run/sshd, which root makes");
      Files.createDirectory(separation);
    }
    Process _ = start(port, folder.resolve("log"), command);
    String print = run(List.of("ssh-keygen", "-lf", host + ".pub"), Map.of()).split(" ", -1)[1];
    return new Sshd(port, print, user);
  }

  @Override
  public void close() {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      Process _ = process.destroyForcibly().onExit().join();
    }
  }
}
