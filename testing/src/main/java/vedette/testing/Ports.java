package vedette.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that a test starts, each of which nobody else gets before this JVM ends.
///
/// Asking the kernel for any port and closing it again would not do: the next who asks may get the
/// same one, and so may a connection on its way out. These lie outside of the range that the kernel
/// gives from by default, and the byte of that number in a file is locked as long as this JVM
/// lives, which all JVMs with tests of this user respect.
public final class Ports {
  private static final Ports OF_THIS_USER =
      new Ports(
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "vedette-test-ports-" + System.getProperty("user.name")),
          22_000,
          8_000,
          ThreadLocalRandom.current().nextInt(8_000));

  private final Path claims;
  private final int first;
  private final int count;
  private final int start;
  private final FileChannel channel;
  // A lock that nobody refers to is forgotten by the JVM.
  private final List<FileLock> mine = new ArrayList<>();
  private int tried;

  /// @param claims the file of locks
  /// @param first the first of them
  /// @param count how many they are
  /// @param start how-manieth is tried first
  Ports(Path claims, int first, int count, int start) {
    this.claims = claims;
    this.first = first;
    this.count = count;
    this.start = start;
    try {
      channel = FileChannel.open(claims, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException broken) {
      throw new UncheckedIOException(claims.toString(), broken);
    }
  }

  /// A port on which nothing listens.
  public static int free() {
    return OF_THIS_USER.claim();
  }

  synchronized int claim() {
    while (tried < count) {
      int port = first + (start + tried++) % count;
      if (isMine(port) && canBeBound(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "expected a free port from %d to %d. Found: none".formatted(first, first + count - 1));
  }

  private boolean isMine(int port) {
    try {
      FileLock lock = channel.tryLock(port, 1, false);
      if (lock != null) {
        mine.add(lock);
      }
      return lock != null;
    } catch (IOException broken) {
      throw new UncheckedIOException(claims.toString(), broken);
    }
  }

  private static boolean canBeBound(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
