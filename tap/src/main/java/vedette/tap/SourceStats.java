package vedette.tap;

import java.util.List;

/// What a source delivered and what it lost, since it was opened.
///
/// fired = `delivered` + `lost` + `dropped` + `filtered`, and what was deselected here, for each
/// tracepoint that is attached.
///
/// @param events one entry for each tracepoint that is watched or was seen, sorted by name
public record SourceStats(List<Count> events) {

  /// Keeps its own list.
  public SourceStats {
    events = List.copyOf(events);
  }

  /// Counts of one tracepoint.
  ///
  /// @param event `<context>:<event>`
  /// @param delivered events handed to the consumer
  /// @param bytes payload bytes handed to the consumer
  /// @param lost events that never arrived because there was no room for them
  /// @param payloads messages handed over without payload because there was no room for it
  /// @param faults events whose memory could not be read to the end: payload cut short, or event
  ///   dropped because one of its arguments is unknown
  /// @param dropped those of `faults` that were dropped
  /// @param cut payloads or texts cut at a configured maximum
  /// @param filtered events that were left out because they were not selected
  public record Count(
      String event,
      long delivered,
      long bytes,
      long lost,
      long payloads,
      long faults,
      long dropped,
      long cut,
      long filtered) {}

  /// Whether nothing at all was lost, faulted or cut.
  public boolean complete() {
    return events.stream()
        .allMatch(count -> count.lost() + count.payloads() + count.faults() + count.cut() == 0);
  }
}
