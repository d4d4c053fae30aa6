package vedette.poll.truebit;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes entries of lines: a line that begins with a stamp begins an entry, the others continue it.
///
/// An entry is complete when the next begins, so the last one waits; [#flush] ends it when nothing
/// more came for a while. Not thread-safe.
public final class LogAssembler {
  /// Characters kept of an entry; a task's input is part of it.
  static final int LONGEST = 256 << 10;

  private final StringBuilder message = new StringBuilder();
  private @Nullable LogHead head;
  private boolean compose;
  private boolean stamped;
  private int lines;
  private long cut;

  /// Reads a line.
  ///
  /// @param cutBefore what the line itself lacks already
  /// @param whole gets the entry that this line ended, if it did
  public void line(String raw, long cutBefore, Consumer<LogEntry> whole) {
    String line = LogText.withoutEngineStamp(LogText.clean(raw));
    Optional<LogHead> begins = LogHead.of(line);
    boolean prefixed = false;
    if (begins.isEmpty()) {
      String bare = LogText.withoutEngineStamp(LogText.withoutCompose(line));
      begins = LogHead.of(bare);
      prefixed = begins.isPresent();
      line = prefixed || compose ? bare : line;
    }
    if (begins.isPresent()) {
      flush(whole);
      head = begins.get();
      compose = prefixed;
      stamped = true;
      append(head.message());
    } else {
      if (lines > 0 && !stamped) {
        // Before the first stamp each line stands for itself.
        flush(whole);
      }
      append(line);
    }
    cut += cutBefore;
  }

  /// Whether something waits.
  public boolean waiting() {
    return lines > 0;
  }

  /// Whether what waits looks as if its JSON had not ended yet.
  public boolean unfinished() {
    return lines > 0 && JsonText.open(message);
  }

  /// Ends the entry that waits, if one does. Lines that would have continued it stand for
  /// themselves.
  public void flush(Consumer<LogEntry> last) {
    if (lines == 0) {
      return;
    }
    LogHead of = head;
    String text = message.toString();
    LogEntry entry =
        of == null
            ? new LogEntry(Optional.empty(), "", "", "", "", text, lines, cut)
            : new LogEntry(
                Optional.of(of.stamp()),
                of.level(),
                of.source(),
                of.wallet(),
                of.version(),
                text,
                lines,
                cut);
    message.setLength(0);
    head = null;
    stamped = false;
    lines = 0;
    cut = 0;
    last.accept(entry);
  }

  private void append(String line) {
    if (lines++ > 0 && message.length() < LONGEST) {
      message.append('\n');
    }
    int room = Math.min(line.length(), Math.max(0, LONGEST - message.length()));
    if (room < line.length() && room > 0 && Character.isHighSurrogate(line.charAt(room - 1))) {
      room--;
    }
    message.append(line, 0, room);
    cut += line.length() - room;
  }
}
