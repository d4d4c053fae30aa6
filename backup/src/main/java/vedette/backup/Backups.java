package vedette.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import vedette.poll.backup.BackupAnswer;

/// Makes backups, keeps copies of them in several places, and proves that they can be read.
///
/// ```java
/// Backups backups = Backups.open(options, InstantSource.system());
/// backups.channels("main", lnd);       // export, verified by LND, kept if the channels changed
/// backups.spread("nas");               // to where it is missing, each read back
/// backups.prove("nas");                // what was not read back for a while
/// ```
///
/// The rules: a channel backup counts only when LND has read it and found the same channels; it is
/// kept when the set of channels changed; an empty one after others is held back; nothing good is
/// ever replaced; what is old goes only where the newest is and was read back.
///
/// Any thread, several at once. What goes wrong with one place is noted for it and thrown at nobody
/// but the caller.
public final class Backups {
  private final BackupOptions options;
  private final InstantSource clock;
  private final Ledger ledger;
  private final Troubles troubles = new Troubles();
  private final Map<String, Long> behind = new ConcurrentHashMap<>();
  private final Places places;
  private final Spreader spreader;
  private final Prover prover;
  private final Healer healer;
  private final Recorder recorder;
  private final ChannelBackups channels;

  private Backups(BackupOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.ledger = new Ledger(options.folder());
    this.places = new Places(options, clock, troubles);
    this.spreader = new Spreader(options, clock, ledger, troubles, places);
    this.prover = new Prover(options, clock, ledger, troubles, places);
    this.healer = new Healer(options, clock, ledger, troubles, places);
    this.recorder = new Recorder(clock, ledger, troubles, places, spreader);
    this.channels = new ChannelBackups(options, clock, ledger, places, healer, recorder);
  }

  /// Opens the folder, made if it is not there, and finds again what lies in it if its list was
  /// lost.
  ///
  /// @throws BackupException if that cannot be
  public static Backups open(BackupOptions options, InstantSource clock) {
    try {
      Path _ =
          Files.createDirectories(
              options.folder(),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Backups backups = new Backups(options, clock);
      backups.healer.recover();
      return backups;
    } catch (IOException e) {
      throw new BackupException(
          options.folder() + ": expected a folder that can be written. Found: " + e + ".", e);
    }
  }

  /// Backs up the channels of an LND, if they have changed.
  ///
  /// @param instance its key
  /// @param acceptEmpty whether it is right that there are no channels any more
  /// @return whether there is a new version
  /// @throws BackupException if not; what was good stays
  public boolean channels(String instance, ChannelSource lnd, boolean acceptEmpty)
      throws InterruptedException {
    return channels.backUp(instance, lnd, acceptEmpty);
  }

  /// Has LND read the newest backup again, as it lies in a place.
  ///
  /// @param place its name
  /// @throws BackupException if it cannot be had, or LND finds other channels in it
  public void verify(String instance, ChannelSource lnd, String place) throws InterruptedException {
    channels.verify(instance, lnd, place);
  }

  /// Has LND read the newest backup again if it has not for as long as copies are read back; as it
  /// lies in the place where it was read back longest ago.
  ///
  /// @throws BackupException as [#verify]
  public void verifyIfDue(String instance, ChannelSource lnd) throws InterruptedException {
    channels.verifyIfDue(instance, lnd);
  }

  /// Backs up declared files, if they have changed.
  ///
  /// @return whether there is a new version
  /// @throws BackupException if not; what was good stays
  public boolean files(FileSet set) throws InterruptedException {
    String stream = "files/" + set.name();
    return recorder.noted(
        stream,
        () -> {
          healer.recover();
          Archive archive = Archive.of(set);
          recorder.looked(stream, archive.digest(), archive.files());
          Optional<Version> newest = ledger.read().newest(stream);
          if (newest.filter(it -> it.content().equals(archive.digest())).isPresent()
              && newest.get().goodIn(BackupOptions.LOCAL)) {
            return false;
          }
          recorder.record(
              stream, archive.files(), archive.digest(), archive.zip(), OptionalLong.empty());
          return true;
        });
  }

  /// Puts what a place lacks there, newest first, reads each back, and takes away what need not be
  /// kept any more.
  ///
  /// @return how many were put
  /// @throws BackupException if the place is away or refuses; what was put stays
  public int spread(String place) throws InterruptedException {
    return spreader.spread(place);
  }

  /// Reads back what was not read back for a while, and mends what is not as it was.
  ///
  /// @param all whether everything is read back now
  /// @return how many were found missing or different
  /// @throws BackupException if the place is away
  public int prove(String place, boolean all) throws InterruptedException {
    OptionalInt damaged = prover.prove(place, all);
    if (damaged.isEmpty()) {
      return 0;
    }
    if (place.equals(BackupOptions.LOCAL)) {
      healer.heal();
    } else {
      int _ = spreader.spread(place);
    }
    return damaged.getAsInt();
  }

  /// A copy, as it was before any encryption.
  ///
  /// @param name of a version, or of a copy
  /// @param place where it is taken from
  /// @throws BackupException if there is none or it is not as it was
  public byte[] export(String name, String place) throws InterruptedException {
    Optional<Version> known = ledger.read().named(Names.plain(name));
    return known.isPresent() ? places.fetch(known.get(), place) : places.fetchUnknown(name, place);
  }

  /// Names of all copies in a place, as it lists them itself; also of those that are on no list.
  public SortedSet<String> namesIn(String place) throws InterruptedException {
    return places.names(place);
  }

  /// All versions, newest first within a stream.
  public List<Version> versions() {
    return ledger.read().versions().stream()
        .sorted(
            Comparator.comparing(Version::stream)
                .thenComparing(Comparator.comparingLong(Version::madeAt).reversed()))
        .toList();
  }

  /// How everything stands.
  public BackupAnswer report() {
    return new Reporting(options, ledger.read(), recorder.live(), behind, troubles, clock.millis())
        .answer();
  }

  static BackupException of(String where, Exception why) {
    return switch (why) {
      case BackupException already -> already;
      case NoSuchFileException gone ->
          new BackupException(where + ": there is no " + gone.getMessage(), gone);
      default ->
          new BackupException(
              where
                  + ": "
                  + (why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage()),
              why);
    };
  }
}
