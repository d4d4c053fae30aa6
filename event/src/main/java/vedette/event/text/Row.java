package vedette.event.text;

/// One line under construction: columns, colours and the right margin.
///
/// Colours take no columns and are always switched off again, also on a line that is cut.
final class Row {
  private final StringBuilder text = new StringBuilder(200);
  private final boolean colour;
  private final int margin;
  private int column;

  /// @param margin columns that there are
  Row(boolean colour, int margin) {
    this.colour = colour;
    this.margin = margin;
  }

  /// Adds a text, cut at the margin.
  Row add(Paint paint, String value) {
    String shown = Cells.cut(value, margin - column);
    if (!shown.isEmpty()) {
      boolean painted = colour && paint != Paint.PLAIN;
      if (painted) {
        text.append(paint.sequence());
      }
      text.append(shown);
      if (painted) {
        text.append(Paint.OFF);
      }
      column += Cells.width(shown);
    }
    return this;
  }

  /// Adds a column of fixed width, filled with spaces on the right; a longer text is cut.
  Row left(Paint paint, String value, int width) {
    String shown = Cells.cut(value, width);
    return add(paint, shown).space(width - Cells.width(shown));
  }

  /// Adds a column of fixed width, filled with spaces on the left; a longer text is not cut.
  Row right(Paint paint, String value, int width) {
    return space(width - Cells.width(value)).add(paint, value);
  }

  Row space(int columns) {
    int fits = Math.min(columns, margin - column);
    if (fits > 0) {
      text.repeat(' ', fits);
      column += fits;
    }
    return this;
  }

  /// The line, without the spaces at its end.
  String line() {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  /// Colours of the terminal's own palette, so that light and dark schemes both work.
  enum Paint {
    PLAIN(""),
    FAINT("\u001b[2m"),
    STRONG("\u001b[1m"),
    IN("\u001b[36m"),
    OUT("\u001b[35m"),
    GOOD("\u001b[32m"),
    CARE("\u001b[33m"),
    ALARM("\u001b[31m");

    private static final String OFF = "\u001b[0m";

    private final String sequence;

    Paint(String sequence) {
      this.sequence = sequence;
    }

    String sequence() {
      return sequence;
    }
  }
}
