package vedette.backup;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Puts new versions of streams on the list, and notes how each stream is. Any thread.
final class Recorder {
  private final InstantSource clock;
  private final Ledger ledger;
  private final Troubles troubles;
  private final Places places;
  private final Spreader spreader;
  private final Map<String, Live> live = new ConcurrentHashMap<>();

  /// What a stream was when it was looked at last.
  record Live(String content, int items, long lookedAt) {}

  Recorder(
      InstantSource clock, Ledger ledger, Troubles troubles, Places places, Spreader spreader) {
    this.clock = clock;
    this.ledger = ledger;
    this.troubles = troubles;
    this.places = places;
    this.spreader = spreader;
  }

  /// Puts a new version into the folder: on the disk and read back, then on the list.
  void record(String stream, int items, String content, byte[] bytes, OptionalLong verifiedAt) {
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
          places.putLocal(name, bytes);
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
    spreader.thinLocal(stream);
  }

  /// What the streams were when they were looked at last.
  Map<String, Live> live() {
    return Map.copyOf(live);
  }

  /// Notes what a stream is now.
  void looked(String stream, String content, int items) {
    Live _ = live.put(stream, new Live(content, items, clock.millis()));
  }

  /// What is done for a stream.
  interface Work {
    boolean run() throws InterruptedException;
  }

  /// Works for a stream; how it went is noted for it.
  boolean noted(String stream, Work work) throws InterruptedException {
    try {
      boolean done = work.run();
      troubles.well(stream);
      return done;
    } catch (BackupException failed) {
      troubles.failed(stream, failed.said(), clock.millis());
      throw failed;
    }
  }
}
