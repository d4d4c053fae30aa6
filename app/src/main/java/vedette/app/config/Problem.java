package vedette.app.config;

/// Something wrong at a place in a file.
///
/// @param file as it was named, or what else it stands in
/// @param line from 1; 0 if it is not in a file
/// @param column from 1
/// @param message what is wrong, without the place
/// @param shown the line as it stands there, cut if it is long, secrets left out; may be empty
public record Problem(String file, int line, int column, String message, String shown) {

  /// The place, the message, and below them the line with a caret.
  public String text() {
    if (line == 0) {
      return file + ": " + message;
    }
    String head = file + ":" + line + ":" + column + ": " + message;
    if (shown.isEmpty() || column > shown.length() + 1) {
      return head;
    }
    String number = String.valueOf(line);
    return head
        + "\n  "
        + number
        + " | "
        + shown
        + "\n  "
        + " ".repeat(number.length())
        + " | "
        + " ".repeat(column - 1)
        + "^";
  }
}
