package vedette.app.tap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import vedette.event.Event;
import vedette.event.VedetteEvent;
import vedette.event.json.BitcointapJson;
import vedette.event.json.EventJson;
import vedette.event.text.EventText;
import vedette.tap.capture.RecordingWriter;

/// Writes events as lines of a format. One thread.
interface Lines extends AutoCloseable {
  /// Writes the event's line.
  ///
  /// @return whether the format has a line for it
  boolean write(Event event) throws IOException;

  /// How many messages were here in full and did not decode.
  long undecoded();

  /// The source has nothing more at hand; called every 40 ms at least.
  default void pause() {}

  @Override
  void close();

  /// A writer of the format that is asked for.
  ///
  /// @param out buffered; not flushed and not closed by the writer
  static Lines of(TapRequest request, OutputStream out) {
    Lines lines = plain(request, out);
    return request
        .record()
        .<Lines>map(file -> new Recorded(RecordingWriter.open(file), lines))
        .orElse(lines);
  }

  private static Lines plain(TapRequest request, OutputStream out) {
    return switch (request.format()) {
      case TapRequest.Format.Json _ ->
          new Json(
              new EventJson(
                  out, new EventJson.Options(request.maxPayload() > 0, request.payload())));
      case TapRequest.Format.Text(boolean colour, int width) ->
          new Text(out, new EventText(colour, width));
      case TapRequest.Format.Bitcointap _ -> new Bitcointap(new BitcointapJson(out));
    };
  }

  /// What another writes, and a capture file besides.
  record Recorded(RecordingWriter recording, Lines lines) implements Lines {
    @Override
    public boolean write(Event event) throws IOException {
      if (!(event instanceof VedetteEvent.Flushed)) {
        recording.write(event);
      }
      return lines.write(event);
    }

    @Override
    public void pause() {
      boolean _ = recording.flushIfDue(System.nanoTime());
    }

    @Override
    public long undecoded() {
      return lines.undecoded();
    }

    @Override
    public void close() {
      try (lines) {
        recording.close();
      }
    }
  }

  /// Vedette's own.
  record Json(EventJson json) implements Lines {
    @Override
    public boolean write(Event event) throws IOException {
      json.write(event);
      return true;
    }

    @Override
    public long undecoded() {
      return json.undecoded();
    }

    @Override
    public void close() {
      json.close();
    }
  }

  /// For people.
  record Text(OutputStream out, EventText text) implements Lines {
    @Override
    public boolean write(Event event) throws IOException {
      out.write(text.line(event).getBytes(StandardCharsets.UTF_8));
      out.write('\n');
      return true;
    }

    @Override
    public long undecoded() {
      return text.undecoded();
    }

    @Override
    public void close() {}
  }

  /// bitcointap's.
  record Bitcointap(BitcointapJson json) implements Lines {
    @Override
    public boolean write(Event event) throws IOException {
      return json.write(event);
    }

    @Override
    public long undecoded() {
      return json.undecoded();
    }

    @Override
    public void close() {
      json.close();
    }
  }
}
