package vedette.watch.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Topic `alerts`: what needs somebody, what soon may, and who was told. Owner only.
///
/// @param enabled whether rules are evaluated
/// @param firing worst first, then newest first; at most 200
/// @param pending conditions that hold, but not for long enough; at most 200
/// @param recent what was over lately, newest first, at most 100
/// @param mutes silences that somebody asked for
/// @param quiet whether it is quiet hours
/// @param channels how messages go out
/// @param more alerts that are left out of the lists above
public record AlertsView(
    boolean enabled,
    List<Row> firing,
    List<Row> pending,
    List<Row> recent,
    List<MuteRow> mutes,
    boolean quiet,
    List<ChannelRow> channels,
    int more) {

  /// Nothing is evaluated.
  public static final AlertsView OFF =
      new AlertsView(false, List.of(), List.of(), List.of(), List.of(), false, List.of(), 0);

  /// An alert.
  ///
  /// @param id rule and labels
  /// @param subject key of the node or service, empty: the machine as a whole
  /// @param severity `info`, `warning`, `critical`
  /// @param since since when the condition holds, ms
  /// @param firedAt when it began to fire, ms; empty while it is pending
  /// @param endedAt when it was over, ms
  /// @param unknown whether the condition cannot be told at the moment
  /// @param announced whether anybody was told
  /// @param silence why nobody is told, in a few words
  /// @param followsFrom id of the alert that explains it
  /// @param title what is wrong, without the subject
  /// @param todo what to do
  /// @param condition the rule's condition in PromQL, with the thresholds that count
  /// @param lastingSeconds how long it must last
  /// @param readings what was measured when the condition last held
  public record Row(
      String id,
      String rule,
      String subject,
      Map<String, String> labels,
      String severity,
      long since,
      OptionalLong firedAt,
      OptionalLong endedAt,
      boolean unknown,
      boolean announced,
      Optional<String> silence,
      Optional<String> followsFrom,
      String title,
      String reason,
      String todo,
      String condition,
      long lastingSeconds,
      List<ReadingRow> readings) {}

  /// A measured value behind an alert.
  public record ReadingRow(String metric, Map<String, String> labels, double value) {}

  /// A silence.
  ///
  /// @param rule empty: all rules
  /// @param subject empty: all nodes and services
  /// @param until ms; empty: until it is taken back
  /// @param fixed whether it stands in the settings, so that it cannot be taken back here
  public record MuteRow(
      String id,
      String rule,
      String subject,
      OptionalLong until,
      boolean maintenance,
      boolean fixed) {}

  /// A way to tell somebody.
  ///
  /// @param trouble what the last attempt met; empty if it was well
  public record ChannelRow(
      String name,
      String kind,
      int waiting,
      long sent,
      OptionalLong sentAt,
      long failed,
      long dropped,
      String trouble) {}

  /// A rule.
  ///
  /// @param kind of service that it is about
  /// @param thresholds numbers that the owner may set, as they are
  public record RuleRow(
      String id,
      String kind,
      String severity,
      long lastingSeconds,
      String title,
      String reason,
      String todo,
      String condition,
      Map<String, Double> thresholds) {}
}
