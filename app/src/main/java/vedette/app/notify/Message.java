package vedette.app.notify;

import java.util.List;

/// What is to be told.
///
/// @param id the same at each attempt, so that a receiver can tell a repetition
/// @param at ms since the epoch
/// @param status whether something begins, is over, or it is a test
/// @param severity `info`, `warning` or `critical`
/// @param title one line
/// @param text several lines, without amounts, addresses and ids of channels
/// @param details the same with them
/// @param alerts what it is about, one by one
public record Message(
    String id,
    long at,
    Status status,
    String severity,
    String title,
    String text,
    String details,
    List<Item> alerts) {

  /// What kind of news it is.
  public enum Status {
    /// Something begins.
    FIRING,
    /// Something is over.
    RESOLVED,
    /// Somebody wants to know whether messages arrive.
    TEST
  }

  /// One alert.
  ///
  /// @param firing false: it is over
  public record Item(
      String rule, String subject, String severity, boolean firing, String title, long since) {}

  /// Keeps its own list.
  public Message {
    alerts = List.copyOf(alerts);
  }

  /// How severe it is as a number: 0, 1, 2.
  int rank() {
    return rank(severity);
  }

  static int rank(String severity) {
    return switch (severity) {
      case "critical" -> 2;
      case "warning" -> 1;
      default -> 0;
    };
  }
}
