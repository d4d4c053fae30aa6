package vedette.history.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of one recording: their names, and which go.
///
/// `<name>-20261124T184500.123Z.capture`: sorted by name they are sorted by start.
final class RecordingFiles {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// What there is.
  record Sum(int count, long bytes) {}

  private record Found(Path path, long bytes, long changed) {}

  private final String name;
  private final RecordingOptions options;
  private final Pattern pattern;
  private volatile Sum sum = new Sum(0, 0);

  RecordingFiles(String name, RecordingOptions options) {
    this.name = name;
    this.options = options;
    this.pattern = Pattern.compile(Pattern.quote(name) + "-\\d{8}T\\d{6}\\.\\d{3}Z\\.capture");
  }

  /// A name that is free. Of two starts within a millisecond, and where the clock was set back, the
  /// later gets a later time than it has.
  Path next(Instant now) throws IOException {
    List<Found> there = found();
    Instant at = now;
    Path path = path(at);
    while (Files.exists(path)) {
      at = at.plusMillis(1);
      path = path(at);
    }
    sum = sum(there);
    return path;
  }

  private Path path(Instant at) {
    return options.folder().resolve(name + "-" + TIME.format(at) + ".capture");
  }

  /// Removes the oldest until all bounds are kept; the newest always stays.
  void removeOld(long now) throws IOException {
    List<Found> all = new ArrayList<>(found());
    while (all.size() > 1 && tooMuch(all, now)) {
      boolean _ = Files.deleteIfExists(all.removeFirst().path());
    }
    sum = sum(all);
  }

  private boolean tooMuch(List<Found> all, long now) {
    return all.size() > options.keepFiles()
        || sum(all).bytes() > options.keepBytes()
        || now - all.getFirst().changed() > options.keepTime().toMillis();
  }

  Sum sum() {
    return sum;
  }

  private static Sum sum(List<Found> all) {
    return new Sum(all.size(), all.stream().mapToLong(Found::bytes).sum());
  }

  private List<Found> found() throws IOException {
    List<Found> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(options.folder())) {
      for (Path path : files.toList()) {
        if (pattern.matcher(String.valueOf(path.getFileName())).matches()) {
          all.add(new Found(path, Files.size(path), Files.getLastModifiedTime(path).toMillis()));
        }
      }
    }
    all.sort(Comparator.comparing(it -> String.valueOf(it.path().getFileName())));
    return all;
  }
}
