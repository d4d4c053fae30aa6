package vedette.event;

import java.util.Set;

/// The part of a [Selection] that a source can apply before it has copied a payload.
///
/// Each filter speaks only of events that carry its value: the message types of messages, the peer
/// ids and connection types of events that tell them. Which events are wanted at all says
/// [Selection#wants]. An event that a filter refuses is one that [Selection#matches] refuses; the
/// reverse does not hold, so what arrives still goes through [Selection#matches].
///
/// @param messages message types, exactly as they stand on the wire
/// @param peers Core's peer ids, from 0
/// @param connections connection types in Core's words
public record Pushdown(Filter<String> messages, Filter<Long> peers, Filter<String> connections) {

  /// A set of values that is let through or kept out.
  ///
  /// @param acceptListed true: only the listed values pass; false: all but the listed ones pass
  /// @param values the listed values
  public record Filter<T>(boolean acceptListed, Set<T> values) {

    /// Keeps its own set.
    public Filter {
      values = Set.copyOf(values);
    }

    /// Lets everything through.
    public static <T> Filter<T> all() {
      return new Filter<>(false, Set.of());
    }

    /// Whether the value passes.
    public boolean accepts(T value) {
      return values.contains(value) == acceptListed;
    }

    /// Whether every value passes.
    public boolean acceptsAll() {
      return !acceptListed && values.isEmpty();
    }

    /// Whether no value passes.
    public boolean acceptsNone() {
      return acceptListed && values.isEmpty();
    }
  }
}
