package vedette.poll.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import vedette.poll.Words;

/// The members of one JSON object, read with suspicion: what is missing, of another type or out of
/// its range is either empty or [Malformed], never a made-up value.
public final class Fields {
  private static final int LONGEST_TEXT = 300;
  private static final int MOST_TEXTS = 64;

  private final String where;
  private final JsonNode object;

  private Fields(String where, JsonNode object) {
    this.where = where;
    this.object = object;
  }

  /// Reads an object.
  ///
  /// @param where what the object is, for messages
  /// @throws Malformed if it is no object
  public static Fields of(String where, JsonNode node) {
    if (!node.isObject()) {
      throw new Malformed(where, "an object", kind(node));
    }
    return new Fields(where, node);
  }

  /// The object in a member, empty if there is none.
  public Optional<Fields> object(String name) {
    JsonNode member = object.path(name);
    return member.isObject()
        ? Optional.of(new Fields(where + "." + name, member))
        : Optional.empty();
  }

  /// The elements of a member, none if it is no array.
  public Optional<JsonNode> array(String name) {
    JsonNode member = object.path(name);
    return member.isArray() ? Optional.of(member) : Optional.empty();
  }

  /// The member itself, a missing node if there is none.
  public JsonNode member(String name) {
    return object.path(name);
  }

  /// A whole number of any sign.
  public OptionalLong maybeWhole(String name) {
    return whole(object.path(name));
  }

  /// A whole number that is not negative; -1 is Core's word for none.
  public OptionalLong maybeCount(String name) {
    OptionalLong whole = maybeWhole(name);
    return whole.isPresent() && whole.getAsLong() < 0 ? OptionalLong.empty() : whole;
  }

  /// A whole number of any sign.
  ///
  /// @throws Malformed if it is missing or no whole number
  public long whole(String name) {
    return maybeWhole(name).orElseThrow(() -> malformed(name, "a whole number"));
  }

  /// A whole number from 0.
  ///
  /// @throws Malformed if it is missing, negative or no whole number
  public long count(String name) {
    return maybeCount(name).orElseThrow(() -> malformed(name, "a whole number from 0"));
  }

  /// A whole number of an `int` from 0.
  ///
  /// @throws Malformed if it is no whole number of an `int` from 0
  public int smallCount(String name) {
    long count = count(name);
    if (count > Integer.MAX_VALUE) {
      throw malformed(name, "a whole number from 0 to " + Integer.MAX_VALUE);
    }
    return (int) count;
  }

  /// A number that is finite.
  public OptionalDouble maybeReal(String name) {
    JsonNode member = object.path(name);
    if (!member.isNumber()) {
      return OptionalDouble.empty();
    }
    double value = member.doubleValue(Double.NaN);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /// A finite number that is not negative.
  public OptionalDouble maybeAmount(String name) {
    OptionalDouble real = maybeReal(name);
    return real.isPresent() && real.getAsDouble() < 0 ? OptionalDouble.empty() : real;
  }

  /// A finite number from 0.
  ///
  /// @throws Malformed if it is missing, negative or no number
  public double amount(String name) {
    return maybeAmount(name).orElseThrow(() -> malformed(name, "a number from 0"));
  }

  /// True or false, empty if it is neither.
  public Optional<Boolean> maybeTruth(String name) {
    JsonNode member = object.path(name);
    return member.isBoolean() ? Optional.of(member.booleanValue()) : Optional.empty();
  }

  /// True or false.
  ///
  /// @throws Malformed if it is missing or neither true nor false
  public boolean truth(String name) {
    return maybeTruth(name).orElseThrow(() -> malformed(name, "true or false"));
  }

  /// A text of one line and bounded length.
  public Optional<String> maybeText(String name) {
    return text(object.path(name));
  }

  /// A text of one line and bounded length.
  ///
  /// @throws Malformed if it is missing or no text
  public String text(String name) {
    return maybeText(name).orElseThrow(() -> malformed(name, "a text"));
  }

  /// The texts of an array, or the one text, without empty ones; what else is in it is left out,
  /// and so is what comes after the first 64.
  public List<String> texts(String name) {
    JsonNode member = object.path(name);
    List<String> texts = new ArrayList<>();
    if (member.isString()) {
      text(member).filter(it -> !it.isEmpty()).ifPresent(texts::add);
    } else if (member.isArray()) {
      for (JsonNode element : member) {
        if (texts.size() < MOST_TEXTS) {
          text(element).filter(it -> !it.isEmpty()).ifPresent(texts::add);
        }
      }
    }
    return texts;
  }

  /// What to throw if a member is not as expected.
  public Malformed malformed(String name, String expected) {
    return new Malformed(where + "." + name, expected, kind(object.path(name)));
  }

  /// A whole number that fits into a `long`.
  public static OptionalLong whole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? OptionalLong.of(node.longValue())
        : OptionalLong.empty();
  }

  /// A text, made one line of bounded length.
  public static Optional<String> text(JsonNode node) {
    return node.isString()
        ? Optional.of(Words.oneLine(node.stringValue(), LONGEST_TEXT))
        : Optional.empty();
  }

  /// A node in few words.
  public static String kind(JsonNode node) {
    if (node.isMissingNode()) {
      return "nothing";
    }
    if (node.isContainer()) {
      return node.isArray() ? "an array" : "an object";
    }
    return Words.oneLine(node.toString(), 40);
  }
}
