package vedette.watch.view;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Topic `system`: what Vedette itself sees and costs. Owner only.
///
/// @param cpu share of one core over the last ten seconds
/// @param rss resident memory in bytes, empty where the system does not tell
public record SystemView(
    String version,
    long startedAt,
    OptionalDouble cpu,
    OptionalLong rss,
    long heapUsed,
    long heapMax,
    List<TracepointRow> tracepoints,
    List<QueueRow> queues,
    List<PollRow> polls,
    HistoryRow history) {

  /// Counts of one tracepoint since Vedette started: what fired is the sum of delivered, lost,
  /// dropped and filtered.
  public record TracepointRow(
      String event,
      long delivered,
      long bytes,
      long lost,
      long payloads,
      long faults,
      long dropped,
      long cut,
      long filtered) {}

  /// A bounded place where things wait.
  ///
  /// @param unit bytes, events, frames, clients …
  /// @param dropped what found no room since the start
  public record QueueRow(String name, long depth, long capacity, String unit, long dropped) {}

  /// A call that is made again and again.
  ///
  /// @param word "answers" or what is wrong
  /// @param asOf time of the last good answer, ms
  public record PollRow(
      String target,
      String call,
      State state,
      String word,
      OptionalLong asOf,
      OptionalDouble tookMs) {}

  /// How history is.
  ///
  /// @param detail a sentence if something is wrong
  /// @param bytes what it takes on disk
  /// @param oldest time of the oldest rollup, ms
  /// @param written time of the last commit, ms
  /// @param dropped samples that were not kept
  public record HistoryRow(
      State state,
      String detail,
      OptionalLong bytes,
      OptionalLong oldest,
      OptionalLong written,
      long dropped) {}
}
