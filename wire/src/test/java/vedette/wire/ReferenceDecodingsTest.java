package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.wire.SharedData.Captured;

/// Agreement with the decodings of Bitcoin Core's functional-test framework, field by field.
///
/// The reference calls three things errors that are none here: a ping without nonce, and the
/// retired types `alert` and `reject`.
class ReferenceDecodingsTest {

  @Test
  void everyRecordDecodesAsTheReferenceDoes() throws IOException {
    SharedData data = SharedData.findOrSkip();
    Map<String, List<Captured>> files = new HashMap<>();
    TreeSet<String> types = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    int records = 0;

    try (BufferedReader lines = data.lines("expected.ndjson.gz")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Map<String, @Nullable Object> expected = Json.object(line);
        String file = Json.text(expected, "file");
        int index = (int) Json.number(expected, "index");
        Captured record = files.computeIfAbsent(file, data::records).get(index);
        difference(expected, record).ifPresent(d -> differences.add(file + " " + index + d));
        types.add(record.type());
        records++;
      }
    }

    assertThat(differences).isEmpty();
    assertThat(records).isEqualTo(1575);
    assertThat(types).hasSize(39).containsAll(MessageDecoder.types());
  }

  @ParameterizedTest
  @ValueSource(strings = {"capture1", "capture2"})
  void recordingReplaysAsTheReferenceDoes(String name) throws IOException {
    SharedData data = SharedData.findOrSkip();
    Map<String, List<Captured>> archive = data.archive(name);
    Map<String, Integer> next = new HashMap<>();
    List<String> differences = new ArrayList<>();

    try (BufferedReader lines = data.lines("captures/" + name + ".ndjson.gz")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Map<String, @Nullable Object> expected = Json.object(line);
        String file =
            Json.text(expected, "peer") + "/msgs_" + Json.text(expected, "direction") + ".dat";
        int index = next.merge(file, 1, Integer::sum) - 1;
        assertThat(Json.number(expected, "index")).as(file).isEqualTo(index);
        difference(expected, archive.getOrDefault(file, List.of()).get(index))
            .ifPresent(d -> differences.add(file + " " + index + d));
      }
    }

    assertThat(differences).isEmpty();
    assertThat(next).hasSameSizeAs(archive);
    archive.forEach((file, records) -> assertThat(next).containsEntry(file, records.size()));
  }

  private static Optional<String> difference(
      Map<String, @Nullable Object> expected, Captured record) {
    if (!record.type().equals(expected.get("type"))
        || record.payload().size() != Json.number(expected, "size")) {
      return Optional.of(": expected the record of " + expected.get("type"));
    }
    Decoding decoding = Promises.check(record.type(), record.payload());
    String error = (String) expected.get("error");
    if (error != null) {
      return differenceOfError(error, record, decoding);
    }
    if (!(decoding instanceof Decoding.Decoded(Message message, Bytes trailing, var overLimit))) {
      return Optional.of(": expected a decoding. Found: " + reason(decoding));
    }
    if (Boolean.FALSE.equals(expected.get("core_decodes")) && overLimit.isEmpty()) {
      return Optional.of(": Core refuses it. Found: no limit broken");
    }
    return trailing.size() == Json.number(expected, "trailing")
        ? Differences.first(expected.get("decoded"), ReferenceForm.of(message))
        : Optional.of(": trailing " + trailing.size());
  }

  private static Optional<String> differenceOfError(
      String error, Captured record, Decoding decoding) {
    boolean decodesHere =
        switch (record.type()) {
          case "alert", "reject" -> true;
          case "ping" -> record.payload().isEmpty();
          default -> false;
        };
    if (decodesHere) {
      return decoding instanceof Decoding.Decoded
          ? Optional.empty()
          : Optional.of(": expected a decoding. Found: " + reason(decoding));
    }
    String wanted = error.equals("unknown type") ? "unknown type" : "wanted";
    return reason(decoding).contains(wanted)
        ? Optional.empty()
        : Optional.of(": expected " + error + ". Found: " + reason(decoding));
  }

  private static String reason(Decoding decoding) {
    return decoding instanceof Decoding.Undecoded undecoded ? undecoded.reason() : "decoded";
  }
}
