package vedette.event.json;

import java.io.OutputStream;
import java.util.List;

/// Writes one JSON object that is no event, such as a report of a command: the same escapes and the
/// same line ending as events have, keys of the caller's own.
///
/// Members come in the order of the calls. Not thread-safe; closing does not close the stream.
public final class JsonDocument implements AutoCloseable {
  private final JsonLine line;

  /// @param out gets UTF-8; neither flushed nor closed
  public JsonDocument(OutputStream out) {
    line = new JsonLine(out);
  }

  /// Begins the document or an element of an array.
  public void startObject() {
    line.startObject();
  }

  /// Begins a member that is an object.
  public void startObject(String key) {
    line.generator().writeName(key);
    line.startObject();
  }

  /// Ends what [#startObject] began.
  public void endObject() {
    line.endObject();
  }

  /// Begins a member that is an array.
  public void startArray(String key) {
    line.generator().writeName(key);
    line.generator().writeStartArray();
  }

  /// Ends what [#startArray] began.
  public void endArray() {
    line.endArray();
  }

  /// Writes a text that is always known, even if it is empty.
  public void text(String key, String value) {
    line.generator().writeName(key);
    line.text(value);
  }

  /// Writes a text where empty means "none": then the member is absent.
  public void knownText(String key, String value) {
    if (!value.isEmpty()) {
      text(key, value);
    }
  }

  /// Writes texts, an empty list too.
  public void texts(String key, List<String> values) {
    startArray(key);
    values.forEach(line::text);
    endArray();
  }

  /// Writes a whole number.
  public void number(String key, long value) {
    line.generator().writeName(key);
    line.number(value);
  }

  /// Writes true or false.
  public void truth(String key, boolean value) {
    line.generator().writeName(key);
    line.generator().writeBoolean(value);
  }

  /// Ends the line and hands all of it to the stream.
  public void endLine() {
    line.endLine();
  }

  @Override
  public void close() {
    line.close();
  }
}
