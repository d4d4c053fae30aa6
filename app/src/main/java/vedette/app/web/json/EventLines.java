package vedette.app.web.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.json.EventJson;

/// Events as `vedette tap` writes them, within bounds.
public final class EventLines {
  /// Messages with a larger payload are written without their fields and bytes: a block's would be
  /// tens of megabytes.
  public static final int DECODED = 64 << 10;

  private EventLines() {}

  /// The event as one JSON object, without a line end.
  ///
  /// @param payload whether raw bytes are wanted
  public static String line(Event event, boolean payload) {
    boolean large =
        event instanceof NetEvent.Message said && said.message().payload().size() > DECODED;
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (EventJson json = new EventJson(out, new EventJson.Options(!large, payload && !large))) {
      json.write(event);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is no stream that fails", e);
    }
    return out.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
