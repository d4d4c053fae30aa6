package vedette.watch.service;

import java.util.List;

/// Something that can be measured of services of one kind, declared once: it is a metric family
/// with the label `service` in front, a reading in the API, an operand of alert rules and, where
/// [#kept], a series of history.
///
/// @param name full name of the metric, with `_total` for a counter
/// @param unit of the value, for people
/// @param help one sentence
/// @param source call or file that it comes from
/// @param labels the labels besides `service`
/// @param most how many combinations of their values one service may have; what comes on top is
///   left out and counted in `vedette_service_values_dropped_total`
/// @param kept whether history keeps it; only without labels
public record Measure(
    String name,
    Type type,
    String unit,
    String help,
    String source,
    List<String> labels,
    int most,
    boolean kept) {

  /// Which kind of number.
  public enum Type {
    /// Goes up and down.
    GAUGE,
    /// Only grows, until the service begins anew.
    COUNTER,
    /// Always 1: what it says is in its labels. The name ends in `_info`.
    INFO
  }

  /// Refuses what could not be exposed.
  public Measure {
    labels = List.copyOf(labels);
    if (!name.matches("[a-z][a-z0-9_]{1,99}")
        || (type == Type.COUNTER) != name.endsWith("_total")
        || (type == Type.INFO) != name.endsWith("_info")
        || most < 1
        || (labels.isEmpty() && most != 1)
        || (kept && !labels.isEmpty())) {
      throw new IllegalArgumentException(
          name + ": expected a metric's name that fits its type, and a bound if it has labels");
    }
  }

  /// A number of the service as a whole.
  public static Measure gauge(String name, String unit, String help, String source) {
    return new Measure(name, Type.GAUGE, unit, help, source, List.of(), 1, false);
  }

  /// Numbers of parts of the service.
  public static Measure gauge(
      String name, String unit, String help, String source, int most, String... labels) {
    return new Measure(name, Type.GAUGE, unit, help, source, List.of(labels), most, false);
  }

  /// A count of the service as a whole.
  public static Measure counter(String name, String unit, String help, String source) {
    return new Measure(name, Type.COUNTER, unit, help, source, List.of(), 1, false);
  }

  /// Counts of parts of the service.
  public static Measure counter(
      String name, String unit, String help, String source, int most, String... labels) {
    return new Measure(name, Type.COUNTER, unit, help, source, List.of(labels), most, false);
  }

  /// What is said in words, such as a version.
  public static Measure info(String name, String help, String source, String... labels) {
    return new Measure(name, Type.INFO, "1", help, source, List.of(labels), 1, false);
  }

  /// The same, and history keeps it.
  public Measure keep() {
    return new Measure(name, type, unit, help, source, labels, most, true);
  }

  /// Its name in the series of history: the metric's, without `vedette_`.
  public String series() {
    return name.startsWith("vedette_") ? name.substring("vedette_".length()) : name;
  }
}
