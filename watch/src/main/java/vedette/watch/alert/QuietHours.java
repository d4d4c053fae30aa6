package vedette.watch.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// The hours in which only what is critical is told.
///
/// @param from inclusive
/// @param to exclusive; earlier than `from` if they go over midnight
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  /// Whether a time is in them.
  ///
  /// @param now ms since the epoch
  public boolean include(long now) {
    LocalTime time = Instant.ofEpochMilli(now).atZone(zone).toLocalTime();
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }
}
