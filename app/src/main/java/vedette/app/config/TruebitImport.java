package vedette.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes settings of the variables by which the TrueBit node monitor was set. What is secret does
/// not get into the result: it is referred to by the variable's name.
///
/// @param yaml a whole vedette.yaml
/// @param notes what somebody who moves should know, a line each
record TruebitImport(String yaml, List<String> notes) {
  /// Keeps its own list.
  TruebitImport {
    notes = List.copyOf(notes);
  }

  /// @param variables by name; others than the old monitor's are left alone
  static TruebitImport of(Map<String, String> variables) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    set(sections, "web.port", "8090");
    set(sections, "truebit.watch", "always");
    List<String> notes = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    Map<String, String> taken = new TreeMap<>();
    for (OldVariable old : OldVariables.ALL) {
      String value = variables.getOrDefault(old.name(), "").strip();
      if (!value.isEmpty()) {
        take(old, value, sections, taken, notes, secrets);
      }
    }
    return new TruebitImport(text(sections, secrets), notes);
  }

  private static void take(
      OldVariable old,
      String value,
      Map<String, Map<String, String>> sections,
      Map<String, String> taken,
      List<String> notes,
      List<String> secrets) {
    String head = old.name() + ": ";
    if (old.becomes().isEmpty()) {
      notes.add(head + old.fate().word() + ". " + old.about());
      return;
    }
    String setting = old.becomes().get();
    String before = taken.putIfAbsent(setting, old.name());
    if (before != null) {
      notes.add(head + "left out, since " + before + " is set. " + old.about());
      return;
    }
    try {
      String yaml = old.reading().yaml(value);
      set(sections, setting, yaml);
      if (yaml.startsWith("{env: ")) {
        secrets.add(old.name());
      }
      if (old.fate() != OldVariable.Fate.KEPT) {
        notes.add(head + setting + ", " + old.fate().word() + ". " + old.about());
      }
    } catch (Unfit unfit) {
      notes.add(head + "left out: " + unfit.text() + ". " + old.about());
    }
  }

  private static void set(Map<String, Map<String, String>> sections, String path, String yaml) {
    String[] names = path.split("\\.", 2);
    sections.computeIfAbsent(names[0], _ -> new LinkedHashMap<>()).put(names[1], yaml);
  }

  private static String text(Map<String, Map<String, String>> sections, List<String> secrets) {
    StringBuilder text = new StringBuilder("# Made by 'vedette config import-truebit'.\n");
    for (String secret : secrets) {
      text.append("# Vedette needs ")
          .append(secret)
          .append(" in its environment; or put it into a file and write {file: PATH} instead.\n");
    }
    sections.forEach((section, settings) -> {
      text.append(section).append(":\n");
      settings.forEach(
          (name, yaml) -> text.append("  ").append(name).append(": ").append(yaml).append('\n'));
    });
    return text.toString();
  }
}
