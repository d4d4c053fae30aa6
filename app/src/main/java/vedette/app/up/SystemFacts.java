package vedette.app.up;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import vedette.history.HistoryStatus;
import vedette.tap.SourceStats;
import vedette.watch.Watch;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// Topic `system`: gathers what Vedette itself sees and costs from its parts.
///
/// @param tap the loop that taps; asked anew each time, since a reload replaces it
/// @param history empty if none is kept
/// @param more further bounded places, such as those of the web server
record SystemFacts(
    String version,
    Usage usage,
    Watch watch,
    Supplier<Optional<TapLoop>> tap,
    Supplier<Optional<HistoryStatus>> history,
    Supplier<List<SystemView.QueueRow>> more) {

  SystemView view() {
    return new SystemView(
        version,
        Usage.startedAt(),
        usage.cpu(),
        usage.resident(),
        usage.heapUsed(),
        usage.heapMax(),
        tap.get().map(loop -> tracepoints(loop.stats())).orElse(List.of()),
        queues(),
        watch.polls(),
        historyRow());
  }

  private static List<SystemView.TracepointRow> tracepoints(SourceStats stats) {
    return stats.events().stream()
        .map(it ->
            new SystemView.TracepointRow(
                it.event(),
                it.delivered(),
                it.bytes(),
                it.lost(),
                it.payloads(),
                it.faults(),
                it.dropped(),
                it.cut(),
                it.filtered()))
        .toList();
  }

  private List<SystemView.QueueRow> queues() {
    List<SystemView.QueueRow> rows = new ArrayList<>();
    tap.get().ifPresent(loop -> loop.room().ifPresent(room -> rows.add(ring(loop, room))));
    history
        .get()
        .ifPresent(status ->
            rows.add(
                new SystemView.QueueRow(
                    "history",
                    status.queue().bytes(),
                    status.queue().capacity(),
                    "bytes",
                    status.dropped())));
    rows.addAll(more.get());
    return rows;
  }

  private static SystemView.QueueRow ring(TapLoop loop, TapLoop.Room room) {
    long lost = loop.stats().events().stream().mapToLong(SourceStats.Count::lost).sum();
    return new SystemView.QueueRow("ring buffer", room.used(), room.size(), "bytes", lost);
  }

  private SystemView.HistoryRow historyRow() {
    return history
        .get()
        .map(status ->
            new SystemView.HistoryRow(
                state(status.state()),
                sentence(status),
                status.bytes(),
                status.oldest(),
                status.lastWritten(),
                status.dropped()))
        .orElse(
            new SystemView.HistoryRow(
                State.UNKNOWN,
                "No history is kept (history.enabled: false).",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                0));
  }

  /// What was repaired is told as well: somebody may look for what is missing.
  private static String sentence(HistoryStatus status) {
    return status.sentence().isEmpty() ? status.repair().orElse("") : status.sentence();
  }

  private static State state(HistoryStatus.State state) {
    return switch (state) {
      case OPENING -> State.STARTING;
      case WRITING -> State.OK;
      case DEGRADED -> State.BAD;
      case CLOSED -> State.GONE;
    };
  }
}
