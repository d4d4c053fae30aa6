package vedette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Real Monero nodes on a chain of their own, on loopback. Each takes some 560 MB of memory. For
/// one thread.
public final class RegtestMonerods {
  private final Path folder;
  private final List<Process> running = new ArrayList<>();

  /// @param folder where each has a data directory
  public RegtestMonerods(Path folder) {
    this.folder = folder;
  }

  /// Why they cannot run here, if they cannot.
  ///
  /// @param megabytes that have to be free for all of the test
  public static Optional<String> missing(int megabytes) throws IOException {
    if (Programs.find("monerod").isEmpty()) {
      return Optional.of("needs monerod (Debian package monero)");
    }
    return freeMegabytes() < megabytes
        ? Optional.of("needs %.1f GB of free memory for monerod".formatted(megabytes / 1e3))
        : Optional.empty();
  }

  private static long freeMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024)
        .findFirst()
        .orElse(0);
  }

  /// Where one keeps its data.
  public Path dataDirectory(String name) {
    return folder.resolve(name);
  }

  /// Starts one.
  ///
  /// @param peers the port on which it takes peers
  public Process start(String name, int peers, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Programs.find("monerod").orElseThrow().toString());
    command.addAll(
        List.of(
            "--regtest",
            "--fixed-difficulty=1",
            "--keep-fakechain",
            "--non-interactive",
            "--no-zmq",
            "--no-igd",
            "--disable-dns-checkpoints",
            "--check-updates=disabled",
            "--allow-local-ip",
            "--max-concurrency=1",
            "--p2p-bind-ip=127.0.0.1",
            "--p2p-bind-port=" + peers,
            "--data-dir=" + dataDirectory(name)));
    command.addAll(Arrays.asList(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    running.add(process);
    return process;
  }

  /// Ends all of them.
  public void stop() throws InterruptedException {
    for (Process process : running) {
      boolean _ = process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }
  }
}
