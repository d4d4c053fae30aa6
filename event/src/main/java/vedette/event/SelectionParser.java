package vedette.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vedette.wire.MessageTypes;

/// Reads terms, or the values of a single key, into [SelectionTerms].
///
/// One pass from left to right, one parser for one text.
final class SelectionParser {
  /// Far beyond any use; bounds what a hostile text can cost.
  private static final int MAX_TEXT = 65_536;

  private static final List<String> KEYS =
      Arrays.stream(Selection.Key.values()).map(Selection.Key::word).toList();

  private final String text;
  private final SelectionTerms terms;
  private int at;

  SelectionParser(String text, SelectionTerms terms) {
    this.text = text;
    this.terms = terms;
    if (text.length() > MAX_TEXT) {
      throw refuse(
          "selection",
          "too long",
          "at most 65536 characters",
          "",
          text.substring(MAX_TEXT),
          MAX_TEXT);
    }
  }

  /// Reads `term term …` to the end.
  void terms() {
    while (skipBlanks()) {
      term();
    }
  }

  /// Reads `value,value…` to the end.
  void values(Selection.Key key) {
    valueList(key, false);
    if (at < text.length()) {
      throw refuse(
          key.word() + "=" + text,
          "a blank inside",
          "values with commas between them and nothing else",
          "",
          text.substring(at),
          at);
    }
  }

  private void term() {
    int start = at;
    boolean negated = text.charAt(at) == '!';
    if (negated) {
      at++;
    }
    int keyStart = at;
    while (at < text.length() && text.charAt(at) != '=' && !isBlank(text.charAt(at))) {
      at++;
    }
    String word = text.substring(keyStart, at);
    if (at == text.length() || text.charAt(at) != '=') {
      String nearest = termOf(word);
      throw refuse(
          text.substring(start, at),
          "no key",
          "key=value, where key is one of " + String.join(", ", KEYS),
          nearest.isEmpty() || !negated ? nearest : "!" + nearest,
          text.substring(start, at),
          start);
    }
    at++;
    valueList(key(word, keyStart), negated);
  }

  private Selection.Key key(String word, int start) {
    for (Selection.Key key : Selection.Key.values()) {
      if (key.word().equals(word)) {
        return key;
      }
    }
    throw refuse(word, "no such key", String.join(", ", KEYS), Nearest.to(word, KEYS), word, start);
  }

  /// The term that somebody meant who left out the key.
  private static String termOf(String word) {
    List<String> candidates = new ArrayList<>();
    EventNames.KNOWN.stream().map(name -> "event=" + name).forEach(candidates::add);
    MessageTypes.KNOWN.stream().map(type -> "message=" + type).forEach(candidates::add);
    SelectionTerms.DIRECTIONS.stream().map(way -> "direction=" + way).forEach(candidates::add);
    SelectionTerms.CONNECTIONS.stream().map(type -> "connection=" + type).forEach(candidates::add);
    PeerNetwork.WORDS.stream().map(network -> "network=" + network).forEach(candidates::add);
    for (String candidate : candidates) {
      if (candidate.endsWith("=" + word)) {
        return candidate;
      }
    }
    boolean fits = EventNames.KNOWN.stream().anyMatch(new Glob(word)::matches);
    return Glob.isGlob(word) && fits ? "event=" + word : "";
  }

  private void valueList(Selection.Key key, boolean negated) {
    value(key, negated);
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      value(key, negated);
    }
  }

  private void value(Selection.Key key, boolean termNegated) {
    int start = at;
    boolean negated = at < text.length() && text.charAt(at) == '!';
    if (negated) {
      at++;
    }
    int from = at;
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    if (quoted) {
      int end = Quotes.end(text, at);
      if (end < 0) {
        throw refuse(
            key.word() + "=" + text.substring(start),
            "the quote does not end",
            "a closing quote",
            "",
            text.substring(start),
            start);
      }
      at = end;
    }
    int bare = at;
    while (at < text.length() && text.charAt(at) != ',' && !isBlank(text.charAt(at))) {
      at++;
    }
    String raw = text.substring(from, at);
    Token typed =
        new Token(
            key, quoted ? Quotes.unquote(text.substring(from, bare)) : raw, quoted, raw, from + 1);
    if (quoted ? bare != at : raw.indexOf('"') >= 0) {
      throw typed.refuse("a quote inside", "quotes around the whole value");
    }
    if (raw.isEmpty()) {
      throw typed.refuse("a value is missing", "a value behind each '=' and ','");
    }
    if (termNegated && negated) {
      throw typed.refuse("negated twice", "one '!', before the key or before the value");
    }
    terms.add(typed, termNegated || negated);
  }

  /// Whether there is more.
  private boolean skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static SelectionException refuse(
      String where, String problem, String expected, String nearest, String found, int index) {
    return new SelectionException(
        Token.sentence(where, problem, expected, nearest), index + 1, found, expected, nearest);
  }
}
