package vedette.poll.truebit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON that others wrote: bounded in depth and size, numbers exact, never a made-up value.
final class JsonText {
  /// Digits of a number; 2^256 has 78.
  private static final int LONGEST_NUMBER = 96;

  private static final int MOST_EXPONENT = 64;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(4 << 20)
                          .maxNameLength(1024)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /// The object that a text has, from its first brace on; empty if there is none that is whole.
  static Optional<JsonNode> objectIn(String text) {
    int brace = text.indexOf('{');
    if (brace < 0) {
      return Optional.empty();
    }
    try {
      JsonNode found = MAPPER.readTree(text.substring(brace));
      return found != null && found.isObject() ? Optional.of(found) : Optional.empty();
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  /// Whether a text has a brace that is not closed.
  static boolean open(CharSequence text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"' && depth > 0) {
        quoted = true;
      } else if (c == '{' || (c == '[' && depth > 0)) {
        depth++;
      } else if ((c == '}' || c == ']') && depth > 0) {
        depth--;
      }
    }
    return depth > 0;
  }

  /// A number, written as one or as text; empty if it is none or beyond all measure.
  static Optional<BigDecimal> number(JsonNode node) {
    if (node.isNumber()) {
      return bounded(node.decimalValue());
    }
    String text = node.stringValue("").strip();
    if (text.length() > LONGEST_NUMBER
        || !text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
      return Optional.empty();
    }
    return bounded(new BigDecimal(text));
  }

  /// A whole number that is not negative.
  static Optional<BigInteger> count(JsonNode node) {
    return number(node)
        .filter(n -> n.signum() >= 0 && n.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::toBigIntegerExact);
  }

  /// A text, or a number as it is written: ids come as both. Empty if it is neither or longer than
  /// it may be.
  static Optional<String> text(JsonNode node, int longest) {
    String text =
        node.isString()
            ? node.stringValue()
            : number(node).map(BigDecimal::toPlainString).orElse("");
    return text.isEmpty() || text.length() > longest
        ? Optional.empty()
        : Optional.of(LogText.clean(text));
  }

  private static Optional<BigDecimal> bounded(BigDecimal number) {
    // Written out, 1e999999999 would take a gigabyte.
    boolean fits =
        Math.abs((long) number.scale()) <= MOST_EXPONENT && number.precision() <= LONGEST_NUMBER;
    return fits ? Optional.of(number) : Optional.empty();
  }
}
