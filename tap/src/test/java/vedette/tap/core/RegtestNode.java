package vedette.tap.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vedette.testing.Ports;

/// A real bitcoind on regtest, on loopback, that records its P2P messages.
final class RegtestNode {
  private final Path binaries;
  private final Path directory;
  private final int port;
  private final int rpcPort;
  private final List<String> options;
  private Process process;

  private RegtestNode(Path binaries, Path directory, List<String> options) throws IOException {
    this.binaries = binaries;
    this.directory = Files.createDirectories(directory);
    this.options = options;
    this.port = Ports.free();
    this.rpcPort = Ports.free();
    this.process = launch();
  }

  static RegtestNode start(Path binaries, Path directory, String... options) throws Exception {
    RegtestNode node = new RegtestNode(binaries, directory, List.of(options));
    node.rpc("-rpcwait", "getblockcount");
    return node;
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            binaries.resolve("bitcoind").toString(),
            "-regtest",
            "-datadir=" + directory,
            "-bind=127.0.0.1:" + port,
            "-rpcport=" + rpcPort,
            "-capturemessages",
            "-fallbackfee=0.0002",
            "-peerbloomfilters",
            "-listenonion=0",
            "-dnsseed=0",
            "-fixedseeds=0"));
    command.addAll(options);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("console.log").toFile())
        .start();
  }

  /// Calls `bitcoin-cli` and gives back what it printed.
  String rpc(String... arguments) throws IOException, InterruptedException {
    String[] answer = tryRpc(arguments);
    if (!answer[0].equals("0")) {
      throw new IllegalStateException(String.join(" ", arguments) + ": " + answer[1]);
    }
    return answer[1];
  }

  /// Calls `bitcoin-cli`; exit code and what it printed.
  String[] tryRpc(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.resolve("bitcoin-cli").toString(),
                "-regtest",
                "-datadir=" + directory,
                "-rpcport=" + rpcPort));
    command.addAll(Arrays.asList(arguments));
    Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new String[] {Integer.toString(cli.waitFor()), out};
  }

  void restart() throws Exception {
    stop();
    process = launch();
    rpc("-rpcwait", "getblockcount");
  }

  void stop() throws IOException, InterruptedException {
    rpc("stop");
    process.waitFor(60, TimeUnit.SECONDS);
  }

  int pid() {
    return (int) process.pid();
  }

  int port() {
    return port;
  }

  Path captures() {
    return directory.resolve("regtest/message_capture");
  }

  /// Ends it, by force if it does not stop by itself.
  void close() throws Exception {
    if (process.isAlive()) {
      tryRpc("stop");
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
