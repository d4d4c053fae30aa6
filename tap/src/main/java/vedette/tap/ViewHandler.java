package vedette.tap;

import vedette.event.VedetteEvent;

/// Takes events in place, without an object for each.
@FunctionalInterface
public interface ViewHandler {

  /// An event of the node.
  ///
  /// @param view valid during the call only
  void event(EventView view);

  /// Something about the watching itself, in its place in the stream: a node came or went, events
  /// were lost.
  default void notice(VedetteEvent notice) {}
}
