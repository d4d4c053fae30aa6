package vedette.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vedette.watch.fold.Outbox;
import vedette.watch.view.BlocksView;
import vedette.watch.view.SessionRow;

/// What has happened and is to be told once the lock of [Watch] is let go. Guarded by that lock.
final class News {
  private final Happenings happenings;
  private List<Runnable> waiting = new ArrayList<>();

  News(Happenings happenings) {
    this.happenings = happenings;
  }

  /// Where one node's fold puts what happens to it.
  Outbox outbox(String key) {
    return new Outbox() {
      @Override
      public void block(BlocksView.BlockRow block) {
        waiting.add(() -> happenings.block(key, block));
      }

      @Override
      public void sessionEnded(SessionRow session) {
        waiting.add(() -> happenings.sessionEnded(key, session));
      }
    };
  }

  void reasons(
      String key, Instant from, Instant to, Map<String, Long> removed, Map<String, Long> rejected) {
    if (!removed.isEmpty() || !rejected.isEmpty()) {
      var counts = new Happenings.Reasons(removed, rejected);
      waiting.add(() -> happenings.reasons(key, from, to, counts));
    }
  }

  /// Takes what waits; to be run without the lock.
  List<Runnable> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Runnable> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }
}
