package vedette.poll.lnd;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import vedette.poll.Words;
import vedette.poll.json.Fields;
import vedette.poll.json.Malformed;

/// The members of one object in protobuf's JSON form, read with suspicion: 64-bit numbers are
/// texts, bytes are base64; what is missing or of another type is empty or [Malformed], never a
/// made-up value.
final class ProtoFields {
  private static final int LONGEST_TEXT = 300;

  private final String where;
  private final JsonNode object;

  private ProtoFields(String where, JsonNode object) {
    this.where = where;
    this.object = object;
  }

  /// @param where what the object is, for messages
  /// @throws Malformed if it is no object
  static ProtoFields of(String where, JsonNode node) {
    if (!node.isObject()) {
      throw new Malformed(where, "an object", Fields.kind(node));
    }
    return new ProtoFields(where, node);
  }

  /// The object in a member, empty if there is none.
  Optional<ProtoFields> object(String name) {
    JsonNode member = object.path(name);
    return member.isObject()
        ? Optional.of(new ProtoFields(where + "." + name, member))
        : Optional.empty();
  }

  /// Reads the objects of an array; those that lack something essential are left out. If none is
  /// left of several, the first says what was wrong.
  ///
  /// @throws Malformed if there is no array or none of it can be read
  <T> Listed<T> list(String name, int most, Function<ProtoFields, T> reader) {
    JsonNode member = object.path(name);
    if (!member.isArray()) {
      throw malformed(name, "an array");
    }
    List<T> read = new ArrayList<>(Math.min(member.size(), most));
    Optional<Malformed> first = Optional.empty();
    for (JsonNode element : member) {
      if (read.size() >= most) {
        break;
      }
      try {
        read.add(reader.apply(of(where + "." + name + "[]", element)));
      } catch (Malformed incomplete) {
        first = first.or(() -> Optional.of(incomplete));
      }
    }
    if (read.isEmpty() && first.isPresent()) {
      throw first.get();
    }
    return new Listed<>(read, member.size() - read.size());
  }

  /// How many elements an array has; none if there is none.
  int size(String name) {
    JsonNode member = object.path(name);
    return member.isArray() ? member.size() : 0;
  }

  /// What could be read of a list.
  ///
  /// @param leftOut how many could not, or were beyond the bound
  record Listed<T>(List<T> all, int leftOut) {}

  /// A whole number of any sign, as number or text.
  OptionalLong maybeWhole(String name) {
    JsonNode member = object.path(name);
    if (member.isIntegralNumber() && member.canConvertToLong()) {
      return OptionalLong.of(member.longValue());
    }
    if (member.isString()) {
      try {
        return OptionalLong.of(Long.parseLong(member.stringValue()));
      } catch (NumberFormatException none) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /// A whole number that is not negative.
  OptionalLong maybeCount(String name) {
    OptionalLong whole = maybeWhole(name);
    return whole.isPresent() && whole.getAsLong() < 0 ? OptionalLong.empty() : whole;
  }

  /// A time in seconds since the epoch; 0 is protobuf's word for none.
  OptionalLong maybeTime(String name) {
    OptionalLong time = maybeCount(name);
    return time.isPresent() && time.getAsLong() == 0 ? OptionalLong.empty() : time;
  }

  /// @throws Malformed if it is missing or no whole number
  long whole(String name) {
    return maybeWhole(name).orElseThrow(() -> malformed(name, "a whole number"));
  }

  /// @throws Malformed if it is missing, negative or no whole number
  long count(String name) {
    return maybeCount(name).orElseThrow(() -> malformed(name, "a whole number from 0"));
  }

  /// All 64 bits of an unsigned number.
  ///
  /// @throws Malformed if it is none
  long unsigned(String name) {
    JsonNode member = object.path(name);
    String digits = member.isIntegralNumber() ? member.toString() : member.stringValue("");
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException none) {
      throw malformed(name, "an unsigned number of 64 bits");
    }
  }

  Optional<Boolean> maybeTruth(String name) {
    JsonNode member = object.path(name);
    return member.isBoolean() ? Optional.of(member.booleanValue()) : Optional.empty();
  }

  /// @throws Malformed if it is missing or neither true nor false
  boolean truth(String name) {
    return maybeTruth(name).orElseThrow(() -> malformed(name, "true or false"));
  }

  /// A text of one line and bounded length; empty if there is none or it says nothing.
  Optional<String> maybeText(String name) {
    JsonNode member = object.path(name);
    return member.isString()
        ? Optional.of(Words.oneLine(member.stringValue(), LONGEST_TEXT))
            .filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /// @throws Malformed if it is missing or says nothing
  String text(String name) {
    return maybeText(name).orElseThrow(() -> malformed(name, "a text"));
  }

  /// @throws Malformed if it is missing or not base64
  byte[] bytes(String name) {
    JsonNode member = object.path(name);
    if (member.isString()) {
      try {
        return Base64.getDecoder().decode(member.stringValue());
      } catch (IllegalArgumentException none) {
        throw new Malformed(where + "." + name, "base64", "something else");
      }
    }
    throw malformed(name, "base64");
  }

  Malformed malformed(String name, String expected) {
    return new Malformed(where + "." + name, expected, Fields.kind(object.path(name)));
  }
}
