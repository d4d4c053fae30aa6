package vedette.app.web.auth;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was done by whom, in the file `audit.log`, one line each: time, what, who, address, detail,
/// parted by tabs.
///
/// Lines are only appended. At 4 MiB the file becomes `audit.log.1`, and so on up to `.4`; the
/// oldest goes. If it cannot be written, that is counted and said, and requests go on.
public final class AuditLog {
  private static final int LARGEST = 4 << 20;
  private static final int OLDER = 4;
  private static final int LONGEST = 512;
  private static final int SHOWN = 1 << 20;

  private final StateFiles files;
  private final Clock clock;
  private final int largest;
  private long failed;
  private String failure = "";

  public AuditLog(StateFiles files, Clock clock) {
    this(files, clock, LARGEST);
  }

  AuditLog(StateFiles files, Clock clock, int largest) {
    this.files = files;
    this.clock = clock;
    this.largest = largest;
  }

  /// Appends a line.
  ///
  /// @param what a word, such as `login_failed`
  /// @param who such as `owner` or `token abcd1234`
  /// @param address where it came from, may be empty
  /// @param detail no secrets; control characters are replaced
  public synchronized void write(String what, String who, String address, String detail) {
    String line =
        String.join(
                "\t",
                clock.instant().toString(),
                safe(what),
                safe(who),
                safe(address),
                safe(detail))
            + "\n";
    Path file = files.path("audit.log");
    try {
      if (Files.exists(file) && Files.size(file) + line.length() > largest) {
        rotate(file);
      }
      if (!Files.exists(file)) {
        StateFiles.createFile(file);
      }
      Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    } catch (IOException e) {
      failed++;
      failure = e.toString();
    }
  }

  /// The last lines, newest first, as far as the newest mebibyte goes.
  ///
  /// @param most how many
  /// @throws AuthException if they cannot be read
  public synchronized List<Line> last(int most) {
    List<Line> found = new ArrayList<>();
    Path newest = files.path("audit.log");
    try {
      for (Path file : List.of(newest, newest.resolveSibling("audit.log.1"))) {
        for (String text : tail(file).lines().toList().reversed()) {
          String[] parts = text.split("\t", -1);
          if (found.size() < most && parts.length == 5) {
            found.add(new Line(parts[0], parts[1], parts[2], parts[3], parts[4]));
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new AuthException(newest + ": expected a readable file. Found: " + e + ".", e);
    }
  }

  private static String tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long from = Math.max(0, channel.size() - SHOWN);
      channel.position(from);
      String text =
          new String(Channels.newInputStream(channel).readNBytes(SHOWN), StandardCharsets.UTF_8);
      // The first line may have been cut.
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  /// A line.
  ///
  /// @param at ISO
  public record Line(String at, String what, String who, String address, String detail) {}

  /// How many lines could not be written.
  public synchronized long failed() {
    return failed;
  }

  /// Why the last one could not be.
  public synchronized Optional<String> failure() {
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }

  private static void rotate(Path file) throws IOException {
    for (int i = OLDER; i >= 1; i--) {
      Path from = i == 1 ? file : file.resolveSibling(file.getFileName() + "." + (i - 1));
      if (Files.exists(from)) {
        Files.move(
            from,
            file.resolveSibling(file.getFileName() + "." + i),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String safe(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
