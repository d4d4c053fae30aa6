package vedette.app.alerts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Announcer;

/// What alerts remember beside what fires: what was over lately, and which messages are on their
/// way; and when all of it has to be written down.
///
/// Guarded by the lock of [Alarm].
final class Memory {
  private static final int MOST_RECENT = 100;
  private static final int MOST_OUTBOX = 500;
  private static final long PENDING_SAVED_MS = 60_000;

  private final Kept kept;
  private final BiConsumer<String, String> about;
  private List<Kept.Ended> recent = new ArrayList<>();
  private List<Kept.Waiting> outbox = new ArrayList<>();
  private boolean unsaved;
  private long savedAt;

  /// @param about subject and sentence of what is wrong
  Memory(Kept kept, BiConsumer<String, String> about) {
    this.kept = kept;
    this.about = about;
  }

  /// Reads what was written down last.
  ///
  /// @throws IOException if it cannot be used; nothing is remembered then
  Kept.State restore() throws IOException {
    Kept.State before = kept.read();
    recent = new ArrayList<>(before.recent());
    outbox = new ArrayList<>(before.outbox());
    return before;
  }

  /// What was over lately, newest first.
  List<Kept.Ended> recent() {
    return recent;
  }

  /// Messages that a channel has not taken yet.
  List<Kept.Waiting> outbox() {
    return List.copyOf(outbox);
  }

  void ended(Alert alert, long at) {
    recent.addFirst(new Kept.Ended(alert, at));
    while (recent.size() > MOST_RECENT) {
      recent.removeLast();
    }
  }

  /// These are on their way from now on.
  void sent(List<Kept.Waiting> messages) {
    outbox.addAll(messages);
    while (outbox.size() > MOST_OUTBOX) {
      outbox.removeFirst();
    }
  }

  /// A channel has taken a message, or will not.
  void settled(String channel, String id) {
    unsaved |= outbox.removeIf(it -> it.channel().equals(channel) && it.message().id().equals(id));
  }

  /// Whether something happened that must outlive the process.
  void changed(boolean something) {
    unsaved |= something;
  }

  /// Writes it down if that is due.
  void save(List<Alert> active, List<Announcer.Mute> mutes) {
    long now = System.currentTimeMillis();
    // For how long something has been pending is worth a file now and then.
    if (!unsaved && !(waits(active) && Math.abs(now - savedAt) >= PENDING_SAVED_MS)) {
      return;
    }
    try {
      kept.write(new Kept.State(OptionalLong.of(now), active, mutes, recent, outbox));
      unsaved = false;
      savedAt = now;
      about.accept("alerts' state", "");
    } catch (IOException refused) {
      // Who is told is more important than what is kept; it is tried again at the next turn.
      about.accept("alerts' state", "cannot be written: " + refused.getMessage());
    }
  }

  /// Whether something is pending.
  static boolean waits(List<Alert> active) {
    return active.stream().anyMatch(it -> it.phase() == Alert.Phase.PENDING);
  }
}
