package vedette.backup;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/// Backups of an LND's channels: one counts only when LND has read it and found the same channels.
final class ChannelBackups {
  private final BackupOptions options;
  private final InstantSource clock;
  private final Ledger ledger;
  private final Places places;
  private final Healer healer;
  private final Recorder recorder;

  ChannelBackups(
      BackupOptions options,
      InstantSource clock,
      Ledger ledger,
      Places places,
      Healer healer,
      Recorder recorder) {
    this.options = options;
    this.clock = clock;
    this.ledger = ledger;
    this.places = places;
    this.healer = healer;
    this.recorder = recorder;
  }

  /// Backs them up, if they have changed.
  boolean backUp(String instance, ChannelSource lnd, boolean acceptEmpty)
      throws InterruptedException {
    String stream = Version.CHANNELS + instance;
    return recorder.noted(stream, () -> channelsOf(stream, lnd, acceptEmpty));
  }

  private boolean channelsOf(String stream, ChannelSource lnd, boolean acceptEmpty)
      throws InterruptedException {
    healer.recover();
    ChannelSource.Exported exported = lnd.export();
    adopt(stream, lnd);
    String content = Digests.of(exported.channels());
    int count = exported.channels().size();
    Optional<Version> newest = ledger.read().newest(stream);
    if (count == 0 && newest.filter(it -> it.items() > 0).isPresent() && !acceptEmpty) {
      Manifest _ = ledger.update(it -> it.hold(stream, OptionalLong.of(clock.millis())));
      recorder.looked(stream, content, 0);
      throw new BackupException(
          "%s: it has no channels, the newest backup has %d. Nothing was recorded. Do: look whether it is the right wallet; if all are closed, run vedette backup run --accept-empty."
              .formatted(stream, newest.get().items()));
    }
    recorder.looked(stream, content, count);
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
    recorder.record(stream, count, content, exported.blob(), OptionalLong.of(clock.millis()));
    return true;
  }

  /// Has LND read the newest backup again, as it lies in a place.
  ///
  /// @param place its name
  /// @throws BackupException if it cannot be had, or LND finds other channels in it
  void verify(String instance, ChannelSource lnd, String place) throws InterruptedException {
    String stream = Version.CHANNELS + instance;
    boolean _ =
        recorder.noted(
            stream,
            () -> {
              Optional<Version> newest = ledger.read().newest(stream);
              if (newest.isEmpty()) {
                return false;
              }
              byte[] bytes = places.fetch(newest.get(), place);
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
  void verifyIfDue(String instance, ChannelSource lnd) throws InterruptedException {
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
        channels = lnd.verify(places.fetch(version, BackupOptions.LOCAL));
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
}
