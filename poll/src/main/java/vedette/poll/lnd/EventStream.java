package vedette.poll.lnd;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import vedette.poll.Trouble;

/// One of LND's subscriptions: lines of `{"result":…}`, as many as happen. One thread reads, any
/// may close.
final class EventStream implements AutoCloseable {
  /// The largest event holds a whole backup.
  private static final int LONGEST_LINE = 16 << 20;

  private static final int LARGEST_ERROR = 64 << 10;

  private final InputStream in;
  private final String stranger;

  private EventStream(InputStream in, String stranger) {
    this.in = in;
    this.stranger = stranger;
  }

  /// Nothing has happened for as long as was waited.
  static final class Quiet extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// Subscribes. LND sends not even a status before the first event, so this waits for it.
  ///
  /// @throws Quiet if none came in that time
  /// @throws Refusal if there is no subscription to be had
  static EventStream open(RestClient client, String path, Duration quiet)
      throws Quiet, IOException, InterruptedException {
    RestClient.Opened opened;
    try {
      opened = client.stream(path, quiet);
    } catch (Refusal refused) {
      if (refused.outcome().trouble() == Trouble.TIMEOUT) {
        throw new Quiet();
      }
      throw refused;
    }
    if (opened.status() != 200) {
      try (InputStream body = opened.body()) {
        LndReplies.object(opened.status(), body.readNBytes(LARGEST_ERROR), opened.sent().words());
      }
      throw LndReplies.garbage("HTTP " + opened.status());
    }
    return new EventStream(new BufferedInputStream(opened.body()), opened.sent().words());
  }

  /// Waits for the next event.
  ///
  /// @return what is in `result`; empty at the end
  /// @throws Refusal if LND says an error instead
  Optional<JsonNode> next() throws IOException {
    for (Optional<byte[]> line = line(); line.isPresent(); line = line()) {
      if (line.get().length > 0) {
        return Optional.of(event(line.get(), stranger));
      }
    }
    return Optional.empty();
  }

  static JsonNode event(byte[] line, String stranger) {
    JsonNode event = LndReplies.object(200, line, stranger).path("result");
    if (!event.isObject()) {
      throw LndReplies.garbage("an event without result");
    }
    return event;
  }

  private Optional<byte[]> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (line.size() >= LONGEST_LINE) {
        throw LndReplies.garbage("an event of more than %d MiB".formatted(LONGEST_LINE >> 20));
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return Optional.of(line.toByteArray());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
