package vedette.watch.service;

import java.util.List;

/// A value of a measure.
///
/// @param service the service's key
/// @param labels values of the measure's labels, in their order
/// @param asOf when the service was last heard of, ms
public record Measured(
    String service, Measure measure, List<String> labels, double value, long asOf) {}
