package vedette.poll.truebit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the node's files below the folders that the owner names.
final class LogFolder {
  private static final int MOST_FILES = 5_000;
  private static final int DEEPEST = 6;
  private static final Pattern LOG = Pattern.compile(".+\\.log(\\.\\d{1,4})?(\\.gz)?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /// A log.
  ///
  /// @param key the file system's own id, the same after a rename
  record LogFile(Path path, Object key, long size, long changed) {
    boolean compressed() {
      return FileIdentity.compressed(path);
    }
  }

  private LogFolder() {}

  /// The logs, oldest first: by the day in the name, then by the last change.
  static List<LogFile> logs(Path root) throws IOException {
    List<LogFile> found = new ArrayList<>();
    for (Path folder : folders(root)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        for (Path path : all) {
          if (LOG.matcher(path.getFileName().toString()).matches()
              && !beingPacked(path)
              && found.size() < MOST_FILES) {
            file(path).ifPresent(found::add);
          }
        }
      }
    }
    found.sort(
        Comparator.comparing((LogFile f) -> day(f.path()).orElse("9999"))
            .thenComparingLong(LogFile::changed)
            .thenComparing(LogFile::path));
    return found;
  }

  /// Whether what was packed so far of a log stands beside all of it; a node that was killed
  /// meanwhile leaves both, and reading both would double lines.
  private static boolean beingPacked(Path path) {
    String name = path.getFileName().toString();
    return FileIdentity.compressed(path)
        && Files.exists(path.resolveSibling(name.substring(0, name.length() - ".gz".length())));
  }

  /// The EventDB files, newest first.
  static List<LogFile> eventDbs(Path root) throws IOException {
    List<LogFile> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, "*-eventDB.json")) {
      for (Path path : all) {
        if (found.size() < MOST_FILES) {
          file(path).ifPresent(found::add);
        }
      }
    }
    found.sort(Comparator.comparingLong(LogFile::changed).reversed());
    return found;
  }

  /// The folder itself if it has logs, otherwise those named `debug` below it: the others beside
  /// them repeat the same lines by level.
  private static List<Path> folders(Path root) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, "*.log*")) {
      if (all.iterator().hasNext()) {
        return List.of(root);
      }
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        Set.<FileVisitOption>of(),
        DEEPEST,
        new java.nio.file.SimpleFileVisitor<>() {
          @Override
          public java.nio.file.FileVisitResult preVisitDirectory(
              Path folder, BasicFileAttributes attributes) {
            if (folder.getFileName() != null && folder.getFileName().toString().equals("debug")) {
              found.add(folder);
              return java.nio.file.FileVisitResult.SKIP_SUBTREE;
            }
            return java.nio.file.FileVisitResult.CONTINUE;
          }

          @Override
          public java.nio.file.FileVisitResult visitFileFailed(Path file, IOException failed) {
            return java.nio.file.FileVisitResult.CONTINUE;
          }
        });
    return found.size() > 16 ? found.subList(0, 16) : found;
  }

  private static Optional<LogFile> file(Path path) {
    try {
      BasicFileAttributes is =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Object key = is.fileKey();
      return is.isRegularFile()
          ? Optional.of(
              new LogFile(
                  path, key == null ? path : key, is.size(), is.lastModifiedTime().toMillis()))
          : Optional.empty();
    } catch (IOException meanwhileGone) {
      return Optional.empty();
    }
  }

  private static Optional<String> day(Path path) {
    Matcher day = DAY.matcher(path.getFileName().toString());
    return day.find() ? Optional.of(day.group()) : Optional.empty();
  }
}
