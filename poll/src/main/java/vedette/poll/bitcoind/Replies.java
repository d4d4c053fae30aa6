package vedette.poll.bitcoind;

import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.json.Fields;
import vedette.poll.json.Json;
import vedette.poll.json.Malformed;

/// Makes an outcome of an HTTP answer: by what its body says, and only if that says nothing by its
/// status. Pure and total: any status and any bytes are an outcome.
///
/// Without a `jsonrpc` member in the question, bitcoind answers in its old form in all versions:
/// `{"result":…,"error":null|{"code":…,"message":…},"id":…}`, errors also as HTTP 404 and 500.
final class Replies {
  private static final int WARMING_UP = -28;
  private static final int NO_SUCH_METHOD = -32601;

  /// 1,000,000 tokens are 4,000 peers with all of their members; a tree of them fits into memory.
  private static final JsonMapper JSON = Json.bounded(1_000_000);

  private Replies() {}

  static Outcome outcome(BitcoindCall call, long id, int status, byte[] body) {
    JsonNode reply;
    try {
      reply = JSON.readTree(body);
    } catch (JacksonException noJson) {
      return byStatus(
          status, body, body.length == 0 ? "an empty answer" : noJson.getOriginalMessage());
    }
    if (!reply.isObject()) {
      return byStatus(status, body, "JSON that is no object");
    }
    JsonNode error = reply.path("error");
    if (error.isObject()) {
      return byError(error);
    }
    if (status != 200 || !reply.has("result")) {
      return byStatus(status, body, "JSON without result");
    }
    OptionalLong answered = Fields.whole(reply.path("id"));
    if (answered.isEmpty() || answered.getAsLong() != id) {
      return garbage("an answer to another question: id " + Fields.kind(reply.path("id")));
    }
    try {
      return new Outcome.Answered(call.parse(reply.path("result")));
    } catch (Malformed wrong) {
      return garbage(String.valueOf(wrong.getMessage()));
    }
  }

  static Outcome.Failed garbage(String found) {
    return new Outcome.Failed(Trouble.GARBAGE, found + ". Is this the RPC port of a Bitcoin Core?");
  }

  private static Outcome.Failed byError(JsonNode error) {
    OptionalLong code = Fields.whole(error.path("code"));
    String message = error.path("message").stringValue("no message");
    if (code.isEmpty()) {
      return new Outcome.Failed(Trouble.ERROR, message);
    }
    if (code.getAsLong() == WARMING_UP) {
      return new Outcome.Failed(Trouble.STARTING, message);
    }
    return new Outcome.Failed(
        code.getAsLong() == NO_SUCH_METHOD ? Trouble.UNSUPPORTED : Trouble.ERROR,
        message + " (code " + code.getAsLong() + ")");
  }

  private static Outcome.Failed byStatus(int status, byte[] body, String found) {
    return switch (status) {
      case 401 -> new Outcome.Failed(Trouble.UNAUTHORIZED, "HTTP 401");
      case 403 ->
          new Outcome.Failed(
              Trouble.FORBIDDEN,
              "HTTP 403: not in rpcwhitelist for this user, or rpcallowip refuses this address");
      case 503 -> new Outcome.Failed(Trouble.BUSY, text(body, "HTTP 503"));
      case 500, 502, 504 ->
          new Outcome.Failed(
              Trouble.ERROR, "HTTP " + status + ": " + text(body, "no more is said"));
      case 200 -> garbage(found);
      default -> garbage("HTTP " + status + ", " + found);
    };
  }

  private static String text(byte[] body, String otherwise) {
    String text =
        new String(body, 0, Math.min(body.length, 1024), java.nio.charset.StandardCharsets.UTF_8);
    return text.isBlank() ? otherwise : text;
  }
}
