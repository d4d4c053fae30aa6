package vedette.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A payload of `vectors.ndjson` with what it means; made by `src/test/vectors/make_vectors.py`.
///
/// @param decoded the message in the form of the reference decodings, null if it does not decode
/// @param overLimit the limit of Core that it breaks
/// @param reason why it does not decode
record Vector(
    String name,
    String type,
    Bytes payload,
    @Nullable Object decoded,
    int trailing,
    @Nullable String overLimit,
    @Nullable String reason) {

  /// All vectors, in file order.
  static final List<Vector> ALL = read();

  static List<Vector> of(String type) {
    return ALL.stream().filter(vector -> vector.type().equals(type)).toList();
  }

  @Override
  public String toString() {
    return type + ": " + name;
  }

  private static List<Vector> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Vector.class.getResourceAsStream("vectors.ndjson")),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(Json::object).map(Vector::of).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Vector of(Map<String, @Nullable Object> line) {
    return new Vector(
        Json.text(line, "name"),
        Json.text(line, "type"),
        Bytes.parse(Json.text(line, "payload")),
        line.get("decoded"),
        (int) Json.number(line, "trailing"),
        (String) line.get("over_limit"),
        (String) line.get("reason"));
  }
}
