package vedette.app.web.api;

import java.util.concurrent.CopyOnWriteArrayList;
import vedette.event.Event;
import vedette.event.Selection;

/// Hands events on to those who asked for them.
///
/// ```java
/// try (Subscription blocks = events.subscribe("main", Selection.parse("message=block"), wake)) {
///   Batch batch = blocks.take(100);
/// }
/// ```
///
/// Publishing never waits and costs one look at an array while nobody subscribes. Each subscription
/// has room for [#ROOM] events and its share of [#BYTES]; what does not fit is counted and left
/// out. All methods may be called from any thread; [#publish] of one node from one thread at a
/// time, so that the order stays.
public final class Events {
  /// Events that one subscription holds.
  public static final int ROOM = 1_024;

  /// Bytes that all subscriptions hold together, at most a quarter of it each. Shared out evenly
  /// and not to who comes first: a listener that never takes anything must cost the others nothing.
  public static final long BYTES = 16 << 20;

  private static final int FEW = 4;

  private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /// Nobody is subscribed.
  public Events() {}

  /// Hands an event to those who selected it.
  ///
  /// @param event its bytes must stay valid: no view on a ring buffer
  public void publish(String node, Event event) {
    for (Subscription subscription : subscriptions) {
      subscription.offer(node, event);
    }
  }

  /// Begins to listen.
  ///
  /// @param wake called on the publishing thread when something came into the empty queue; must
  ///   return at once
  /// @return to be closed by the caller
  public Subscription subscribe(String node, Selection selection, Runnable wake) {
    Subscription subscription =
        new Subscription(node, selection, wake, this::share, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  private long share() {
    return BYTES / Math.max(FEW, subscriptions.size());
  }

  /// How many listen.
  public int subscribers() {
    return subscriptions.size();
  }
}
