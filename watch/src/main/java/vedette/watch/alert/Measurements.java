package vedette.watch.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that rules may look at, at one instant. What is not known is not in it.
///
/// Filled by one thread, then read.
public final class Measurements {
  /// Most series; further ones are counted and left out.
  public static final int MOST = 20_000;

  private final long now;
  private final Map<String, List<Series>> byName = new LinkedHashMap<>();
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private int size;
  private int refused;

  /// A value of a series.
  public record Series(Labels labels, double value) {}

  /// What alerts are about: a node or a service.
  ///
  /// @param key value of the label `node` or `service`
  /// @param kind such as `bitcoind`
  /// @param needs keys of what it cannot work without
  public record Subject(String key, String kind, List<String> needs) {
    /// Keeps its own list.
    public Subject {
      needs = List.copyOf(needs);
    }
  }

  /// Nothing is known yet.
  ///
  /// @param now ms since the epoch
  public Measurements(long now) {
    this.now = now;
  }

  /// When this is how things are, ms since the epoch.
  public long now() {
    return now;
  }

  /// Names something that alerts may be about.
  public Measurements subject(String key, String kind, String... needs) {
    subjects.put(key, new Subject(key, kind, List.of(needs)));
    return this;
  }

  /// Adds a value. One that is not finite is not known.
  ///
  /// @param labels name, value, name, value …
  public Measurements put(String name, double value, String... labels) {
    return put(name, Labels.of(labels), value);
  }

  /// Adds a value. One that is not finite is not known.
  public Measurements put(String name, Labels labels, double value) {
    if (!Double.isFinite(value)) {
      return this;
    }
    if (size >= MOST) {
      refused++;
      return this;
    }
    size++;
    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Series(labels, value));
    return this;
  }

  /// The series of a metric.
  public List<Series> of(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /// What there is, by key.
  public Map<String, Subject> subjects() {
    return subjects;
  }

  /// How many series found no room.
  public int refused() {
    return refused;
  }
}
