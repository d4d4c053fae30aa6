package vedette.poll.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Something made like `/proc`, with the processes that a test wants. What is not named is this
/// machine's: its network, its files.
public final class FakeProc {
  private final Path world;
  private final Path proc;

  /// @param world an empty folder; homes and working directories are in it
  public FakeProc(Path world) throws IOException {
    this.world = world;
    this.proc = Files.createDirectories(world.resolve("proc"));
    Files.writeString(proc.resolve("stat"), "cpu  1 2 3\nbtime 1700000000\nprocesses 9\n");
    namespaces("self", "1", "1");
  }

  /// The folder itself.
  public Path path() {
    return proc;
  }

  /// Starts a process, by the time of its number in seconds after boot.
  public Path process(int pid, String executable, String... arguments) throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.createSymbolicLink(directory.resolve("exe"), Path.of("/usr/bin/" + executable));
    Files.createSymbolicLink(directory.resolve("cwd"), world);
    Files.writeString(
        directory.resolve("cmdline"), executable + "\0" + String.join("\0", arguments) + "\0");
    Files.writeString(directory.resolve("environ"), "HOME=" + world.resolve("home") + "\0");
    Files.writeString(directory.resolve("status"), "Name:\tx\nUid:\t1000\t1000\t1000\t1000\n");
    Files.writeString(
        directory.resolve("stat"),
        pid + " (a) b) S 1" + " 0".repeat(17) + " " + pid * 100 + " 0 0\n");
    return directory;
  }

  /// Puts a process into a container with a network and files of its own.
  ///
  /// @param address of the container
  public void contain(int pid, Path files, String address) throws IOException {
    Path directory = proc.resolve(Integer.toString(pid));
    namespaces(Integer.toString(pid), "2", "2");
    Files.createSymbolicLink(directory.resolve("root"), files);
    Path net = Files.createDirectories(directory.resolve("net"));
    Files.writeString(net.resolve("fib_trie"), "  |-- " + address + "\n     /32 host LOCAL\n");
  }

  private void namespaces(String pid, String network, String mount) throws IOException {
    Path ns = Files.createDirectories(proc.resolve(pid + "/ns"));
    Files.createSymbolicLink(ns.resolve("net"), Path.of("net:[" + network + "]"));
    Files.createSymbolicLink(ns.resolve("mnt"), Path.of("mnt:[" + mount + "]"));
  }
}
