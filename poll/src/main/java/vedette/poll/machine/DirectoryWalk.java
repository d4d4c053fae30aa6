package vedette.poll.machine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Adds up the lengths of the files of one folder: within its file system, without following links,
/// until a time and a number of files.
///
/// Holes in files count as if they were written, a file with several names counts once for each.
/// Both are rare in the folders of nodes.
final class DirectoryWalk extends SimpleFileVisitor<Path> {
  private static final long MOST_FILES = 2_000_000;

  private final Mounts mounts;
  private final Optional<String> mount;
  private final long end;
  private long bytes;
  private long files;
  private int hidden;
  private boolean interrupted;
  private boolean cut;

  private DirectoryWalk(Mounts mounts, Optional<String> mount, long end) {
    this.mounts = mounts;
    this.mount = mount;
    this.end = end;
  }

  /// @param end when to stop, in [System#nanoTime]
  static MachineAnswer.Directory measure(Path path, Mounts mounts, long end)
      throws InterruptedException {
    Optional<Mounts.Mount> on = mounts.of(path);
    DirectoryWalk walk = new DirectoryWalk(mounts, on.map(Mounts.Mount::point), end);
    Optional<String> remark = Optional.empty();
    boolean there = Files.isDirectory(path);
    if (there) {
      try {
        Files.walkFileTree(path.toRealPath(), walk);
      } catch (IOException | SecurityException broken) {
        walk.hidden++;
      }
      if (walk.interrupted) {
        throw new InterruptedException();
      }
      remark = walk.remark();
    } else if (Files.notExists(path)) {
      remark = Optional.of("there is no such folder");
    } else {
      remark = Optional.of("may not be read by this user");
    }
    boolean seen = there && (walk.files > 0 || walk.hidden == 0);
    return new MachineAnswer.Directory(
        path,
        on.map(it -> Disks.name(it.point())),
        on.map(it -> Disks.name(it.device())),
        seen ? OptionalLong.of(walk.bytes) : OptionalLong.empty(),
        seen && remark.isEmpty(),
        remark);
  }

  private Optional<String> remark() {
    if (cut) {
      return Optional.of("too many files to add up in the time that is given to it");
    }
    return hidden == 0
        ? Optional.empty()
        : Optional.of(
            files == 0
                ? "may not be read by this user"
                : "parts of it may not be read by this user");
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return mounts.of(directory).map(Mounts.Mount::point).equals(mount)
        ? goOn()
        : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    files++;
    if (attributes.isRegularFile()) {
      bytes += attributes.size();
    }
    return goOn();
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException why) {
    // What vanished while we walked is no part of it any more.
    if (!Files.notExists(file)) {
      hidden++;
    }
    return goOn();
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException broken) {
    return goOn();
  }

  private FileVisitResult goOn() {
    interrupted |= Thread.currentThread().isInterrupted();
    cut |= files > MOST_FILES || System.nanoTime() - end > 0;
    return interrupted || cut ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
  }
}
