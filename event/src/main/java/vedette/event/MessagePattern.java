package vedette.event;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vedette.wire.MessageTypes;

/// A value of the key `message`.
///
/// @param text how it is written
/// @param types the message types it stands for
record MessagePattern(String text, Set<String> types) {
  private static final int MAX_TYPE = 12;
  private static final List<String> KNOWN = MessageTypes.KNOWN;

  /// Reads a value: a known type, a glob over the known types, or any type in quotes.
  ///
  /// @throws SelectionException if it is none of them
  static MessagePattern parse(Token token) {
    String text = token.text();
    if (token.quoted()) {
      if (!isType(text)) {
        throw token.refuse("no message type", "at most 12 characters of ASCII in quotes");
      }
      return new MessagePattern(KNOWN.contains(text) ? text : Quotes.quote(text), Set.of(text));
    }
    if (Glob.isGlob(text)) {
      Glob glob = new Glob(text);
      Set<String> types = KNOWN.stream().filter(glob::matches).collect(Collectors.toSet());
      if (types.isEmpty()) {
        throw token.refuse(
            "no such message type",
            "a glob over the types that Core knows",
            Nearest.to(text, EventPattern.beginnings(text, KNOWN)));
      }
      return new MessagePattern(text, types);
    }
    if (!KNOWN.contains(text)) {
      throw token.refuse(
          "no such message type",
          "a type that Core knows",
          Nearest.to(text, KNOWN),
          isType(text) ? " A type that Core does not know goes in quotes." : "");
    }
    return new MessagePattern(text, Set.of(text));
  }

  /// Whether it can stand on the wire (Core admits 0x20 to 0x7f).
  private static boolean isType(String text) {
    return text.length() <= MAX_TYPE && text.chars().allMatch(c -> c >= 0x20 && c <= 0x7f);
  }
}
