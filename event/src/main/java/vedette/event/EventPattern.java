package vedette.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads the values of the key `event`: names, and globs over names.
final class EventPattern {
  private static final String EXPECTED =
      "<context>:<event>, or a glob over it such as net:* or *:added";

  private EventPattern() {}

  /// Reads a value.
  ///
  /// @param names the names that exist
  /// @throws SelectionException if no name fits, or if the value would remove what cannot be
  static Glob parse(Token token, boolean negated, Set<String> names) {
    token.mustBeBare(EXPECTED);
    Glob glob = new Glob(token.text());
    List<String> fitting = names.stream().filter(glob::matches).toList();
    if (fitting.isEmpty()) {
      throw token.refuse("no such event", EXPECTED, nearest(token.text(), names));
    }
    if (negated && fitting.stream().allMatch(EventNames::ofVedette)) {
      throw token.refuse(
          "what Vedette itself has to say cannot be removed", "an event of the node");
    }
    return glob;
  }

  private static String nearest(String text, Collection<String> names) {
    Set<String> contexts = new LinkedHashSet<>();
    Set<String> events = new LinkedHashSet<>();
    for (String name : names) {
      int colon = name.indexOf(':');
      contexts.add(name.substring(0, colon + 1) + "*");
      events.add("*" + name.substring(colon < 0 ? 0 : colon));
    }
    List<String> candidates = new ArrayList<>();
    if (Glob.isGlob(text)) {
      candidates.addAll(contexts);
      candidates.addAll(events);
      candidates.addAll(beginnings(text, names));
      return Nearest.to(text, candidates);
    }
    if (text.indexOf(':') < 0) {
      for (String name : names) {
        if (name.substring(name.indexOf(':') + 1).equals(text)) {
          return name;
        }
      }
      candidates.addAll(contexts);
    }
    candidates.addAll(names);
    return Nearest.to(text, candidates);
  }

  /// For a glob that ends in its only star: the names cut to its length, with the star.
  static Set<String> beginnings(String glob, Collection<String> names) {
    Set<String> beginnings = new LinkedHashSet<>();
    int stem = glob.length() - 1;
    if (glob.indexOf('*') == stem) {
      for (String name : names) {
        beginnings.add(name.substring(0, Math.min(stem, name.length())) + "*");
      }
    }
    return beginnings;
  }
}
