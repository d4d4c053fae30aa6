package vedette.poll.truebit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Says what an entry of the node's log means. Pure and total.
///
/// The order counts: a slot taken by the InvoiceSubscriber is a slot, and an output that has an
/// invoice in it is an output.
public final class LogGrammar {
  private static final String ID = "([A-Za-z0-9][A-Za-z0-9_./:-]{0,199})";
  private static final Pattern COMPLETED = Pattern.compile("\\bExecution " + ID + " completed\\b");
  private static final Pattern SLOT =
      Pattern.compile(
          "(?:\\bSemaphore ([A-Za-z0-9_]{1,64})\\b.{0,200}?)?"
              + "(?:\\b(Using) slot (\\d{1,6})/(\\d{1,6})"
              + "|\\b(Released) slot \\((\\d{1,6})/(\\d{1,6}) now active\\))");
  private static final Pattern REGISTERED =
      Pattern.compile(
          "\\bNode with address (0x[0-9A-Fa-f]{1,64})…?\\s(?:.{0,80}?)"
              + "(registered successfully|requested registration)");
  private static final Pattern DOWNLOADED =
      Pattern.compile("\\bTask " + ID + " downloaded successfully");
  private static final Pattern EXECUTION_ID =
      Pattern.compile(
          "\"?\\bexecution_?id\"?\\s{0,8}[:=]\\s{0,8}\"?" + ID, Pattern.CASE_INSENSITIVE);
  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\b");
  private static final String RECEIVED = "Message received from task_created:";
  private static final String OUTPUT = "Command execution std";

  private final NodeMessages messages;
  private final int longestData;

  /// @param longestData characters kept of a task's input or output
  public LogGrammar(int longestData) {
    this.messages = new NodeMessages(longestData);
    this.longestData = longestData;
  }

  /// What it says.
  public Finding of(LogEntry entry) {
    if (!entry.headed()) {
      return new Finding.Other(LogKind.UNPARSED);
    }
    String text = entry.message();
    if (text.contains(RECEIVED)) {
      return received(text);
    }
    int output = text.indexOf(OUTPUT);
    if (output >= 0) {
      return output(text, output);
    }
    // Words first: a pattern over a long text takes its time.
    Matcher completed = COMPLETED.matcher(text);
    if (text.contains("Execution ") && completed.find()) {
      return new Finding.TaskCompleted(completed.group(1));
    }
    Matcher slot = SLOT.matcher(text);
    if (text.contains(" slot ") && slot.find()) {
      boolean using = slot.group(2) != null;
      return new Finding.Semaphore(
          slot.group(1) == null ? "" : slot.group(1),
          using,
          Integer.parseInt(slot.group(using ? 3 : 6)),
          Integer.parseInt(slot.group(using ? 4 : 7)));
    }
    if (text.startsWith("Semaphore ")) {
      return new Finding.Other(LogKind.SEMAPHORE);
    }
    return further(text);
  }

  private Finding further(String text) {
    Optional<NodeMessage> json = text.indexOf('{') < 0 ? Optional.empty() : messages.in(text);
    if (json.orElse(null) instanceof NodeMessage.Invoice invoice) {
      return new Finding.InvoiceSeen(Optional.of(invoice));
    }
    if (text.contains("InvoiceSubscriber")) {
      return new Finding.InvoiceSeen(Optional.empty());
    }
    Matcher registered = REGISTERED.matcher(text);
    if (text.contains("Node with address ") && registered.find()) {
      return new Finding.Registration(
          registered.group(1), registered.group(2).startsWith("registered"));
    }
    Matcher downloaded = DOWNLOADED.matcher(text);
    if (text.contains(" downloaded ") && downloaded.find()) {
      return new Finding.TaskDownloaded(downloaded.group(1));
    }
    if (text.contains("Starting task execution")) {
      return new Finding.TaskStarted(executionId(text));
    }
    if (text.contains("Message published to compute_outcome")) {
      return new Finding.Other(LogKind.TASK_PUBLISHED);
    }
    return new Finding.Other(json.isPresent() ? LogKind.JSON_DATA : LogKind.INFO);
  }

  private Finding received(String text) {
    String json = text.substring(text.indexOf(RECEIVED) + RECEIVED.length());
    Optional<NodeMessage.TaskCreated> message =
        messages
            .in(json)
            .filter(NodeMessage.TaskCreated.class::isInstance)
            .map(NodeMessage.TaskCreated.class::cast);
    return new Finding.TaskReceived(
        message.map(NodeMessage.TaskCreated::executionId).or(() -> executionId(json)), message);
  }

  private Finding output(String text, int at) {
    String from = text.substring(at + OUTPUT.length());
    Optional<JsonNode> json = JsonText.objectIn(from);
    Optional<String> id =
        json.flatMap(j -> NodeMessages.id(j.path("executionId")))
            .or(() -> executionId(text.substring(0, at)));
    return new Finding.ExecutionOutput(
        id,
        from.startsWith("err"),
        json.flatMap(ExecutionMetrics::of),
        json.map(JsonNode::toString)
            .map(t -> t.length() > longestData ? t.substring(0, longestData) : t));
  }

  /// An id that is named as one, or a text that only an id looks like.
  private static Optional<String> executionId(String text) {
    Matcher named = EXECUTION_ID.matcher(text);
    if (named.find()) {
      return Optional.of(named.group(1));
    }
    Matcher uuid = UUID.matcher(text);
    return uuid.find() ? Optional.of(uuid.group()) : Optional.empty();
  }
}
