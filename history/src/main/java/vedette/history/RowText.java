package vedette.history;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as lines of text.
final class RowText {
  private RowText() {}

  /// RFC 4180, but with a line feed alone at the end, as Unix tools like it.
  static void csv(Writer out, @Nullable Object[] cells) throws IOException {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      Object cell = cells[i];
      if (cell instanceof String text && needsQuotes(text)) {
        out.write('"');
        out.write(text.replace("\"", "\"\""));
        out.write('"');
      } else if (cell != null) {
        out.write(cell.toString());
      }
    }
    out.write('\n');
  }

  private static boolean needsQuotes(String text) {
    return text.indexOf(',') >= 0
        || text.indexOf('"') >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0;
  }

  static void json(Writer out, List<String> columns, @Nullable Object[] cells) throws IOException {
    String between = "{";
    for (int i = 0; i < cells.length; i++) {
      Object cell = cells[i];
      if (cell == null) {
        continue;
      }
      out.write(between);
      between = ",";
      quoted(out, columns.get(i));
      out.write(':');
      if (cell instanceof Number number) {
        out.write(number.toString());
      } else {
        quoted(out, cell.toString());
      }
    }
    out.write(between.equals("{") ? "{}\n" : "}\n");
  }

  private static void quoted(Writer out, String text) throws IOException {
    out.write('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.write('\\');
        out.write(c);
      } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
        // A surrogate alone is no character; in a pair both escapes make one.
        out.write("\\u%04x".formatted((int) c));
      } else {
        out.write(c);
      }
    }
    out.write('"');
  }
}
