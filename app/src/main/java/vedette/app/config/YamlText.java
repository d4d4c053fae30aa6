package vedette.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// A YAML text within limits, and the places in it.
///
/// Aliases are refused: nobody needs them for a page of settings, and with them a few lines can
/// stand for gigabytes.
final class YamlText {
  static final int LARGEST = 256 << 10;
  static final int DEEPEST = 16;
  static final int MOST_EVENTS = 20_000;

  private static final int WIDEST = 160;
  private static final Pattern SECRET =
      Pattern.compile("(?i)((?:pass|secret|token|api-key)[\\w-]*[\"']?\\s*:\\s*)[^\\s{].*");

  private final String file;
  private final String text;
  private final String[] lines;
  private final List<Problem> problems = new ArrayList<>();

  /// @param file as it is named in messages
  YamlText(String file, String text) {
    this.file = file;
    this.text = text;
    this.lines = text.split("\\R", -1);
  }

  String file() {
    return file;
  }

  /// What is wrong, in the order in which it was found.
  List<Problem> problems() {
    return problems;
  }

  /// The root; empty if there is nothing but comments, or if it is no YAML within the limits, which
  /// is a problem then.
  Optional<Node> root() {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(LARGEST).setUseMarks(true).build();
    try {
      return withinLimits(settings) ? new Compose(settings).composeString(text) : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problem(mark, "is no YAML: " + Unfit.shown(String.valueOf(e.getProblem())));
    } catch (YamlEngineException e) {
      problem(Optional.empty(), "is no YAML: " + Unfit.shown(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private boolean withinLimits(LoadSettings settings) {
    int depth = 0;
    int events = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      events++;
      if (event instanceof AliasEvent) {
        problem(event.getStartMark(), "aliases (*name) are not understood; write the value again");
        return false;
      }
      if (depth > DEEPEST || events > MOST_EVENTS) {
        problem(
            event.getStartMark(),
            depth > DEEPEST
                ? "is nested deeper than " + DEEPEST
                : "has more than " + MOST_EVENTS + " parts");
        return false;
      }
    }
    return true;
  }

  void problem(Optional<Mark> mark, String message) {
    problem(mark, message, Integer.MAX_VALUE);
  }

  /// @param cut the column, from 0, from which the line is not shown
  void problem(Optional<Mark> mark, String message, int cut) {
    int line = mark.map(Mark::getLine).orElse(0);
    int column = mark.map(Mark::getColumn).orElse(0);
    problems.add(new Problem(file, line + 1, column + 1, message, shown(line, cut)));
  }

  /// A problem with a value that was read from here.
  void problem(Value value, String message) {
    problems.add(
        new Problem(
            value.line() == 0 ? value.origin() : file,
            value.line(),
            value.column(),
            message,
            value.line() == 0 ? "" : shown(value.line() - 1, Integer.MAX_VALUE)));
  }

  String origin(Optional<Mark> mark) {
    return file + ":" + (mark.map(Mark::getLine).orElse(0) + 1);
  }

  private String shown(int line, int cut) {
    if (line >= lines.length) {
      return "";
    }
    String whole = lines[line];
    String safe =
        cut < whole.length()
            ? whole.substring(0, cut) + "…"
            : SECRET.matcher(whole).replaceAll("$1…");
    return Unfit.printable(safe.length() > WIDEST ? safe.substring(0, WIDEST) : safe);
  }
}
