package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import vedette.tap.bpf.KernelFeatures;
import vedette.tap.bpf.Support;

/// Processes that stand in for bitcoind: the demo node under its name has its tracepoints.
final class Nodes {
  /// The demo node as its Makefile leaves it.
  static final Path DEMO = Path.of("..", "demo", "build", "demo-node").toAbsolutePath();

  private Nodes() {}

  static void assumeDemo() {
    Assumptions.assumeTrue(
        Files.isExecutable(DEMO), "the demo node is not built. Do: make -C demo");
  }

  static void assumeTracing() {
    assumeDemo();
    KernelFeatures features = new KernelFeatures();
    Assumptions.assumeTrue(
        Support.YES.equals(features.programs()), "needs CAP_BPF and CAP_PERFMON to trace");
    Assumptions.assumeTrue(
        Support.YES.equals(features.uprobeMulti()), "what is needed is other before Linux 6.6");
  }

  /// A binary of its own, so that nobody else's tap is attached to it.
  static Path binary(Path folder, String name) throws IOException {
    return Files.copy(DEMO, Files.createDirectories(folder).resolve(name));
  }

  static Process start(Path binary, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(Arrays.asList(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    // As of different users: their data directories tell nodes apart.
    builder.environment().put("HOME", binary.resolveSibling("home").toString());
    return builder
        .redirectOutput(binary.resolveSibling("out").toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static void signal(long pid, String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }
}
