package vedette.poll.backup;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// How backups stand. All times are ms since the epoch.
///
/// @param streams what is backed up
/// @param places where copies are kept, the folder of Vedette's own first
/// @param damages copies that were found missing or different in the last day, newest first
public record BackupAnswer(List<Stream> streams, List<Place> places, List<Damage> damages)
    implements Answer {
  /// Keeps its own lists.
  public BackupAnswer {
    streams = List.copyOf(streams);
    places = List.copyOf(places);
    damages = List.copyOf(damages);
  }

  /// Something that is backed up.
  ///
  /// @param name `scb/KEY` for the channels of an LND, `files/SET`
  /// @param channels whether these are channels
  /// @param live channels or files when they were looked at last; empty if that never went well
  ///   since Vedette started
  /// @param kept channels or files in the newest backup; empty if there is none
  /// @param current whether the newest backup holds what there is, in a place elsewhere if there is
  ///   one; false if that is not known
  /// @param lookedAt when it was last looked whether there is something new
  /// @param behindSince since when it is not current
  /// @param recordedAt when the newest backup was made
  /// @param verifiedAt when LND read it last
  /// @param heldSince since when nothing is recorded because all channels were gone at once
  /// @param trouble why the last try did not go well; empty if it did
  /// @param failures tries that did not, since Vedette started
  public record Stream(
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
      String trouble,
      long failures) {}

  /// Where copies are kept.
  ///
  /// @param kind such as `sftp`
  /// @param elsewhere whether it is a target, and not Vedette's own folder
  /// @param copies good ones
  /// @param missing backups that it should hold and does not
  /// @param storedAt when the newest copy was put there
  /// @param provenAt when the newest copies were read back last and were the same: the oldest of
  ///   the streams' times
  /// @param trouble why the last try did not go well; empty if it did
  /// @param troubleSince since when
  /// @param failures tries that did not, since Vedette started
  public record Place(
      String name,
      String kind,
      boolean elsewhere,
      int copies,
      int missing,
      OptionalLong storedAt,
      OptionalLong provenAt,
      String trouble,
      OptionalLong troubleSince,
      long failures) {}

  /// A copy that was found missing or different.
  ///
  /// @param healed whether there is a good one in its place again
  public record Damage(long at, String place, String name, String what, boolean healed) {}
}
