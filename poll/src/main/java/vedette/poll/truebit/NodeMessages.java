package vedette.poll.truebit;

import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads the node's JSON: EventDB records, official transcripts and invoices, flat or wrapped in
/// `payload`, numbers as such or as text. Pure and total: what is not known is
/// [NodeMessage.Unknown].
public final class NodeMessages {
  private static final int LONGEST_ID = 200;
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9_./:-]*";

  /// Seconds up to here, milliseconds above: 11 digits of seconds are the year 5138.
  private static final long LAST_SECOND = 99_999_999_999L;

  private final int longestData;

  /// @param longestData characters kept of a task's input or output
  public NodeMessages(int longestData) {
    this.longestData = longestData;
  }

  /// What a text with JSON in it says; empty if it has no JSON object.
  public Optional<NodeMessage> in(String text) {
    return JsonText.objectIn(text).map(this::of);
  }

  NodeMessage of(JsonNode record) {
    JsonNode outer = record.path("payload").isObject() ? record.path("payload") : record;
    String type = JsonText.text(outer.path("type"), 64).orElse("");
    JsonNode inner = outer.path("message").isObject() ? outer.path("message") : outer;
    Optional<String> execution =
        id(outer.path("executionId")).or(() -> id(inner.path("executionId")));
    if (outer.has("invoiceId") || inner.has("invoiceId") || outer.path("lineItem").isArray()) {
      JsonNode invoice = inner.has("lineItem") || inner.has("invoiceId") ? inner : outer;
      Optional<String> id = id(invoice.path("invoiceId"));
      if (id.isPresent()) {
        return invoice(invoice, id.get(), execution);
      }
    }
    if (execution.isEmpty()) {
      return new NodeMessage.Unknown(type);
    }
    boolean outcome = outer.has("encryptedSolution") || inner.has("encryptedSolution");
    if (outcome) {
      JsonNode of = outer.has("encryptedSolution") ? outer : inner;
      return new NodeMessage.Outcome(
          execution.get(), account(of.path("senderAddress")), data(of.path("encryptedSolution")));
    }
    boolean created =
        type.endsWith("task_created")
            || JsonText.text(inner.path("type"), 64).orElse("").startsWith("dispatch_")
            || (type.isEmpty() && inner.has("taskId"));
    return created ? created(execution.get(), outer, inner) : new NodeMessage.Unknown(type);
  }

  private NodeMessage created(String execution, JsonNode outer, JsonNode inner) {
    Optional<String> task = id(inner.path("taskId")).or(() -> id(outer.path("taskId")));
    return new NodeMessage.TaskCreated(
        execution,
        task,
        task.filter(t -> t.indexOf('_') > 0).map(t -> t.substring(0, t.indexOf('_'))),
        either(inner, outer, "chainId").flatMap(n -> JsonText.text(n, 78)),
        either(inner, outer, "blockNumber").flatMap(JsonText::count),
        either(inner, outer, "blockHash").flatMap(n -> JsonText.text(n, 80)),
        account(inner.path("taskRequesterAddress")),
        time(outer.path("timestamp"))
            .or(() -> time(inner.path("dispatcherTimestamp")))
            .or(() -> time(inner.path("timestamp"))),
        JsonText.count(inner.path("limits").path("gas")),
        data(inner.path("input")));
  }

  private NodeMessage invoice(JsonNode invoice, String id, Optional<String> execution) {
    List<NodeMessage.LineItem> items = new ArrayList<>();
    for (JsonNode line : invoice.path("lineItem")) {
      if (items.size() < NodeMessage.Invoice.MOST_ITEMS && line.isObject()) {
        items.add(
            new NodeMessage.LineItem(
                JsonText.text(line.path("operation"), 32).orElse(""),
                account(line.path("account")).orElse(""),
                JsonText.count(line.path("total_steps_computed")),
                JsonText.number(line.path("peak_memory_used"))));
      }
    }
    boolean byBytes = invoice.has("byteGasPrice");
    return new NodeMessage.Invoice(
        id,
        execution,
        id(invoice.path("taskId")),
        time(invoice.path("taskCreated_timeStamp")),
        JsonText.number(invoice.path(byBytes ? "byteGasPrice" : "stepGasPrice")),
        byBytes,
        items);
  }

  private static Optional<JsonNode> either(JsonNode first, JsonNode second, String name) {
    return first.has(name)
        ? Optional.of(first.path(name))
        : second.has(name) ? Optional.of(second.path(name)) : Optional.empty();
  }

  static Optional<String> id(JsonNode node) {
    return JsonText.text(node, LONGEST_ID).filter(text -> text.matches(ID));
  }

  private static Optional<String> account(JsonNode node) {
    return JsonText.text(node, 128).map(text -> text.toLowerCase(Locale.ROOT));
  }

  private Optional<String> data(JsonNode node) {
    String text =
        node.isString()
            ? node.stringValue()
            : node.isMissingNode() || node.isNull() ? "" : node.toString();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(text.length() > longestData ? text.substring(0, longestData) : text);
  }

  /// Milliseconds, seconds, or a text in ISO form; empty if it is before 2020 or beyond 2100.
  static Optional<Instant> time(JsonNode node) {
    Optional<BigInteger> count = JsonText.count(node);
    if (count.isPresent()) {
      if (count.get().bitLength() > 60) {
        return Optional.empty();
      }
      long value = count.get().longValue();
      return sane(value > LAST_SECOND ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value));
    }
    try {
      return sane(Instant.parse(node.stringValue("")));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> sane(Instant time) {
    long second = time.getEpochSecond();
    return second >= 1_577_836_800L && second < 4_102_444_800L
        ? Optional.of(time)
        : Optional.empty();
  }
}
