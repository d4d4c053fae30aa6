package vedette.poll.electrum;

import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.json.Fields;
import vedette.poll.json.Json;
import vedette.poll.json.Malformed;

/// A line that the server sent. Pure and total: any bytes are one of these.
sealed interface Line {
  /// 200,000 tokens are a list of ten thousand servers.
  JsonMapper JSON = Json.bounded(200_000);

  /// The answer to a question, or the error in its place.
  record Reply(long id, JsonNode body) implements Line {}

  /// Something that nobody asked for now: a tip that was subscribed to.
  record Notice(String method) implements Line {}

  /// Neither.
  record Rubbish(String what) implements Line {}

  /// What is said of a server that answers with TLS where none was wanted.
  String TLS = "TLS where none is configured. Do: set tls for it";

  /// A record of TLS: an alert or a handshake, then its version.
  static boolean isTls(byte[] bytes) {
    return bytes.length > 1 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 3;
  }

  static Line of(byte[] bytes) {
    if (isTls(bytes)) {
      return new Rubbish(TLS);
    }
    JsonNode line;
    try {
      line = JSON.readTree(bytes);
    } catch (JacksonException noJson) {
      return new Rubbish(bytes.length == 0 ? "an empty line" : noJson.getOriginalMessage());
    }
    if (line == null || !line.isObject()) {
      return new Rubbish("JSON that is no object");
    }
    OptionalLong id = Fields.whole(line.path("id"));
    if (id.isPresent()) {
      return new Reply(id.getAsLong(), line);
    }
    String method = line.path("method").stringValue("");
    if (!method.isEmpty()) {
      return new Notice(method);
    }
    // It could not read the question, so it does not know its number.
    String said = line.path("error").path("message").stringValue("");
    return new Rubbish(said.isEmpty() ? "neither answer nor notice" : "an error: " + said);
  }

  /// What an answer says to a call.
  static Outcome outcome(ElectrumCall call, Reply reply) {
    JsonNode error = reply.body().path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      return failed(error);
    }
    if (!reply.body().has("result")) {
      return garbage("an answer without result");
    }
    try {
      return new Outcome.Answered(Answers.read(call, reply.body().path("result")));
    } catch (Malformed wrong) {
      return garbage(String.valueOf(wrong.getMessage()));
    }
  }

  static Outcome.Failed garbage(String found) {
    return new Outcome.Failed(Trouble.GARBAGE, found + ". Is this the port of an Electrum server?");
  }

  /// Some servers send a text in place of the object.
  private static Outcome.Failed failed(JsonNode error) {
    String message =
        error.isString()
            ? error.stringValue()
            : error.path("message").stringValue("an error without a message");
    OptionalLong code = Fields.whole(error.path("code"));
    String words = code.isPresent() ? message + " (code " + code.getAsLong() + ")" : message;
    if (code.isPresent() && code.getAsLong() == ErrorCode.NO_SUCH_METHOD) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, words);
    }
    if (code.isPresent()
        && code.getAsLong() == ErrorCode.INTERNAL
        && message.contains("unavailable index")) {
      return new Outcome.Failed(Trouble.STARTING, "it builds its index");
    }
    return new Outcome.Failed(Trouble.ERROR, words);
  }

  /// JSON-RPC's own numbers. electrs says `INTERNAL` as long as its index is not ready.
  final class ErrorCode {
    static final int NO_SUCH_METHOD = -32601;
    static final int INTERNAL = -32603;

    private ErrorCode() {}
  }
}
