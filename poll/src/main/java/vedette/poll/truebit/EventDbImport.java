package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Takes the records of the node's EventDB files into the ledger, again whenever a file has
/// changed.
///
/// A file is read record by record, so that its size costs no memory. One that is just being
/// written ends too early: what it has is taken, the rest next time. Not thread-safe.
final class EventDbImport {
  private static final int STEP = 500;

  /// Records that are known to be kept are not kept again; beyond this bound they are, which
  /// changes nothing.
  private static final int MOST_REMEMBERED = 200_000;

  private final EventDbFiles source;
  private final NodeMessages messages;
  private final Ledger ledger;
  private final Map<String, EventDbFiles.Version> seen = new HashMap<>();
  private final Set<Long> kept = new HashSet<>();
  private @Nullable String trouble;
  private long files;

  EventDbImport(EventDbFiles source, NodeMessages messages, Ledger ledger) {
    this.source = source;
    this.messages = messages;
    this.ledger = ledger;
  }

  /// What is wrong; empty if nothing is.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// How many files there are.
  long files() {
    return files;
  }

  /// Reads what has changed since the last call.
  ///
  /// @return how many records were new
  int look() throws IOException, InterruptedException {
    trouble = null;
    List<EventDbFiles.Version> all = source.all();
    files = all.size();
    seen.keySet().retainAll(all.stream().map(EventDbFiles.Version::name).toList());
    int fresh = 0;
    for (EventDbFiles.Version file : all) {
      if (!file.equals(seen.get(file.name()))) {
        try {
          fresh += read(file);
          seen.put(file.name(), file);
        } catch (IOException | JacksonException broken) {
          trouble =
              file.name()
                  + ": expected {\"records\":[…]}. Found: "
                  + vedette.poll.Words.oneLine(String.valueOf(broken.getMessage()), 120);
        }
      }
    }
    return fresh;
  }

  private int read(EventDbFiles.Version file) throws IOException, InterruptedException {
    try (InputStream in = source.open(file);
        JsonParser parser = JsonText.MAPPER.createParser(in)) {
      if (!atRecords(parser)) {
        return 0;
      }
      int fresh = 0;
      List<NodeMessage> step = new ArrayList<>();
      List<Long> hashes = new ArrayList<>();
      try {
        for (JsonToken token = parser.nextToken();
            token != null && token != JsonToken.END_ARRAY;
            token = parser.nextToken()) {
          if (token != JsonToken.START_OBJECT) {
            // No record, but those behind it are.
            parser.skipChildren();
            continue;
          }
          JsonNode record = JsonText.MAPPER.readTree(parser);
          long hash = hash(record.toString());
          if (!kept.contains(hash)) {
            step.add(messages.of(record));
            hashes.add(hash);
            fresh++;
          }
          if (step.size() >= STEP) {
            keep(step, hashes);
          }
        }
      } finally {
        keep(step, hashes);
      }
      return fresh;
    }
  }

  /// Goes to the first record, whether the file is an array of them or has one.
  private static boolean atRecords(JsonParser parser) {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      return true;
    }
    if (first != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean records = parser.currentName().equals("records");
      JsonToken value = parser.nextToken();
      if (records && value == JsonToken.START_ARRAY) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private void keep(List<NodeMessage> step, List<Long> hashes) {
    if (step.isEmpty()) {
      return;
    }
    ledger.commit(List.copyOf(step));
    if (kept.size() < MOST_REMEMBERED) {
      kept.addAll(hashes);
    }
    step.clear();
    hashes.clear();
  }

  /// 64 bits of SHA-256: a record that collides would be left out, so nobody may be able to make
  /// one.
  private static long hash(String record) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    return Long.parseUnsignedLong(FileIdentity.hash(bytes, bytes.length).substring(0, 16), 16);
  }
}
