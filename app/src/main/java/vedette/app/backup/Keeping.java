package vedette.app.backup;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vedette.app.config.BackupSettings;
import vedette.app.config.Config;
import vedette.app.config.SecretsSettings.OpenBaoSettings;
import vedette.app.services.Offer;
import vedette.backup.BackupException;
import vedette.backup.BackupOptions;
import vedette.backup.Backups;
import vedette.backup.ChannelSource;
import vedette.backup.FileSet;
import vedette.poll.backup.BackupAnswer;
import vedette.poll.backup.BackupService;
import vedette.watch.backup.BackupKind;
import vedette.watch.service.ServiceKind;

/// Keeps backups while the daemon runs: a virtual thread for each LND, one that listens to it, one
/// for declared files, one for each place. None waits for another, and nobody waits for them.
///
/// It is an offer too: how backups stand is watched as a service is.
public final class Keeping implements Offer, AutoCloseable {
  private static final Duration RETRY_LND = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMinutes(5);
  private static final Duration LAST_TURNS = Duration.ofSeconds(5);

  private final BiConsumer<String, String> about;
  private final BackupService service = new BackupService(this::report);
  private final Map<String, Channels> channels = new HashMap<>();
  private final Map<String, Loop> places = new HashMap<>();
  private @Nullable Loop files;
  private @Nullable Backups backups;
  private Config config;
  private boolean closed;

  /// Told to end, and perhaps still in their last turn.
  private final List<Loop> ending = new ArrayList<>();

  /// An LND whose channels are backed up.
  ///
  /// @param same equal as long as it is the same LND, asked in the same way
  /// @param source asks it
  /// @param listen blocks, and calls its argument when the channels have changed
  public record Lnd(Object same, ChannelSource source, Listener listen) {}

  /// Blocks until a subscription ends.
  public interface Listener {
    /// Listens until the subscription ends.
    ///
    /// @param changed to be called when the channels have changed
    void listen(Runnable changed) throws InterruptedException;
  }

  private record Channels(Object same, Loop loop, Loop listening) {}

  /// @param about takes what is wrong with a thing, or nothing if it is well again
  public Keeping(Config config, BiConsumer<String, String> about) {
    this.config = config;
    this.about = about;
  }

  /// What of the settings counts here.
  private record Wish(BackupSettings.Backup backup, Optional<OpenBaoSettings> openbao) {
    static Wish of(Config config) {
      return new Wish(config.backup(), config.openbao());
    }
  }

  /// Goes by other settings; goes on undisturbed if nothing of them counts here.
  public synchronized void configure(Config other) {
    boolean same = Wish.of(other).equals(Wish.of(config));
    config = other;
    if (!same) {
      end();
    }
  }

  /// Sees to it that every LND that there is has its threads, and nothing else.
  ///
  /// @param there by key
  public synchronized void care(Map<String, Lnd> there) {
    if (closed) {
      return;
    }
    ending.removeIf(Loop::ended);
    Map<String, Lnd> wanted = config.backup().channels() ? there : Map.of();
    if (backups == null && (!wanted.isEmpty() || !config.backup().sets().isEmpty())) {
      begin();
    }
    for (String key : List.copyOf(channels.keySet())) {
      Channels known = channels.get(key);
      Lnd lnd = wanted.get(key);
      if (known != null && (lnd == null || !lnd.same().equals(known.same()))) {
        end(known);
        channels.remove(key);
      }
    }
    if (backups != null) {
      wanted.forEach((key, lnd) -> channels.computeIfAbsent(key, _ -> begin(key, lnd)));
    }
  }

  private void begin() {
    try {
      Backups opened = Backups.open(BackupPlan.options(config), InstantSource.system());
      backups = opened;
      about.accept("backup", "");
      Duration interval = config.backup().interval();
      List<String> names = new ArrayList<>(List.of(BackupOptions.LOCAL));
      config.backup().targets().forEach(it -> names.add(it.name()));
      for (String name : names) {
        places.put(
            name, Loop.start("backup to " + name, interval, RETRY, () -> look(opened, name)));
      }
      List<FileSet> sets = BackupPlan.sets(config);
      if (!sets.isEmpty()) {
        files = Loop.start("backup of files", interval, RETRY, () -> look(opened, sets));
      }
    } catch (BackupException refused) {
      about.accept("backup", refused.said());
    }
  }

