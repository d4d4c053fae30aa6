package vedette.poll;

import java.util.List;

/// How to ask one target, as data: two that are equal are the same target asked in the same way.
///
/// Records implement it, so that a reload of the configuration leaves alone what has not changed.
public interface Service {
  /// What is asked; names differ, none is empty. The first ones are asked first.
  List<Call> calls();

  /// How many calls may be under way at once, at least 1. What the target cannot answer piles up
  /// there, so few.
  int concurrency();

  /// Makes what can ask. Touches neither network nor files.
  Session open();
}
