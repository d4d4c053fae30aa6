package vedette.watch.backup;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// How backups stand. All times are ms since the epoch.
///
/// @param streams what is backed up
/// @param places where copies are kept, Vedette's own folder first
/// @param damages copies that were found missing or different in the last day, newest first
public record BackupPage(List<StreamRow> streams, List<PlaceRow> places, List<DamageRow> damages)
    implements KindPage {

  /// Something that is backed up.
  ///
  /// @param name `scb/KEY` for the channels of an LND, `files/SET`
  /// @param live channels or files when they were looked at last
  /// @param kept channels or files in the newest backup
  /// @param current whether the newest backup holds what there is, elsewhere if there is a target
  /// @param behindSince since when it is not current
  /// @param verifiedAt when LND read it last
  /// @param heldSince since when nothing is recorded because all channels were gone at once
  /// @param trouble why the last try did not go well; empty if it did
  public record StreamRow(
      String name,
      boolean channels,
      OptionalInt live,
      OptionalInt kept,
      boolean current,
      OptionalLong lookedAt,
      OptionalLong behindSince,
      OptionalLong recordedAt,
      OptionalLong verifiedAt,
      OptionalLong heldSince,
      String trouble) {}

  /// Where copies are kept.
  ///
  /// @param missing backups that it should hold and does not
  /// @param provenAt when the newest copies were read back last and were the same
  /// @param trouble why the last try did not go well; empty if it did
  public record PlaceRow(
      String name,
      String kind,
      int copies,
      int missing,
      OptionalLong storedAt,
      OptionalLong provenAt,
      String trouble,
      OptionalLong troubleSince) {}

  /// A copy that was found missing or different.
  ///
  /// @param healed whether there is a good one in its place again
  public record DamageRow(long at, String place, String name, String what, boolean healed) {}
}
