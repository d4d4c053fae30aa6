package vedette.watch.alert;

/// A number in a rule that the owner may set.
///
/// @param name in the settings, such as `bitcoin-tip-old`
/// @param preset what counts unless set, in the unit of the metric
/// @param unit for people
/// @param about what it bounds, a sentence
public record Threshold(String name, double preset, String unit, String about) {}
