package vedette.poll.truebit.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.Words;
import vedette.poll.json.Json;

/// Questions in JSON-RPC 2.0, sent as one batch, so that all answers are of about one moment and a
/// third party is bothered once. Pure: any answer is understood or named.
final class RpcBatch {
  private static final JsonMapper JSON = Json.bounded(50_000);
  private static final int LONGEST_WORDS = 120;

  private final List<String> questions = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /// What one question was answered.
  sealed interface Reply {
    /// A result.
    record Result(JsonNode node) implements Reply {}

    /// None, and why.
    record None(String why) implements Reply {}
  }

  /// Everything that was answered, by name.
  record Answered(Map<String, Reply> replies) {
    /// A result that is a text.
    Optional<String> text(String name) {
      return replies.get(name) instanceof Reply.Result(JsonNode node) && node.isString()
          ? Optional.of(node.stringValue())
          : Optional.empty();
    }

    Optional<JsonNode> node(String name) {
      return replies.get(name) instanceof Reply.Result(JsonNode node)
          ? Optional.of(node)
          : Optional.empty();
    }

    /// Why there is none.
    String why(String name) {
      return replies.get(name) instanceof Reply.None(String why) ? why : "not understood";
    }
  }

  /// The answer is none to this batch.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Trouble trouble;

    RefusedException(Trouble trouble, String said) {
      super(said);
      this.trouble = trouble;
    }

    Outcome.Failed outcome(String where) {
      return new Outcome.Failed(trouble, where + ": " + getMessage());
    }
  }

  /// @param parameters what is between the brackets
  RpcBatch ask(String name, String method, String parameters) {
    questions.add(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":[%s]}"
            .formatted(names.size() + 1, method, parameters));
    names.add(name);
    return this;
  }

  RpcBatch call(String name, String contract, String data) {
    return ask(
        name, "eth_call", "{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"".formatted(contract, data));
  }

  String body() {
    return "[" + String.join(",", questions) + "]";
  }

  /// @throws RefusedException if nothing of it is an answer
  Answered understood(RpcPost.Posted answer) throws RefusedException {
    if (answer.status() != 200) {
      Trouble trouble =
          switch (answer.status()) {
            case 401 -> Trouble.UNAUTHORIZED;
            case 403 -> Trouble.FORBIDDEN;
            case 429 -> Trouble.BUSY;
            case 503 -> Trouble.BUSY;
            default -> Trouble.ERROR;
          };
      throw new RefusedException(trouble, "HTTP " + answer.status());
    }
    JsonNode all;
    try {
      all = JSON.readTree(answer.body());
    } catch (JacksonException noJson) {
      throw new RefusedException(Trouble.GARBAGE, "no JSON");
    }
    if (all != null && all.isObject() && all.path("error").isObject()) {
      throw refused(all.path("error"));
    }
    if (all == null || !all.isArray()) {
      throw new RefusedException(Trouble.GARBAGE, "no answer to a batch");
    }
    Map<String, Reply> replies = new HashMap<>();
    for (JsonNode one : all) {
      int id = one.path("id").isInt() ? one.path("id").intValue() : 0;
      if (id < 1 || id > names.size() || replies.containsKey(names.get(id - 1))) {
        throw new RefusedException(Trouble.GARBAGE, "an answer to nothing that was asked");
      }
      replies.put(names.get(id - 1), reply(one));
    }
    names.forEach(name -> replies.putIfAbsent(name, new Reply.None("not answered")));
    return new Answered(Map.copyOf(replies));
  }

  private static Reply reply(JsonNode one) {
    JsonNode error = one.path("error");
    if (error.isObject()) {
      return new Reply.None(words(error));
    }
    JsonNode result = one.path("result");
    return result.isMissingNode() || result.isNull()
        ? new Reply.None("no result")
        : new Reply.Result(result);
  }

  private static RefusedException refused(JsonNode error) {
    int code = error.path("code").isInt() ? error.path("code").intValue() : 0;
    // What providers send when too much is asked of them.
    boolean busy = code == -32005 || code == 429;
    return new RefusedException(busy ? Trouble.BUSY : Trouble.ERROR, words(error));
  }

  private static String words(JsonNode error) {
    String said = Words.oneLine(error.path("message").stringValue(""), LONGEST_WORDS);
    String code = error.path("code").isInt() ? "error " + error.path("code").intValue() : "error";
    return said.isEmpty() ? code : code + ": " + said;
  }
}
