package vedette.event.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import vedette.event.Event;
import vedette.event.P2pMessage;
import vedette.wire.Message;

/// Writes single events to strings.
final class Lines {
  private Lines() {}

  static String of(Event event) {
    return of(event, EventJson.Options.DEFAULT, P2pMessage::decode);
  }

  static String of(Message message) {
    return of(Samples.carrying(message), EventJson.Options.DEFAULT, Samples.decoding(message));
  }

  static String of(Event event, EventJson.Options options, MessageDecoding decoding) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EventJson json = new EventJson(out, options, decoding)) {
      json.write(event);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// The `message` member of a line, without the closing brace of the line and its end.
  static String messageOf(String line) {
    return line.substring(
        line.indexOf("\"message\":") + "\"message\":".length(), line.length() - 2);
  }
}
