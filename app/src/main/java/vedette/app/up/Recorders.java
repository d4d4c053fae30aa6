package vedette.app.up;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import vedette.app.config.Config;
import vedette.app.web.api.Backend;
import vedette.app.web.api.RefusedException;
import vedette.event.Event;
import vedette.event.Selection;
import vedette.history.recording.RecordingOptions;
import vedette.history.recording.RecordingStatus;
import vedette.history.recording.Recordings;
import vedette.tap.TapException;

/// Recordings into capture files: those that the settings declare, and those that somebody asked
/// for by web.
final class Recorders implements AutoCloseable {
  private static final String DECLARED = "declared-";
  private static final String FOLDER = "recordings";

  /// Declared files go by size, not by number or age.
  private static final int ANY_NUMBER = 100_000;

  private static final Duration ANY_AGE = Duration.ofDays(36_500);

  private final Path folder;
  private final Voice voice;
  private final Recordings asked;
  private final Map<Config.Recording, Recordings> declared = new ConcurrentHashMap<>();

  Recorders(Config config, Voice voice) {
    this.folder = config.directory().resolve(FOLDER);
    this.voice = voice;
    asked = Recordings.open(RecordingOptions.of(folder));
    configure(config);
  }

  /// Goes by other settings: what is still declared goes on undisturbed.
  void configure(Config config) {
    for (Config.Recording old : List.copyOf(declared.keySet())) {
      if (!config.recordings().contains(old)) {
        Recordings ended = declared.remove(old);
        if (ended != null) {
          ended.close();
        }
      }
    }
    config.recordings().forEach(wish -> declared.computeIfAbsent(wish, this::begin));
  }

  private Recordings begin(Config.Recording wish) {
    RecordingOptions defaults = RecordingOptions.of(folder);
    Recordings made =
        Recordings.open(
            new RecordingOptions(
                folder,
                wish.rotateSize(),
                wish.rotateAge(),
                ANY_NUMBER,
                Math.max(wish.keep(), wish.rotateSize()),
                ANY_AGE,
                defaults.queueBytes(),
                1));
    try {
      String _ = made.start(wish.name(), wish.select());
    } catch (TapException refused) {
      voice.about("recording " + wish.name(), String.valueOf(refused.getMessage()));
    }
    return made;
  }

  /// Hands on an event; never waits.
  void offer(String node, Event event) {
    asked.offer(event);
    declared.forEach((wish, recordings) -> {
      if (wish.node().isEmpty() || wish.node().get().equals(node)) {
        recordings.offer(event);
      }
    });
  }

  /// Says what is wrong with those that run.
  void care() {
    for (Backend.Recording one : list()) {
      voice.about("recording " + one.name(), one.detail());
    }
  }

  List<Backend.Recording> list() {
    List<Backend.Recording> all = new ArrayList<>();
    declared.forEach((wish, recordings) ->
        recordings.list().forEach(it -> all.add(shown(it, DECLARED + wish.name()))));
    asked.list().forEach(it -> all.add(shown(it, it.id())));
    return all;
  }

  Backend.Recording begin(String name, Selection selection) {
    try {
      String id = asked.start(name, selection);
      return asked.list().stream()
          .filter(it -> it.id().equals(id))
          .findFirst()
          .map(it -> shown(it, id))
          .orElseThrow(() -> new RefusedException("recording: it has ended already."));
    } catch (TapException refused) {
      throw new RefusedException(String.valueOf(refused.getMessage()));
    }
  }

  boolean end(String id) {
    if (id.startsWith(DECLARED)) {
      throw new RefusedException(
          "recording: it is declared in the configuration. Do: take it out there, then reload.");
    }
    return asked.stop(id).isPresent();
  }

  private static Backend.Recording shown(RecordingStatus it, String id) {
    return new Backend.Recording(
        id,
        it.name(),
        it.select(),
        it.startedAt(),
        OptionalLong.empty(),
        it.events(),
        it.bytes(),
        it.lost(),
        it.file().map(file -> List.of(file.toString())).orElse(List.of()),
        it.sentence());
  }

  @Override
  public void close() {
    asked.close();
    declared.values().forEach(Recordings::close);
  }
}
