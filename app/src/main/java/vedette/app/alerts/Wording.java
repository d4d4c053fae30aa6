package vedette.app.alerts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import vedette.app.notify.Message;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Announcer;
import vedette.watch.alert.Rule;

/// Puts what is to be told into sentences.
///
/// @param rules rule by id
record Wording(Function<String, Optional<Rule>> rules) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MOST_LINES = 20;
  private static final int MOST_ITEMS = 100;

  /// The message about what begins, and one about what is over, as far as there are such.
  List<Message> of(Announcer.Notice notice) {
    List<Message> all = new ArrayList<>();
    if (!notice.firing().isEmpty()) {
      all.add(message(notice.at(), Message.Status.FIRING, notice.firing()));
    }
    if (!notice.over().isEmpty()) {
      all.add(message(notice.at(), Message.Status.RESOLVED, notice.over()));
    }
    return all;
  }

  private Message message(long at, Message.Status status, List<Alert> alerts) {
    List<Alert> sorted =
        alerts.stream().sorted(java.util.Comparator.comparingInt(alert -> -rank(alert))).toList();
    Alert first = sorted.getFirst();
    String severity = severity(first);
    boolean over = status == Message.Status.RESOLVED;
    // Alike ones are one line: an outage of twenty channels is one sentence.
    Map<String, List<Alert>> alike = new LinkedHashMap<>();
    sorted.forEach(alert ->
        alike
            .computeIfAbsent(alert.rule() + "/" + alert.subject(), _ -> new ArrayList<>())
            .add(alert));
    List<Alert> one = alike.values().iterator().next();
    String title =
        (over ? "Over: " : severity.equals("critical") ? "Critical: " : "")
            + headline(one)
            + (alike.size() > 1 ? ", and " + (alike.size() - 1) + " more" : "");
    return new Message(
        UUID.randomUUID().toString(),
        at,
        status,
        severity,
        title,
        text(alike, over, false),
        text(alike, over, true),
        sorted.stream().limit(MOST_ITEMS).map(alert -> item(alert, !over)).toList());
  }

  private String text(Map<String, List<Alert>> alike, boolean over, boolean details) {
    StringBuilder out = new StringBuilder();
    int lines = 0;
    for (List<Alert> alerts : alike.values()) {
      if (++lines > MOST_LINES) {
        out.append("… and ").append(alike.size() - MOST_LINES).append(" more.\n");
        break;
      }
      Alert alert = alerts.getFirst();
      out.append(severity(alert)).append(": ").append(headline(alerts));
      out.append(" (").append(alert.rule()).append(", since ");
      out.append(TIME.format(Instant.ofEpochMilli(alert.since()))).append(")\n");
      if (!over) {
        rules
            .apply(alert.rule())
            .ifPresent(rule ->
                out.append("  ")
                    .append(rule.reason())
                    .append('\n')
                    .append("  ")
                    .append(rule.todo())
                    .append('\n'));
      }
      if (details) {
        alerts.stream().limit(MOST_LINES).forEach(each -> details(each, out));
      }
    }
    return out.toString().strip();
  }

  private static void details(Alert alert, StringBuilder out) {
    for (Alert.Evidence reading : alert.readings()) {
      out.append("  ").append(reading.metric()).append(reading.labels().text()).append(" = ");
      out.append(number(reading.value())).append('\n');
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private String headline(List<Alert> alerts) {
    Alert alert = alerts.getFirst();
    String who = alert.subject().isEmpty() ? "" : alert.subject() + ": ";
    String count = alerts.size() > 1 ? " (" + alerts.size() + " times)" : "";
    return who + rules.apply(alert.rule()).map(Rule::title).orElse(alert.rule()) + count;
  }

  private Message.Item item(Alert alert, boolean firing) {
    return new Message.Item(
        alert.rule(),
        alert.subject(),
        severity(alert),
        firing,
        rules.apply(alert.rule()).map(Rule::title).orElse(alert.rule()),
        alert.since());
  }

  private String severity(Alert alert) {
    return rules.apply(alert.rule()).map(rule -> rule.severity().word()).orElse("info");
  }

  private int rank(Alert alert) {
    return rules
        .apply(alert.rule())
        .map(rule ->
            switch (rule.severity()) {
              case INFO -> 0;
              case WARNING -> 1;
              case CRITICAL -> 2;
            })
        .orElse(0);
  }

  /// What the test button sends.
  static Message test(long now) {
    String text =
        "This is a test. If you read this, Vedette can tell you when something needs you.";
    return new Message(
        UUID.randomUUID().toString(),
        now,
        Message.Status.TEST,
        "warning",
        "Test message from Vedette",
        text,
        text,
        List.of());
  }
}
