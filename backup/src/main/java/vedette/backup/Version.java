package vedette.backup;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Something that was backed up, as it was once.
///
/// @param stream what it is a backup of: `scb/INSTANCE` or `files/SET`
/// @param name of its copies
/// @param madeAt ms since the epoch; later versions have later ones, whatever the clock did
/// @param items channels or files
/// @param content digest of what it is about: of the sorted channels, or of names and contents
/// @param sha256 of the copy
/// @param bytes length of the copy
/// @param verifiedAt when LND read it last, ms; empty if it has not, or it is none of its own
/// @param copies by target
public record Version(
    String stream,
    String name,
    long madeAt,
    int items,
    String content,
    String sha256,
    long bytes,
    OptionalLong verifiedAt,
    Map<String, Copy> copies) {
  /// What streams of channel backups begin with.
  static final String CHANNELS = "scb/";

  public Version {
    copies = Map.copyOf(copies);
  }

  /// A copy in a target.
  ///
  /// @param provenAt when it was read back last and was the same, ms
  /// @param damagedAt when it was found missing or different, ms; empty while it is good
  public record Copy(long storedAt, long provenAt, OptionalLong damagedAt) {
    /// Whether it was the same when it was looked at last.
    public boolean good() {
      return damagedAt.isEmpty();
    }
  }

  /// Whether it may count and travel: a channel backup that LND has not read may not.
  public boolean counts() {
    return verifiedAt.isPresent() || !stream.startsWith(CHANNELS);
  }

  Optional<Copy> copy(String target) {
    return Optional.ofNullable(copies.get(target));
  }

  boolean goodIn(String target) {
    return copy(target).filter(Copy::good).isPresent();
  }

  Version withCopy(String target, Copy copy) {
    Map<String, Copy> more = new java.util.HashMap<>(copies);
    more.put(target, copy);
    return withCopies(more);
  }

  Version withoutCopy(String target) {
    Map<String, Copy> fewer = new java.util.HashMap<>(copies);
    fewer.remove(target);
    return withCopies(fewer);
  }

  private Version withCopies(Map<String, Copy> other) {
    return new Version(stream, name, madeAt, items, content, sha256, bytes, verifiedAt, other);
  }

  Version verified(long at) {
    return new Version(
        stream, name, madeAt, items, content, sha256, bytes, OptionalLong.of(at), copies);
  }
}
