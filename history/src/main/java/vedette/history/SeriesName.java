package vedette.history;

/// A series that there is.
public record SeriesName(String node, String name, String unit) {}
