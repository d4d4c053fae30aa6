package vedette.watch;

import java.time.Instant;
import java.util.Map;
import vedette.watch.view.BlocksView;
import vedette.watch.view.SessionRow;

/// Gets what is finished and worth keeping.
///
/// Called without any lock, on the thread that brought the news (for events: the thread that polls
/// the tap), so that an implementation must hand over to a queue of its own and return. An
/// exception reaches that thread.
public interface Happenings {
  /// Nobody listens.
  Happenings NONE =
      new Happenings() {
        @Override
        public void block(String node, BlocksView.BlockRow block) {}

        @Override
        public void sessionEnded(String node, SessionRow session) {}

        @Override
        public void reasons(String node, Instant from, Instant to, Reasons reasons) {}
      };

  /// A block was connected. Comes once more for the same hash, about ten seconds later, if more has
  /// become known (announcements, a flush). While a node syncs this may be hundreds a second.
  void block(String node, BlocksView.BlockRow block);

  /// A peer has gone.
  void sessionEnded(String node, SessionRow session);

  /// Why transactions left or were refused since the last time; with each [Watch#samples], if there
  /// was anything.
  void reasons(String node, Instant from, Instant to, Reasons reasons);

  /// Counts of a stretch of time, by reason; at most 64 keys each, the rest under `other`.
  ///
  /// @param removed from the mempool, Core's six words
  /// @param rejected refused transactions, Core's words
  record Reasons(Map<String, Long> removed, Map<String, Long> rejected) {
    /// Keeps its own maps.
    public Reasons {
      removed = Map.copyOf(removed);
      rejected = Map.copyOf(rejected);
    }
  }
}
