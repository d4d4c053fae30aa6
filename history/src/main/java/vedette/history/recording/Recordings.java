package vedette.history.recording;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import vedette.event.Event;
import vedette.event.Selection;
import vedette.tap.TapException;

/// Recordings of what happens, into rotating capture files (docs/capture-format.md) that `vedette
/// tap --replay` and [vedette.tap.capture.Recording] read.
///
/// [#offer] takes each event once and hands it to the recordings that select it; it never waits.
/// Any thread.
public final class Recordings implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final int REMEMBERED = 16;

  private final RecordingOptions options;
  private final Clock clock;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, RunningRecording> all = new ConcurrentHashMap<>();
  private volatile List<RunningRecording> running = List.of();
  private boolean closed;

  private Recordings(RecordingOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /// Makes recordings possible; none runs yet. Close it.
  public static Recordings open(RecordingOptions options) {
    return new Recordings(options, Clock.systemUTC());
  }

  static Recordings open(RecordingOptions options, Clock clock) {
    return new Recordings(options, clock);
  }

  /// Begins a recording. That its folder cannot be written is told by its status, and tried again.
  ///
  /// @param name 1 to 64 letters, digits, `_`, `.` and `-`, beginning with a letter or digit; the
  ///   start of its files' names. Files of an earlier recording of this name count as its own when
  ///   old ones are removed
  /// @return its id
  /// @throws TapException if the name is none, is recorded to already, or too many recordings run
  public synchronized String start(String name, Selection selection) {
    if (closed) {
      throw refused("recordings have been closed.");
    }
    if (!NAME.matcher(name).matches()) {
      throw refused(
          "a name has 1 to 64 letters, digits, '_', '.' and '-'. Found: '%s'."
              .formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name));
    }
    if (running.size() >= options.recordings()) {
      throw refused(
          "%d recordings run already, as many as may. Do: stop one.".formatted(running.size()));
    }
    if (running.stream().anyMatch(it -> it.name().equals(name))) {
      throw refused("'%s' is being recorded already. Do: choose another name.".formatted(name));
    }
    forgetOld();
    String id = Long.toString(numbers.incrementAndGet());
    RunningRecording recording = new RunningRecording(id, name, selection, options, clock);
    all.put(id, recording);
    List<RunningRecording> more = new ArrayList<>(running);
    more.add(recording);
    running = List.copyOf(more);
    recording.start();
    return id;
  }

  /// Ends a recording: what waits is written, the file is closed. Waits for that, 10 s at most.
  ///
  /// @return how it ended; empty if no such recording runs
  public Optional<RecordingStatus> stop(String id) {
    RunningRecording recording;
    synchronized (this) {
      recording = running.stream().filter(it -> it.id().equals(id)).findFirst().orElse(null);
      if (recording == null) {
        return Optional.empty();
      }
      List<RunningRecording> rest = new ArrayList<>(running);
      rest.remove(recording);
      running = List.copyOf(rest);
    }
    recording.stop();
    return Optional.of(recording.status());
  }

  /// Whether any recording may want an event of this name; if not, it need not be made.
  ///
  /// @param eventName `<context>:<event>`
  public boolean wants(String eventName) {
    for (RunningRecording recording : running) {
      if (recording.selection().wants(eventName)) {
        return true;
      }
    }
    return false;
  }

  /// Hands an event to every recording that selects it. Never waits.
  public void offer(Event event) {
    for (RunningRecording recording : running) {
      recording.offer(event);
    }
  }

  /// Those that run and the last that ran, by start.
  public List<RecordingStatus> list() {
    return all.values().stream()
        .sorted(Comparator.comparingLong(it -> Long.parseLong(it.id())))
        .map(RunningRecording::status)
        .toList();
  }

  private void forgetOld() {
    List<RunningRecording> ended =
        all.values().stream()
            .filter(it -> !running.contains(it))
            .sorted(Comparator.comparingLong(it -> Long.parseLong(it.id())))
            .toList();
    for (RunningRecording old : ended.subList(0, Math.max(0, ended.size() - REMEMBERED + 1))) {
      all.remove(old.id());
    }
  }

  /// Ends all recordings.
  @Override
  public void close() {
    List<RunningRecording> last;
    synchronized (this) {
      closed = true;
      last = running;
      running = List.of();
    }
    last.forEach(RunningRecording::close);
    last.forEach(RunningRecording::stop);
  }

  private static TapException refused(String why) {
    return new TapException(TapException.Fault.LASTING, "recording: " + why);
  }
}