  private Channels begin(String key, Lnd lnd) {
    Backups opened = java.util.Objects.requireNonNull(backups);
    Loop loop =
        Loop.start(
            "backup of " + key,
            config.backup().interval(),
            RETRY_LND,
            () -> look(opened, key, lnd.source()));
    Loop listening =
        Loop.start(
            "backup hears " + key,
            Duration.ofSeconds(1),
            RETRY_LND,
            () -> {
              loop.wake();
              // Nothing is told of the time until the subscription stands: look again soon.
              Thread _ = Thread.ofVirtual().start(() -> later(loop));
              lnd.listen().listen(loop::wake);
            });
    return new Channels(lnd.same(), loop, listening);
  }

  private static void later(Loop loop) {
    try {
      Thread.sleep(Duration.ofSeconds(3));
      loop.wake();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  /// A turn of an LND's thread.
  private void look(Backups opened, String key, ChannelSource lnd) throws InterruptedException {
    told(
        "backup of " + key,
        () -> {
          if (opened.channels(key, lnd, false)) {
            wakePlaces();
          }
          opened.verifyIfDue(key, lnd);
        });
  }

  /// A turn of the files' thread: one set that cannot be read does not keep back the others.
  private void look(Backups opened, List<FileSet> sets) throws InterruptedException {
    BackupException last = null;
    for (FileSet set : sets) {
      try {
        told(
            "backup of " + set.name(),
            () -> {
              if (opened.files(set)) {
                wakePlaces();
              }
            });
      } catch (BackupException failed) {
        last = failed;
      }
    }
    if (last != null) {
      throw last;
    }
  }

  /// A turn of a place's thread.
  private void look(Backups opened, String place) throws InterruptedException {
    told(
        "backup to " + place,
        () -> {
          if (!place.equals(BackupOptions.LOCAL)) {
            int _ = opened.spread(place);
          }
          int damaged = opened.prove(place, false);
          if (damaged > 0) {
            about.accept(
                "backup copies", damaged + " copies in " + place + " were missing or different");
            wakePlaces();
          }
        });
  }

  private void told(String what, Loop.Work work) throws InterruptedException {
    try {
      work.run();
      about.accept(what, "");
    } catch (BackupException failed) {
      about.accept(what, failed.said());
      throw failed;
    }
  }

  private synchronized void wakePlaces() {
    places.values().forEach(Loop::wake);
  }

  private BackupAnswer report() {
    Backups now;
    synchronized (this) {
      now = backups;
    }
    if (now == null) {
      throw new BackupException("the folder of backups cannot be used");
    }
    return now.report();
  }

  @Override
  public ServiceKind kind() {
    return BackupKind.INSTANCE;
  }

  /// One service, as soon as there is something to back up.
  @Override
  public synchronized List<Offered> offered(Config now, Seen seen) {
    boolean something = !channels.isEmpty() || !now.backup().sets().isEmpty();
    return something ? List.of(new Offered("backup", "Backups", service, List.of())) : List.of();
  }

  private void end() {
    channels.values().forEach(this::end);
    channels.clear();
    places.values().forEach(this::end);
    places.clear();
    if (files != null) {
      end(files);
      files = null;
    }
    backups = null;
  }

  private void end(Channels known) {
    end(known.loop());
    end(known.listening());
  }

  private void end(Loop loop) {
    loop.close();
    ending.add(loop);
  }

  /// Ends what runs, and waits until nothing writes any more, for some seconds at most.
  @Override
  public void close() {
    List<Loop> last;
    synchronized (this) {
      closed = true;
      end();
      last = List.copyOf(ending);
    }
    // Without the lock: a turn that ends may ask for it.
    long until = System.nanoTime() + LAST_TURNS.toNanos();
    try {
      for (Loop loop : last) {
        loop.await(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }
}
