package vedette.poll.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is mounted where, from `/proc/self/mountinfo`.
///
/// ```
/// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
///  0  1    2     3     4          5  optional - type  source  options of the file system
/// ```
///
/// Source: Linux, `Documentation/filesystems/proc.rst`.
final class Mounts {
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  /// One mounted file system.
  record Mount(String point, String device, String type, boolean readOnly) {}

  private final List<Mount> all;

  private Mounts(List<Mount> all) {
    this.all = all;
  }

  static Optional<Mounts> read(Path proc) {
    return SmallFile.text(proc.resolve("self/mountinfo")).map(Mounts::parse);
  }

  static Mounts parse(String text) {
    List<Mount> all = new ArrayList<>();
    text.lines().forEach(line -> mount(line).ifPresent(all::add));
    return new Mounts(all);
  }

  private static Optional<Mount> mount(String line) {
    int dash = line.indexOf(" - ");
    if (dash < 0) {
      return Optional.empty();
    }
    String[] before = line.substring(0, dash).split(" ", -1);
    String[] after = line.substring(dash + 3).split(" ", -1);
    if (before.length <= OPTIONS || after.length < 2) {
      return Optional.empty();
    }
    String point = plain(before[MOUNT_POINT]);
    if (point.indexOf('\0') >= 0) {
      // No path: not from a kernel.
      return Optional.empty();
    }
    String options = before[OPTIONS] + "," + (after.length > 2 ? after[2] : "");
    return Optional.of(
        new Mount(
            point,
            plain(after[1]),
            plain(after[0]),
            List.of(options.split(",", -1)).contains("ro")));
  }

  /// The file system that a path is on, after symbolic links. Where several are mounted over one
  /// another, the last one hides those before it.
  Optional<Mount> of(Path path) {
    Path real = real(path.toAbsolutePath().normalize());
    Optional<Mount> best = Optional.empty();
    int longest = -1;
    for (Mount mount : all) {
      if (real.startsWith(mount.point()) && mount.point().length() >= longest) {
        best = Optional.of(mount);
        longest = mount.point().length();
      }
    }
    return best;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException | SecurityException unreadable) {
      return path;
    }
  }

  /// The kernel writes blanks, tabs, line ends and backslashes as `\` and three octal digits.
  static String plain(String escaped) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '\\'
          && i + 3 < escaped.length()
          && escaped.substring(i + 1, i + 4).matches("[0-3][0-7]{2}")) {
        text.append((char) Integer.parseInt(escaped.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
