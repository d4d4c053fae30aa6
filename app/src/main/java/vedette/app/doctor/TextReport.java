package vedette.app.doctor;

import java.util.Optional;
import vedette.tap.NodeInspection;

/// A report for people: a line for each check, what to do below it.
final class TextReport {
  private static final int WORD = 6;

  private TextReport() {}

  static String of(Report report) {
    int title = report.lines().stream().mapToInt(it -> it.title().length()).max().orElse(0) + 2;
    StringBuilder text = new StringBuilder(4096);
    Optional<Facts.Node> shown = Optional.empty();
    for (Report.Line line : report.lines()) {
      if (!line.node().equals(shown)) {
        shown = line.node();
        shown.ifPresent(node -> text.append('\n').append(heading(node.inspection())).append('\n'));
      }
      append(text, line, title);
    }
    return text.append('\n').append(summary(report)).append('\n').toString();
  }

  private static void append(StringBuilder text, Report.Line line, int title) {
    String word = line.finding().verdict().word();
    text.append(word).repeat(' ', WORD - word.length());
    text.append(line.title()).repeat(' ', title - line.title().length());
    text.append(printable(line.finding().sentence())).append('\n');
    if (!line.finding().remedy().isEmpty()) {
      text.repeat(' ', WORD + title).append("Do: ");
      text.append(printable(line.finding().remedy())).append('\n');
    }
  }

  private static String heading(NodeInspection node) {
    return printable(
        node.pid().isPresent()
            ? node.name() + ", process " + node.pid().getAsInt()
            : node.executable());
  }

  private static String summary(Report report) {
    long failures = report.count(Finding.Verdict.FAILURE);
    long warnings = report.count(Finding.Verdict.WARNING);
    if (failures == 0) {
      return warnings == 0
          ? "All well: 'vedette tap' works here."
          : "'vedette tap' works here; see " + counted(warnings, "warning") + " above.";
    }
    return counted(failures, "failure") + ", " + counted(warnings, "warning") + ".";
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /// Paths and names come from files and may hold anything; a terminal obeys some of it.
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          boolean obeyed =
              Character.isISOControl(c)
                  || Character.getType(c) == Character.FORMAT
                  || Character.getType(c) == Character.LINE_SEPARATOR
                  || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
          shown.appendCodePoint(obeyed ? '?' : c);
        });
    return shown.toString();
  }
}
