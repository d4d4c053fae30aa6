package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.required;
import static vedette.app.config.Setting.section;
import static vedette.app.config.Setting.unset;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Section `alerts`: which rules count, who is told, and when.
///
/// @param thresholds by name, what differs from the rules' own
/// @param rules by id, what differs from the rules' own
/// @param muted what nobody is told of
/// @param group what happens within this time is told together
/// @param between least time between two messages, unless one is critical
/// @param cooldown what was over so recently is not told again before
/// @param ping what tells somebody outside that Vedette lives
public record AlertsSettings(
    boolean enabled,
    Map<String, Double> thresholds,
    Map<String, RuleSettings> rules,
    List<Muted> muted,
    Optional<Quiet> quiet,
    Duration group,
    Duration between,
    Duration cooldown,
    List<ChannelSettings> channels,
    Optional<Alertmanager> alertmanager,
    Optional<Ping> ping) {

  /// What counts if nothing is set.
  public static final AlertsSettings PRESET =
      new AlertsSettings(
          true,
          Map.of(),
          Map.of(),
          List.of(),
          Optional.empty(),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          List.of(),
          Optional.empty(),
          Optional.empty());

  private static final Duration DAY = Duration.ofDays(1);
  static final Kind WORD = new Kind.Text("[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, - or _");
  static final Kind TEXT = new Kind.Text("[^\\p{Cntrl}]{1,512}", "a text");
  private static final Kind TIME =
      new Kind.Text("([01][0-9]|2[0-3]):[0-5][0-9]", "a time as 22:00");
  static final Kind ENDPOINT =
      new Kind.Text("[A-Za-z0-9.-]{1,253}:[0-9]{1,5}", "HOST:PORT such as 127.0.0.1:9050");
  private static final Kind NUMBER = new Kind.Text("-?[0-9]{1,15}(\\.[0-9]{1,6})?", "a number");

  /// Differs from a rule of Vedette.
  ///
  /// @param severity `info`, `warning` or `critical`
  public record RuleSettings(
      boolean enabled, Optional<Severity> severity, Optional<Duration> lasting) {}

  /// How much somebody is needed.
  public enum Severity {
    /// Good to know.
    INFO,
    /// Somebody should look within a day.
    WARNING,
    /// Somebody should look now.
    CRITICAL
  }

  /// What nobody is told of.
  ///
  /// @param rule empty: all
  /// @param service key of a node or service; empty: all
  public record Muted(String rule, String service) {}

  /// The hours in which only what is critical is told.
  public record Quiet(LocalTime from, LocalTime to, ZoneId zone) {}

  /// An Alertmanager that gets what fires.
  public record Alertmanager(URI url, Optional<Secret> token) {}

  /// A word to somebody outside, again and again: when it stops, they know.
  public record Ping(Secret url, Duration every, Optional<String> socks) {}

  static Setting setting() {
    return section(
        "alerts",
        "Who is told when something needs somebody ([alerts.md](alerts.md)).",
        preset("enabled", new Kind.Truth(), "true", "Whether rules are evaluated at all."),
        unset(
            "thresholds",
            new Kind.Many(
                Kind.Section.of(
                    required("name", WORD, "Name of the threshold, from alerts.md."),
                    required("value", NUMBER, "What counts instead, in its unit.")),
                200),
            "Thresholds of rules."),
        unset(
            "rules",
            new Kind.Many(
                Kind.Section.of(
                    required("rule", WORD, "Id of the rule, from alerts.md."),
                    preset("enabled", new Kind.Truth(), "true", "Whether it counts."),
                    unset("severity", new Kind.Choice(Severity.class), "How much it matters."),
                    unset("for", span(0, 7), "How long its condition must last.")),
                200),
            "What is different about single rules."),
        unset(
            "muted",
            new Kind.Many(
                Kind.Section.of(
                    unset("rule", WORD, "Id of a rule; unless set: all."),
                    unset("service", WORD, "Key of a node or service; unless set: all.")),
                200),
            "What is shown, but told to nobody."),
        unset(
            "quiet-hours",
            new Kind.Many(
                Kind.Section.of(
                    required("from", TIME, "Begin, such as 22:00."),
                    required("to", TIME, "End, such as 07:00."),
                    preset("zone", TEXT, "UTC", "Time zone, such as Europe/Berlin.")),
                1),
            "When only what is critical is told; the rest follows in the morning."),
        preset("group", span(0, 1), "30 s", "What happens within this time is told together."),
        preset("between", span(0, 1), "5 min", "Between two messages, unless one is critical."),
        preset("cooldown", span(0, 1), "15 min", "Before what was over is told again."),
        unset("channels", new Kind.Many(ChannelSettings.section(), 16), "Where messages go."),
        unset(
            "alertmanager",
            new Kind.Many(
                Kind.Section.of(
                    required("url", new Kind.Url(), "Its address, such as http://127.0.0.1:9093."),
                    unset("token", new Kind.Hidden(), "A bearer token for it.")),
                1),
            "An Alertmanager that is told what fires, besides or instead of channels."),
        unset(
            "ping",
            new Kind.Many(
                Kind.Section.of(
                    required("url", new Kind.Hidden(), "Where the address stands; asked by GET."),
                    preset("every", span(0, 1), "1 min", "How often."),
                    unset("socks", ENDPOINT, "A SOCKS5 proxy, such as Tor's.")),
                1),
            "A dead man's switch: somebody outside notices when it stops."));
  }

  private static Kind span(int least, int days) {
    return new Kind.Span(Duration.ofSeconds(least), DAY.multipliedBy(days));
  }

  static AlertsSettings of(Values v) {
    Map<String, Double> thresholds = new java.util.LinkedHashMap<>();
    sections(v, "thresholds")
        .forEach(it -> thresholds.put(it.text("name"), Double.valueOf(it.text("value"))));
    Map<String, RuleSettings> rules = new java.util.LinkedHashMap<>();
    sections(v, "rules")
        .forEach(it ->
            rules.put(
                it.text("rule"),
                new RuleSettings(
                    it.truth("enabled"),
                    it.get("severity").map(s -> (Severity) s.value()),
                    it.get("for").map(s -> (Duration) s.value()))));
    return new AlertsSettings(
        v.truth("enabled"),
        Map.copyOf(thresholds),
        Map.copyOf(rules),
        sections(v, "muted").stream()
            .map(it -> new Muted(it.known("rule").orElse(""), it.known("service").orElse("")))
            .toList(),
        sections(v, "quiet-hours").stream()
            .map(it ->
                new Quiet(
                    LocalTime.parse(it.text("from")),
                    LocalTime.parse(it.text("to")),
                    ZoneId.of(it.text("zone"))))
            .findFirst(),
        v.span("group"),
        v.span("between"),
        v.span("cooldown"),
        sections(v, "channels").stream().map(ChannelSettings::of).toList(),
        sections(v, "alertmanager").stream()
            .map(it -> new Alertmanager(it.url("url").orElseThrow(), it.secret("token")))
            .findFirst(),
        sections(v, "ping").stream()
            .map(
                it -> new Ping(it.secret("url").orElseThrow(), it.span("every"), it.known("socks")))
            .findFirst());
  }

  private static List<Values> sections(Values v, String name) {
    return v.list(name).stream().map(it -> (Values) it.value()).toList();
  }

  /// What is wrong together.
  ///
  /// @param problem takes the place and a sentence
  static void check(Values v, BiConsumer<Value, String> problem) {
    for (Value quiet : v.list("quiet-hours")) {
      ((Values) quiet.value())
          .get("zone")
          .filter(zone -> !isZone((String) zone.value()))
          .ifPresent(zone ->
              problem.accept(
                  zone, "alerts.quiet-hours.zone must be a time zone, was " + zone.value()));
    }
    ChannelSettings.check(v.list("channels"), problem);
  }

  private static boolean isZone(String text) {
    try {
      ZoneId _ = ZoneId.of(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
