package vedette.watch.fold;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import vedette.watch.view.NowView;
import vedette.watch.view.State;

/// What changed in the last hour, newest first, at most 100.
public final class Changes {
  private static final int MOST = 100;
  private static final long KEPT_MS = 3_600_000;

  private record Kept(String kind, long began, NowView.Change change) {}

  private final Deque<Kept> kept = new ArrayDeque<>();

  /// Makes an empty list.
  public Changes() {}

  /// Adds a change.
  public void add(long at, State state, String node, String text) {
    put(new Kept("", at, new NowView.Change(at, state, node, text)));
  }

  /// Adds a change that takes the place of the last one of its kind and node, if that one began
  /// less than `windowMs` ago.
  public void addOrReplace(
      String kind, long windowMs, long at, State state, String node, String text) {
    long began = at;
    for (Kept one : kept) {
      if (one.kind().equals(kind)
          && one.change().node().equals(node)
          && Math.abs(at - one.began()) < windowMs) {
        began = one.began();
        kept.remove(one);
        break;
      }
    }
    put(new Kept(kind, began, new NowView.Change(at, state, node, text)));
  }

  private void put(Kept one) {
    kept.addFirst(one);
    while (kept.size() > MOST) {
      kept.removeLast();
    }
  }

  /// The changes of the hour before `now`.
  public List<NowView.Change> view(long now) {
    return kept.stream()
        .map(Kept::change)
        .filter(change -> now - change.at() < KEPT_MS)
        .sorted((a, b) -> Long.compare(b.at(), a.at()))
        .toList();
  }

  /// Drops a node's changes.
  public void forget(String node) {
    kept.removeIf(one -> one.change().node().equals(node));
  }
}
