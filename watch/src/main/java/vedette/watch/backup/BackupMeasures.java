package vedette.watch.backup;

import java.util.List;
import vedette.poll.backup.BackupService;
import vedette.watch.service.Measure;

/// What is measured of backups.
final class BackupMeasures {
  private static final int STREAMS = 64;
  private static final int PLACES = 17;

  static final Measure CURRENT =
      stream(
          "vedette_backup_current",
          "",
          "Whether the newest backup holds what there is, elsewhere if there is a target (1 or 0).");
  static final Measure LIVE =
      stream("vedette_backup_live_items", "items", "Channels or files that there are.");
  static final Measure ITEMS =
      stream("vedette_backup_items", "items", "Channels or files in the newest backup.");
  static final Measure RECORDED =
      stream(
          "vedette_backup_recorded_timestamp_seconds",
          "s",
          "When the newest backup was made, since the epoch.");
  static final Measure AGE = stream("vedette_backup_age_seconds", "s", "Age of the newest backup.");
  static final Measure LOOKED =
      stream(
          "vedette_backup_looked_age_seconds",
          "s",
          "Time since it was last known what there is to back up.");
  static final Measure VERIFIED =
      stream(
          "vedette_backup_verified_age_seconds",
          "s",
          "Time since LND last read the newest backup of its channels.");
  static final Measure HELD =
      stream(
          "vedette_backup_held",
          "",
          "Whether nothing is recorded because all channels were gone at once (1 or 0).");
  static final Measure FAILURES =
      Measure.counter(
          "vedette_backup_failures_total",
          "tries",
          "Backups that were not made.",
          BackupService.STATUS,
          STREAMS,
          "stream");
  static final Measure COPIES = place("vedette_backup_place_copies", "copies", "Good copies.");
  static final Measure MISSING =
      place("vedette_backup_place_missing", "copies", "Backups that it should hold and does not.");
  static final Measure TROUBLE =
      place(
          "vedette_backup_place_trouble",
          "",
          "Whether the last try to put copies there or read them did not go well (1 or 0).");
  static final Measure PROVEN =
      place(
          "vedette_backup_place_proven_age_seconds",
          "s",
          "Time since the newest copies were read back and were the same.");
  static final Measure DAMAGED =
      place(
          "vedette_backup_place_damaged",
          "copies",
          "Copies that were found missing or different in the last day.");
  static final Measure PLACE_FAILURES =
      Measure.counter(
          "vedette_backup_place_failures_total",
          "tries",
          "Tries to put copies there or read them that did not go well.",
          BackupService.STATUS,
          PLACES,
          "place");

  static final List<Measure> ALL =
      List.of(
          CURRENT,
          LIVE,
          ITEMS,
          RECORDED,
          AGE,
          LOOKED,
          VERIFIED,
          HELD,
          FAILURES,
          COPIES,
          MISSING,
          TROUBLE,
          PROVEN,
          DAMAGED,
          PLACE_FAILURES);

  private BackupMeasures() {}

  private static Measure stream(String name, String unit, String help) {
    return Measure.gauge(name, unit, help, BackupService.STATUS, STREAMS, "stream");
  }

  private static Measure place(String name, String unit, String help) {
    return Measure.gauge(name, unit, help, BackupService.STATUS, PLACES, "place");
  }
}
