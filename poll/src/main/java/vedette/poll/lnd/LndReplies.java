package vedette.poll.lnd;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Trouble;
import vedette.poll.json.Json;

/// Reads what LND's REST sends: the JSON of an answer, or a [Refusal] that says why there is none.
/// Pure and total: any status and any bytes are one of both.
///
/// An error is `{"code":…,"message":…,"details":[]}` with gRPC's code. Most of LND's own errors
/// have the code 2 (unknown), so that only their words tell them apart. Sources: LND's
/// `rpcperms/interceptor.go`, `macaroons/service.go`.
final class LndReplies {
  private static final int LARGEST_TEXT = 8 << 20;

  /// What LND says while it cannot serve yet.
  private static final List<String> NOT_YET =
      List.of(
          "wallet locked",
          "wallet not created",
          "in the process of starting up",
          "waiting to start",
          "server is still in the process of starting");

  /// What it says of macaroons that it does not know.
  private static final List<String> STRANGER =
      List.of(
          "macaroon",
          "verification failed",
          "cannot determine data format",
          "cannot get root key",
          "root key with id");

  /// 1,500,000 tokens are more than 5,000 channels; a tree of them fits into memory.
  private static final JsonMapper JSON = Json.bounded(1_500_000, LARGEST_TEXT);

  private LndReplies() {}

  /// The object that was sent.
  ///
  /// @param stranger what to say if LND does not accept who we are
  /// @throws Refusal if it is an error or no object
  static JsonNode object(int status, byte[] body, String stranger) {
    JsonNode reply;
    try {
      reply = JSON.readTree(body);
    } catch (JacksonException noJson) {
      throw byStatus(
          status,
          body,
          body.length == 0 ? "an empty answer" : noJson.getOriginalMessage(),
          stranger);
    }
    if (!reply.isObject()) {
      throw byStatus(status, body, "JSON that is no object", stranger);
    }
    JsonNode nested = reply.path("error");
    if (status != 200) {
      throw byError(status, nested.isObject() ? nested : reply, stranger);
    }
    if (nested.isObject()) {
      throw byError(status, nested, stranger);
    }
    return reply;
  }

  static Refusal garbage(String found) {
    return new Refusal(Trouble.GARBAGE, found + ". Is this the REST port of an LND?");
  }

  private static Refusal byError(int status, JsonNode error, String stranger) {
    int code = error.path("code").asInt(error.path("grpc_code").asInt(-1));
    String message = error.path("message").stringValue("HTTP " + status);
    String words = message.toLowerCase(Locale.ROOT);
    if (NOT_YET.stream().anyMatch(words::contains)) {
      return new Refusal(Trouble.STARTING, message);
    }
    if (words.contains("permission denied")) {
      return new Refusal(
          Trouble.FORBIDDEN,
          "the macaroon does not allow this call. Do: bake one that does, see vedette lnd bake");
    }
    if (code == 16 || STRANGER.stream().anyMatch(words::contains)) {
      return new Refusal(Trouble.UNAUTHORIZED, stranger + " (" + message + ")");
    }
    return switch (code) {
      case 4 -> new Refusal(Trouble.TIMEOUT, message);
      case 5, 12 -> new Refusal(Trouble.UNSUPPORTED, message);
      case 7 -> new Refusal(Trouble.FORBIDDEN, message);
      case 8 -> new Refusal(Trouble.BUSY, message);
      case 14 -> new Refusal(Trouble.STARTING, message);
      default ->
          words.contains("not active") || words.contains("unknown service")
              ? new Refusal(Trouble.UNSUPPORTED, message)
              : new Refusal(Trouble.ERROR, message);
    };
  }

  private static Refusal byStatus(int status, byte[] body, String found, String stranger) {
    return switch (status) {
      case 401 -> new Refusal(Trouble.UNAUTHORIZED, stranger);
      case 403 -> new Refusal(Trouble.FORBIDDEN, "HTTP 403: " + text(body));
      case 404, 501 -> new Refusal(Trouble.UNSUPPORTED, "HTTP " + status + ": " + text(body));
      case 429, 503 -> new Refusal(Trouble.BUSY, "HTTP " + status + ": " + text(body));
      case 500, 502, 504 -> new Refusal(Trouble.ERROR, "HTTP " + status + ": " + text(body));
      case 200 -> garbage(found);
      default -> garbage("HTTP " + status + ", " + found);
    };
  }

  private static String text(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 1024), StandardCharsets.UTF_8);
    return text.isBlank() ? "no more is said" : text;
  }
}
