package vedette.app.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vedette.tap.TapException;
import vedette.tap.TapException.Fault;

/// The demo node as a child of this process.
///
/// It is on a leash: its standard input is a pipe from here, so the kernel tells it when this
/// process has ended, in whatever way, and it ends too.
public final class DemoNode implements AutoCloseable {
  private static final long GRACE_SECONDS = 1;

  private final Process process;

  private DemoNode(Process process) {
    this.process = process;
  }

  /// Starts it; nothing happens in it before [#begin].
  ///
  /// @param options of its own, such as `--rate 100`
  /// @throws TapException if there is no demo node
  public static DemoNode start(List<String> options) {
    Path binary = binary();
    if (!Files.isExecutable(binary)) {
      throw new TapException(
          Fault.LASTING,
          "demo node: expected it at " + binary + ". Found nothing. Do: build with ./vedette.");
    }
    List<String> command = new ArrayList<>(List.of(binary.toString(), "--leash"));
    command.addAll(options);
    try {
      return new DemoNode(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException refused) {
      throw new TapException(
          Fault.PASSING, "demo node: it did not start: " + refused.getMessage() + ".", refused);
    }
  }

  /// Where it is, if it is there: of this Vedette alone, so that another one's is told apart.
  public static Path binary() {
    Path binary = Path.of(System.getProperty("vedette.home", "."), "libexec", "demo-node");
    try {
      return binary.toRealPath();
    } catch (IOException notThere) {
      return binary.toAbsolutePath();
    }
  }

  /// Its process id.
  public int pid() {
    return (int) process.pid();
  }

  /// Whether it runs.
  public boolean alive() {
    return process.isAlive();
  }

  /// Lets its life begin, so that the first event is not missed.
  public void begin() {
    try {
      OutputStream leash = process.getOutputStream();
      leash.write('\n');
      leash.flush();
    } catch (IOException gone) {
      // The tap says so.
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
