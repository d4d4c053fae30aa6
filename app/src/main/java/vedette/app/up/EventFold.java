package vedette.app.up;

import java.util.Optional;
import java.util.function.Consumer;
import vedette.app.web.api.Events;
import vedette.event.Event;
import vedette.event.VedetteEvent;
import vedette.watch.Watch;
import vedette.watch.metrics.Metrics;

/// Hands each event of the tap to everybody who wants it, under the key of its node. For the thread
/// that polls the tap.
final class EventFold implements Consumer<Event> {
  private final Census census;
  private final Watch watch;
  private final Metrics metrics;
  private final Events events;
  private final Recorders recorders;
  private final Voice voice;

  EventFold(
      Census census,
      Watch watch,
      Metrics metrics,
      Events events,
      Recorders recorders,
      Voice voice) {
    this.census = census;
    this.watch = watch;
    this.metrics = metrics;
    this.events = events;
    this.recorders = recorders;
    this.voice = voice;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case VedetteEvent.Loss loss ->
          // One ring serves all nodes: whose events were lost nobody knows, so it is said of each.
          census.tapped().forEach(node -> hand(node, loss));
      case VedetteEvent.Node node -> node(node);
      default -> census.keyOf(event.origin().node().pid()).ifPresent(node -> hand(node, event));
    }
  }

  private void node(VedetteEvent.Node event) {
    int process = event.origin().node().pid();
    Optional<String> node = census.keyOf(process);
    node.ifPresent(it -> hand(it, event));
    if (event.state() == VedetteEvent.Node.State.GONE) {
      census.ended(process);
      node.ifPresent(metrics::gone);
    }
  }

  /// Nobody's mistake about an event costs the others, or the next event.
  private void hand(String node, Event event) {
    try {
      watch.accept(node, event);
    } catch (RuntimeException mistake) {
      voice.mistake("watch", event.name(), mistake);
    }
    try {
      metrics.accept(node, event);
    } catch (RuntimeException mistake) {
      voice.mistake("metrics", event.name(), mistake);
    }
    events.publish(node, event);
    recorders.offer(node, event);
  }
}
