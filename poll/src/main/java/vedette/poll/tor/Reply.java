package vedette.poll.tor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.poll.Trouble;
import vedette.poll.Words;

/// One reply on a control port.
///
/// ```
/// 250-version=0.4.9.11        a line, more follow
/// 250+circuit-status=         a line with data, up to a line with a dot alone
/// 1 BUILT …
/// .
/// 250 OK                      the last line
/// ```
///
/// @param status of the last line; 650 for what nobody asked for
/// @param lines without their status
record Reply(int status, List<Line> lines) {
  static final int LONGEST_LINE = 64 << 10;
  static final int LARGEST = 1 << 20;
  private static final int MOST_LINES = 16_384;

  /// @param text what follows the status
  /// @param data the lines that belong to it, none for most
  record Line(String text, List<String> data) {
    Line {
      data = List.copyOf(data);
    }
  }

  Reply {
    lines = List.copyOf(lines);
  }

  boolean ok() {
    return status == 250;
  }

  /// What the service says when it refuses.
  String words() {
    return lines.isEmpty() ? "" : lines.getLast().text();
  }

  /// The value of `key=value`.
  Optional<String> value(String key) {
    return line(key).map(line -> line.text().substring(key.length() + 1));
  }

  /// The line that begins with `key=`.
  Optional<Line> line(String key) {
    return lines.stream().filter(line -> line.text().startsWith(key + "=")).findFirst();
  }

  /// Reads one reply to its end.
  ///
  /// @throws EOFException if the stream ends before
  /// @throws ControlException if what comes is no reply, or larger than any
  static Reply read(InputStream in) throws IOException, ControlException {
    Reading reading = new Reading(in);
    List<Line> lines = new ArrayList<>();
    while (true) {
      String line = reading.line();
      if (!line.matches("(?s)[0-9]{3}[ +-].*")) {
        throw garbage("a line that begins with " + Words.oneLine(line, 20));
      }
      List<String> data = line.charAt(3) == '+' ? reading.data() : List.of();
      lines.add(new Line(line.substring(4), data));
      if (line.charAt(3) == ' ') {
        return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
      }
    }
  }

  private static ControlException garbage(String found) {
    return new ControlException(
        Trouble.GARBAGE, "expected a reply of Tor's control port. Found: " + found);
  }

  /// Counts what one reply takes.
  private static final class Reading {
    private final InputStream in;
    private int bytes;
    private int lines;

    Reading(InputStream in) {
      this.in = in;
    }

    List<String> data() throws IOException, ControlException {
      List<String> data = new ArrayList<>();
      for (String line = line(); !line.equals("."); line = line()) {
        data.add(line.startsWith(".") ? line.substring(1) : line);
      }
      return data;
    }

    String line() throws IOException, ControlException {
      if (++lines > MOST_LINES) {
        throw garbage("more than %d lines".formatted(MOST_LINES));
      }
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the connection was closed");
        }
        if (++bytes > LARGEST) {
          throw garbage("more than %d bytes".formatted(LARGEST));
        }
        if (line.length() >= LONGEST_LINE) {
          throw garbage("a line of more than %d bytes".formatted(LONGEST_LINE));
        }
        line.append((char) next);
      }
      if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
      }
      // The protocol is ASCII; other people's words may be more.
      return new String(
          line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }
}
