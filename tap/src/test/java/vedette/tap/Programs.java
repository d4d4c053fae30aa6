package vedette.tap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Builds the programs that tests trace. Each test takes a copy with a name of its own, so that
/// tests, and whoever else traces a demo node on this machine, do not see each other.
final class Programs {
  private static final AtomicInteger COPIES = new AtomicInteger();
  private static final String OBSTACLE = make();

  private Programs() {}

  /// Why the demo node cannot be built, empty if it is there.
  static String obstacle() {
    return OBSTACLE;
  }

  private static String make() {
    Path root = Repository.root();
    try {
      Result made = run("make", "-C", root.resolve("demo").toString());
      return made.code() == 0 ? "" : "the demo node cannot be built: " + made.output();
    } catch (IOException noMake) {
      return "live tests need make and a C compiler (" + noMake.getMessage() + ")";
    }
  }

  /// The demo node with Core's 20 probes.
  static Path demo(Path folder) {
    return copy("demo-node", folder);
  }

  /// The demo node with 15 probes and no semaphores.
  static Path demo28(Path folder) {
    return copy("demo-node-v28", folder);
  }

  private static Path copy(String name, Path folder) {
    Path to =
        folder.resolve(
            "%s-%d-%d".formatted(name, ProcessHandle.current().pid(), COPIES.incrementAndGet()));
    try {
      return Files.copy(
          Repository.root().resolve("demo/build").resolve(name),
          to,
          StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException failed) {
      throw new UncheckedIOException("the demo node cannot be copied", failed);
    }
  }

  /// Compiles the program of `src/test/c/odd.c`.
  static Path odd(Path folder, String... flags) {
    Path root = Repository.root();
    Path to =
        folder.resolve("odd-" + ProcessHandle.current().pid() + "-" + COPIES.incrementAndGet());
    List<String> command =
        new ArrayList<>(
            List.of("cc", "-std=gnu11", "-O2", "-I" + root.resolve("demo"), "-o", to.toString()));
    command.addAll(List.of(flags));
    command.add(root.resolve("tap/src/test/c/odd.c").toString());
    try {
      Result made = run(command.toArray(new String[0]));
      if (made.code() != 0) {
        throw new IllegalStateException(made.output());
      }
      return to;
    } catch (IOException noCompiler) {
      throw new UncheckedIOException("cc cannot be run", noCompiler);
    }
  }

  /// What a command printed and how it ended.
  record Result(int code, String output) {}

  static Result run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", command) + " does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
    return new Result(process.exitValue(), output);
  }
}
