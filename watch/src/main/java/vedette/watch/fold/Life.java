package vedette.watch.fold;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Whether the node's process is there, since when, and how it is watched.
final class Life {
  /// What is known of the process.
  enum Presence {
    /// Nothing: a node elsewhere, or nobody looked yet.
    UNKNOWN,
    /// It runs.
    RUNNING,
    /// It ran and has ended.
    GONE
  }

  private static final int TRACEPOINTS = 96;

  /// How far two readings of one start may differ.
  private static final long CLOCK_MS = 2_000;

  private Presence process = Presence.UNKNOWN;
  private int pid;
  private long startedAt = -1;
  private long appearedAt = -1;
  private long goneAt = -1;
  private boolean everRan;
  private List<String> attached = List.of();
  private List<String> missing = List.of();
  private final Set<String> seen = new HashSet<>();

  /// What a word about a process means.
  enum News {
    /// It was known.
    NONE,
    /// The first process of this node.
    FIRST,
    /// One that ended before is there again, or another one took its place.
    AGAIN
  }

  /// It runs.
  ///
  /// @param itsStartedAt ms, −1 if not known
  News runs(int itsPid, long itsStartedAt, long at) {
    boolean other =
        pid != itsPid
            || (startedAt >= 0
                && itsStartedAt >= 0
                && Math.abs(startedAt - itsStartedAt) > CLOCK_MS);
    if (process == Presence.RUNNING && pid == 0) {
      // It was known only by its answers.
      pid = itsPid;
      other = false;
    }
    if (process == Presence.GONE && !other) {
      // Late word of the one that has ended.
      return News.NONE;
    }
    boolean same = process == Presence.RUNNING && (!other || itsPid == 0);
    if (itsStartedAt >= 0 && (same || startedAt < 0)) {
      startedAt = itsStartedAt;
    }
    if (same) {
      return News.NONE;
    }
    News news = everRan ? News.AGAIN : News.FIRST;
    process = Presence.RUNNING;
    pid = itsPid;
    startedAt = itsStartedAt;
    appearedAt = at;
    everRan = true;
    return news;
  }

  /// It has ended.
  ///
  /// @param itsPid which has ended, 0 for whatever runs
  /// @return false if it was not running
  boolean ended(int itsPid, long at) {
    if (process == Presence.GONE || (itsPid != 0 && pid != 0 && pid != itsPid)) {
      return false;
    }
    process = Presence.GONE;
    goneAt = at;
    everRan = true;
    attached = List.of();
    seen.clear();
    return true;
  }

  void watchedBy(List<String> itsAttached, List<String> itsMissing) {
    attached = itsAttached.stream().limit(TRACEPOINTS).toList();
    missing = itsMissing.stream().limit(TRACEPOINTS).toList();
  }

  /// An event came: whatever it is of is watched. Names that are no tracepoints of Core must not
  /// come here.
  void saw(String event) {
    if (process != Presence.GONE) {
      seen.add(event);
    }
  }

  boolean watches(String event) {
    return process != Presence.GONE && (attached.contains(event) || seen.contains(event));
  }

  boolean isWatched() {
    return process != Presence.GONE && (!attached.isEmpty() || !seen.isEmpty());
  }

  Presence process() {
    return process;
  }

  OptionalInt pid() {
    return process == Presence.RUNNING && pid != 0 ? OptionalInt.of(pid) : OptionalInt.empty();
  }

  OptionalLong startedAt() {
    return process == Presence.RUNNING && startedAt >= 0
        ? OptionalLong.of(startedAt)
        : OptionalLong.empty();
  }

  /// ms; −1 if it never appeared.
  long appearedAt() {
    return appearedAt;
  }

  long goneAt() {
    return goneAt;
  }

  List<String> attached() {
    return attached.isEmpty() ? seen.stream().sorted().toList() : attached;
  }

  List<String> missing() {
    return missing;
  }
}
