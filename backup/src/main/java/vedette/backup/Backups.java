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
  private final Map<String, Live> live = new ConcurrentHashMap<>();
  private final Map<String, Long> behind = new ConcurrentHashMap<>();
  private final Copies copies;

  /// What a stream was when it was looked at last.
  record Live(String content, int items, long lookedAt) {}

  private Backups(BackupOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.ledger = new Ledger(options.folder());
    this.copies = new Copies(options, clock, ledger, troubles);
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
      backups.copies.recover();
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
    String stream = Version.CHANNELS + instance;
    return noted(stream, () -> channelsOf(stream, lnd, acceptEmpty));
  }

  private boolean channelsOf(String stream, ChannelSource lnd, boolean acceptEmpty)
      throws InterruptedException {
    copies.recover();
    ChannelSource.Exported exported = lnd.export();
    adopt(stream, lnd);
    String content = Digests.of(exported.channels());
    int count = exported.channels().size();
    Optional<Version> newest = ledger.read().newest(stream);
    if (count == 0 && newest.filter(it -> it.items() > 0).isPresent() && !acceptEmpty) {
      Manifest _ = ledger.update(it -> it.hold(stream, OptionalLong.of(clock.millis())));
      looked(stream, content, 0);
      throw new BackupException(
          "%s: it has no channels, the newest backup has %d. Nothing was recorded. Do: look whether it is the right wallet; if all are closed, run vedette backup run --accept-empty."
              .formatted(stream, newest.get().items()));
    }
    looked(stream, content, count);
    if (count == 0 && newest.isEmpty()) {
      return false;
    }
    if (newest.filter(it -> it.content().equals(content)).isPresent()
        && newest.get().goodIn(BackupOptions.LOCAL)) {
      Manifest _ = ledger.update(it -> it.hold(stream, OptionalLong.empty()));
      return false;
    }
    if (exported.blob().length == 0) {
      throw new BackupException(
          stream + ": expected a backup of " + count + " channels. Found: nothing in it.");
    }
    SortedSet<String> verified = lnd.verify(exported.blob());
    if (!verified.equals(exported.channels())) {
      throw new BackupException(
          "%s: LND exported %d channels and finds %d in its backup, or others. Nothing was recorded."
              .formatted(stream, count, verified.size()));
    }
    record(stream, count, content, exported.blob(), OptionalLong.of(clock.millis()));
    return true;
  }

  /// Has LND read the newest backup again, as it lies in a place.
  ///
  /// @param place its name
  /// @throws BackupException if it cannot be had, or LND finds other channels in it
  public void verify(String instance, ChannelSource lnd, String place) throws InterruptedException {
    String stream = Version.CHANNELS + instance;
    boolean _ =
        noted(
            stream,
            () -> {
              Optional<Version> newest = ledger.read().newest(stream);
              if (newest.isEmpty()) {
                return false;
              }
              byte[] bytes = copies.fetch(newest.get(), place);
              if (!Digests.of(lnd.verify(bytes)).equals(newest.get().content())) {
                throw new BackupException(
                    newest.get().name() + ": LND does not find the channels in it that it had.");
              }
              Manifest _ =
                  ledger.update(it ->
                      it.change(newest.get().name(), version -> version.verified(clock.millis())));
              return true;
            });
  }

  /// Has LND read the newest backup again if it has not for as long as copies are read back; as it
  /// lies in the place where it was read back longest ago.
  ///
  /// @throws BackupException as [#verify]
  public void verifyIfDue(String instance, ChannelSource lnd) throws InterruptedException {
    Optional<Version> newest = ledger.read().newest(Version.CHANNELS + instance);
    long due = clock.millis() - options.prove().toMillis();
    if (newest.filter(it -> it.verifiedAt().orElse(Long.MAX_VALUE) <= due).isPresent()) {
      String place =
          newest.get().copies().entrySet().stream()
              .filter(it -> it.getValue().good())
              .min(Comparator.comparingLong(it -> it.getValue().provenAt()))
              .map(Map.Entry::getKey)
              .orElse(BackupOptions.LOCAL);
      verify(instance, lnd, place);
    }
  }

  /// Has LND read what was found in the folder without a list.
  private void adopt(String stream, ChannelSource lnd) throws InterruptedException {
    List<Version> unread = ledger.read().of(stream).filter(it -> !it.counts()).toList();
    for (Version version : unread) {
      SortedSet<String> channels;
      try {
        channels = lnd.verify(copies.fetch(version, BackupOptions.LOCAL));
      } catch (BackupException ofAnotherWallet) {
        // It stays, and does not count.
        continue;
      }
      if (channels.isEmpty() && version.items() > 0) {
        continue;
      }
      Manifest _ =
          ledger.update(it ->
              it.change(
                  version.name(),
                  same ->
                      new Version(
                          same.stream(),
                          same.name(),
                          same.madeAt(),
                          channels.size(),
                          Digests.of(channels),
                          same.sha256(),
                          same.bytes(),
                          OptionalLong.of(clock.millis()),
                          same.copies())));
    }
  }

  /// Backs up declared files, if they have changed.
  ///
  /// @return whether there is a new version
  /// @throws BackupException if not; what was good stays
  public boolean files(FileSet set) throws InterruptedException {
    String stream = "files/" + set.name();
    return noted(
        stream,
        () -> {
          copies.recover();
          Archive archive = Archive.of(set);
          looked(stream, archive.digest(), archive.files());
          Optional<Version> newest = ledger.read().newest(stream);
          if (newest.filter(it -> it.content().equals(archive.digest())).isPresent()
              && newest.get().goodIn(BackupOptions.LOCAL)) {
            return false;
          }
          record(stream, archive.files(), archive.digest(), archive.zip(), OptionalLong.empty());
          return true;
        });
  }

  /// Puts a new version into the folder: on the disk and read back, then on the list.
  private void record(
      String stream, int items, String content, byte[] bytes, OptionalLong verifiedAt) {
    Manifest _ =
        ledger.update(manifest -> {
          Optional<Version> newest = manifest.newest(stream);
          if (newest.filter(it -> it.content().equals(content)).isPresent()
              && newest.get().goodIn(BackupOptions.LOCAL)) {
            // Another program was faster.
            return manifest.hold(stream, OptionalLong.empty());
          }
          long last = manifest.of(stream).mapToLong(Version::madeAt).max().orElse(0);
          // Names have seconds, and a clock that was set back must not make the newest look old.
          long madeAt = Math.max(clock.millis(), last + 1_000) / 1_000 * 1_000;
          String name = Names.of(stream, madeAt, items);
          copies.putLocal(name, bytes);
          long now = clock.millis();
          Version version =
              new Version(
                  stream,
                  name,
                  madeAt,
                  items,
                  content,
                  Digests.of(bytes),
                  bytes.length,
                  verifiedAt,
                  Map.of(BackupOptions.LOCAL, new Version.Copy(now, now, OptionalLong.empty())));
          return manifest.with(version).hold(stream, OptionalLong.empty());
        });
    copies.thinLocal(stream);
  }

  /// Puts what a place lacks there, newest first, reads each back, and takes away what need not be
  /// kept any more.
  ///
  /// @return how many were put
  /// @throws BackupException if the place is away or refuses; what was put stays
  public int spread(String place) throws InterruptedException {
    return copies.spread(place);
  }

  /// Reads back what was not read back for a while, and mends what is not as it was.
  ///
  /// @param all whether everything is read back now
  /// @return how many were found missing or different
  /// @throws BackupException if the place is away
  public int prove(String place, boolean all) throws InterruptedException {
    return copies.prove(place, all);
  }

  /// A copy, as it was before any encryption.
  ///
  /// @param name of a version, or of a copy
  /// @param place where it is taken from
  /// @throws BackupException if there is none or it is not as it was
  public byte[] export(String name, String place) throws InterruptedException {
    Optional<Version> known = ledger.read().named(Names.plain(name));
    return known.isPresent() ? copies.fetch(known.get(), place) : copies.fetchUnknown(name, place);
  }

  /// Names of all copies in a place, as it lists them itself; also of those that are on no list.
  public SortedSet<String> namesIn(String place) throws InterruptedException {
    return copies.names(place);
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
    return new Reporting(options, ledger.read(), live, behind, troubles, clock.millis()).answer();
  }

  private void looked(String stream, String content, int items) {
    Live _ = live.put(stream, new Live(content, items, clock.millis()));
  }

  private interface Work {
    boolean run() throws InterruptedException;
  }

  private boolean noted(String stream, Work work) throws InterruptedException {
    try {
      boolean done = work.run();
      troubles.well(stream);
      return done;
    } catch (BackupException failed) {
      troubles.failed(stream, failed.said(), clock.millis());
      throw failed;
    }
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
