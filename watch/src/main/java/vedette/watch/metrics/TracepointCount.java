package vedette.watch.metrics;

/// What became of one tracepoint's hits since its source was opened: `delivered` + `lost` +
/// `dropped` + `filtered` fired. The tap's own statistics in a form that needs no tap.
///
/// @param event `<context>:<event>`
/// @param delivered events handed over
/// @param lost events that found no room
/// @param dropped events of which an argument could not be read
/// @param filtered events that were not selected
public record TracepointCount(
    String event, long delivered, long lost, long dropped, long filtered) {}
