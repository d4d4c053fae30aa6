package vedette.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is kept of each stream: the newest ones, the newest of each day for some days, and always
/// the newest that counts.
///
/// @param newest how many
/// @param days how many days back the newest of each day is kept
public record Retention(int newest, int days) {
  /// Of versions of one stream, those to keep.
  Set<Version> keep(List<Version> versions, Instant now) {
    Set<Version> kept = new HashSet<>();
    Set<LocalDate> seen = new HashSet<>();
    LocalDate first = LocalDate.ofInstant(now.minus(Duration.ofDays(days)), ZoneOffset.UTC);
    List<Version> newestFirst =
        versions.stream().sorted(Comparator.comparingLong(Version::madeAt).reversed()).toList();
    int rank = 0;
    for (Version version : newestFirst) {
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(version.madeAt()), ZoneOffset.UTC);
      if (rank++ < Math.max(1, newest) || (!day.isBefore(first) && seen.add(day))) {
        boolean _ = seen.add(day);
        kept.add(version);
      }
    }
    newestFirst.stream().filter(Version::counts).findFirst().ifPresent(kept::add);
    return kept;
  }
}
