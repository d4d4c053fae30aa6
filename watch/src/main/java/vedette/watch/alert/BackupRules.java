package vedette.watch.alert;

import static vedette.watch.alert.ServiceRules.SERVICE;
import static vedette.watch.alert.ServiceRules.rule;
import static vedette.watch.alert.Value.limit;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;

import java.util.List;

/// Rules about copies that must not be lost.
final class BackupRules {
  private static final String KIND = "backup";
  private static final String[] STREAM = {SERVICE, "stream"};
  private static final String[] PLACE = {SERVICE, "place"};

  private BackupRules() {}

  private static Rule.Building of(String id, Severity severity, String... labels) {
    return rule(id, KIND, severity).per(labels).passing();
  }

  static final List<Rule> ALL =
      List.of(
          of("ScbStale", Severity.CRITICAL, STREAM)
              .minutes(15)
              .under("BackupHeld")
              .title("the newest backup does not hold what there is")
              .reason("A channel that is not in it is lost with the disk.")
              .when(
                  metric("vedette_backup_current").is(0),
                  "Look on the page System or with `vedette backup list` why; `vedette backup"
                      + " run` tries again."),
          of("BackupHeld", Severity.CRITICAL, STREAM)
              .minutes(15)
              .title("all channels were gone at once, so nothing is recorded")
              .reason(
                  "Either they were closed, or LND shows an empty wallet: the last good backup"
                      + " is kept.")
              .when(
                  metric("vedette_backup_held").is(1),
                  "Look whether LND has the right wallet before you change anything."),
          of("ScbUnverified", Severity.WARNING, STREAM)
              .title("no backup was verified for a week")
              .reason("Whether LND could restore its channels from it is not known.")
              .when(
                  metric("vedette_backup_verified_age_seconds")
                      .above(
                          limit(
                              "backup-unverified",
                              604_800,
                              "s",
                              "How long ago LND may last have read the newest backup.")),
                  "`vedette backup verify`; LND must run and be unlocked."),
          of("BackupDamaged", Severity.CRITICAL, PLACE)
              .title("copies are damaged or missing")
              .reason("They were read back and were not what had been written.")
              .when(
                  metric("vedette_backup_place_damaged").above(number(0)),
                  "Look at the disk or server behind that place; `vedette backup run` writes the"
                      + " copies again."),
          of("BackupPlaceTrouble", Severity.WARNING, PLACE)
              .minutes(60)
              .title("a place for backups cannot be used")
              .reason("New copies do not get there.")
              .when(
                  metric("vedette_backup_place_trouble").is(1),
                  "`vedette backup list` says what is wrong."),
          of("BackupUnproven", Severity.WARNING, PLACE)
              .under("BackupPlaceTrouble")
              .title("copies were not read back for long")
              .reason("Whether they can be read is not known.")
              .when(
                  metric("vedette_backup_place_proven_age_seconds")
                      .above(
                          limit(
                              "backup-unproven",
                              604_800,
                              "s",
                              "How long ago the newest copies may last have been read back.")),
                  "`vedette backup verify`."));
}
