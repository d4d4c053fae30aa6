package vedette.watch.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A label and all the values that it can have: what makes a family's number of series a constant.
///
/// @param name label name
/// @param values every possible value, distinct; a place in this list stands for the value
/// @param places value to place
/// @param fallback place of the value that stands for all others
record Label(String name, List<String> values, Map<String, Integer> places, int fallback) {
  /// Stands for every value that is not in the list.
  static final String OTHER = "other";

  /// A label whose values come from code, not from a node or a peer.
  static Label closed(String name, List<String> values) {
    return make(name, values, -1);
  }

  static Label closed(String name, String... values) {
    return closed(name, List.of(values));
  }

  /// A label whose value comes from outside: these, and [#OTHER] for anything else.
  static Label folded(String name, List<String> values) {
    List<String> all = new ArrayList<>(values);
    all.add(OTHER);
    return make(name, all, values.size());
  }

  private static Label make(String name, List<String> values, int fallback) {
    Map<String, Integer> places = new HashMap<>();
    for (String value : values) {
      places.put(value, places.size());
    }
    if (places.size() != values.size()) {
      throw new IllegalArgumentException(name + ": expected distinct values. Found: " + values);
    }
    return new Label(name, List.copyOf(values), Map.copyOf(places), fallback);
  }

  /// The place of a value; of a folded label always one.
  int place(String value) {
    int place = places.getOrDefault(value, fallback);
    if (place < 0) {
      throw new IllegalArgumentException(
          name + ": expected one of " + values + ". Found: " + value);
    }
    return place;
  }

  /// The place, or −1 if the value is not in the list.
  int find(String value) {
    return places.getOrDefault(value, -1);
  }

  int size() {
    return values.size();
  }
}
