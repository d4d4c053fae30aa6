package vedette.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vedette.backup.target.FolderPlace;

/// The file of the [Manifest]: read whole, replaced whole, by one at a time of all programs.
final class Ledger {
  private static final int LARGEST = 32 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  /// One for all of this process: whoever closes a file gives up every lock of the process on it.
  private static final ReentrantLock MINE = new ReentrantLock();

  private final Path file;
  private final Path lockFile;

  Ledger(Path folder) {
    file = folder.resolve("manifest.json");
    lockFile = folder.resolve("lock");
  }

  /// What it says now; empty if there is none. One that cannot be read is put aside, so that
  /// nothing is lost: what lies in the folder is found again.
  Manifest read() {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST);
    } catch (NoSuchFileException _) {
      return Manifest.EMPTY;
    } catch (IOException e) {
      throw new BackupException(file + ": expected a file to read. Found: " + e + ".", e);
    }
    try {
      Manifest manifest = JSON.readValue(bytes, Manifest.class);
      if (manifest.format() != Manifest.FORMAT) {
        throw new BackupException(
            "%s: expected format %d. Found: %d. Do: use the Vedette that wrote it."
                .formatted(file, Manifest.FORMAT, manifest.format()));
      }
      return manifest;
    } catch (JacksonException | NullPointerException damaged) {
      setAside();
      return Manifest.EMPTY;
    }
  }

  private void setAside() {
    try {
      Path _ =
          Files.move(
              file,
              file.resolveSibling("manifest.json.damaged"),
              StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new BackupException(file + ": it is damaged and cannot be put aside: " + e, e);
    }
  }

  /// Whether there is one.
  boolean exists() {
    return Files.exists(file);
  }

  /// Changes it. When this returns, the change is on the disk.
  ///
  /// @return what it says now
  /// @throws BackupException if it cannot be written; then it says what it said before
  Manifest update(UnaryOperator<Manifest> change) {
    MINE.lock();
    try (FileChannel channel =
            FileChannel.open(
                lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        FileLock _ = locked(channel)) {
      Manifest before = read();
      Manifest after = change.apply(before);
      if (!after.equals(before)) {
        FolderPlace.write(file, JSON.writeValueAsBytes(after));
      }
      return after;
    } catch (IOException e) {
      throw new BackupException(file + ": it cannot be written: " + e.getMessage(), e);
    } finally {
      MINE.unlock();
    }
  }

  /// Notes that a version was put into a place and read back.
  void stored(Version version, String place, long now) {
    Version.Copy copy = new Version.Copy(now, now, OptionalLong.empty());
    Manifest _ = update(it -> it.change(version.name(), same -> same.withCopy(place, copy)));
  }

  private FileLock locked(FileChannel channel) throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - until > 0) {
        throw new IOException("another program holds " + lockFile);
      }
      try {
        // The kernel tells nobody when a lock is free, and lock() cannot be given a limit.
        Thread.sleep(20);
      } catch (InterruptedException asked) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", asked);
      }
    }
  }
}
