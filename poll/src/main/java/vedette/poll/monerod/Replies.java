package vedette.poll.monerod;

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
final class Replies {
  private static final int NO_SUCH_METHOD = -32601;
  private static final int CORE_BUSY = -9;

  /// A connection has 25 members of two tokens: room for ten thousand.
  private static final JsonMapper JSON = Json.bounded(600_000);

  private Replies() {}

  static Outcome outcome(MonerodCall call, long id, int status, byte[] body) {
    if (status == 401) {
      return new Outcome.Failed(Trouble.UNAUTHORIZED, "HTTP 401");
    }
    JsonNode reply;
    try {
      reply = JSON.readTree(body);
    } catch (JacksonException noJson) {
      return byStatus(
          call, status, body.length == 0 ? "an empty answer" : noJson.getOriginalMessage());
    }
    if (!reply.isObject()) {
      return byStatus(call, status, "JSON that is no object");
    }
    return switch (call.way()) {
      case METHOD -> method(call, id, status, reply);
      case PATH -> status == 200 ? result(call, reply) : byStatus(call, status, "JSON");
    };
  }

  private static Outcome method(MonerodCall call, long id, int status, JsonNode reply) {
    JsonNode error = reply.path("error");
    if (error.isObject()) {
      return byError(call, error);
    }
    if (status != 200 || !reply.has("result")) {
      return byStatus(call, status, "JSON without result");
    }
    if (!Long.toString(id).equals(reply.path("id").asString(""))) {
      return garbage("an answer to another question: id " + Fields.kind(reply.path("id")));
    }
    return result(call, reply.path("result"));
  }

  private static Outcome result(MonerodCall call, JsonNode result) {
    String said = Fields.text(result.path("status")).orElse("OK");
    if (said.equals("BUSY")) {
      return new Outcome.Failed(busy(call), "BUSY: it has not yet as many blocks as its peers");
    }
    if (!said.equals("OK")) {
      return new Outcome.Failed(Trouble.ERROR, "status " + said);
    }
    try {
      return new Outcome.Answered(call.parse(result));
    } catch (Malformed wrong) {
      return garbage(String.valueOf(wrong.getMessage()));
    }
  }

  static Outcome.Failed garbage(String found) {
    return new Outcome.Failed(Trouble.GARBAGE, found + ". Is this the RPC port of a monerod?");
  }

  private static Outcome.Failed byError(MonerodCall call, JsonNode error) {
    OptionalLong code = Fields.whole(error.path("code"));
    String message = error.path("message").stringValue("no message");
    if (code.isPresent() && code.getAsLong() == NO_SUCH_METHOD) {
      return absent(call, message);
    }
    return new Outcome.Failed(
        code.isPresent() && code.getAsLong() == CORE_BUSY ? busy(call) : Trouble.ERROR,
        code.isPresent() ? message + " (code " + code.getAsLong() + ")" : message);
  }

  /// While it catches up some calls are busy and the others are not: only of the one that all
  /// depends on does it mean the node.
  private static Trouble busy(MonerodCall call) {
    return call == MonerodCall.GET_INFO ? Trouble.BUSY : Trouble.ERROR;
  }

  private static Outcome.Failed absent(MonerodCall call, String said) {
    return new Outcome.Failed(
        Trouble.UNSUPPORTED,
        call.unrestricted() ? said + ": a restricted port does not have it" : said);
  }

  private static Outcome.Failed byStatus(MonerodCall call, int status, String found) {
    return switch (status) {
      case 404 ->
          call.way() == MonerodCall.Way.PATH
              ? absent(call, "HTTP 404")
              : garbage("HTTP 404 at /json_rpc");
      case 403 -> new Outcome.Failed(Trouble.FORBIDDEN, "HTTP 403");
      case 503 -> new Outcome.Failed(Trouble.BUSY, "HTTP 503");
      case 500, 502, 504 -> new Outcome.Failed(Trouble.ERROR, "HTTP " + status);
      case 200 -> garbage(found);
      default -> garbage("HTTP " + status + ", " + found);
    };
  }
}
