package vedette.app.up;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import vedette.app.web.api.Backend;
import vedette.app.web.api.UnavailableException;
import vedette.history.BlockRecord;
import vedette.history.History;
import vedette.history.HistoryException;
import vedette.history.HistoryReader;
import vedette.history.SeriesQuery;
import vedette.history.SessionRecord;
import vedette.watch.view.BlocksView;

/// What was, for those who ask by web. Answers on the caller's thread.
///
/// @param history empty if none is kept
record Past(Optional<History> history) {
  private static final String INBOUND = "inbound";

  Backend.Series series(String node, List<String> names, long from, long to, int points) {
    return ask(reader -> {
      var answer = reader.series(new SeriesQuery(node, names, from, to, points));
      return new Backend.Series(
          (int) answer.stepSeconds(),
          answer.series().stream()
              .map(it ->
                  new Backend.Line(
                      it.name(),
                      it.unit(),
                      it.points().stream()
                          .map(point ->
                              new Backend.Point(
                                  point.time(), point.value(), point.min(), point.max()))
                          .toList()))
              .toList());
    });
  }

  List<BlocksView.BlockRow> blocks(String node, long before, int limit) {
    return ask(reader -> reader.blocks(node, before, limit).stream().map(Past::block).toList());
  }

  private static BlocksView.BlockRow block(BlockRecord it) {
    return new BlocksView.BlockRow(
        it.hash(),
        it.height(),
        it.connectedAt(),
        it.connectMicros(),
        it.transactions(),
        it.inputs(),
        it.sigops(),
        it.bytes(),
        it.firstAt(),
        it.first().map(first -> OptionalLong.of(first.peer())).orElse(OptionalLong.empty()),
        it.first()
            .map(first ->
                List.of(new BlocksView.Announcement(first.peer(), first.address(), first.how(), 0)))
            .orElse(List.of()),
        it.first().map(first -> first.announcements() - 1).orElse(0),
        it.first().isEmpty() && it.connectedAt().isPresent(),
        it.compact()
            .map(compact ->
                new BlocksView.Compact(
                    compact.result(),
                    compact.shortIds(),
                    compact.prefilled(),
                    compact.requested(),
                    compact.roundTripMicros())),
        Optional.empty());
  }

  List<Backend.PeerSession> sessions(String node, long from, long to, int limit) {
    return ask(
        reader -> reader.sessions(node, from, to, limit).stream().map(Past::session).toList());
  }

  private static Backend.PeerSession session(SessionRecord it) {
    return new Backend.PeerSession(
        it.peer(),
        it.address(),
        it.network(),
        it.connection(),
        it.connection().equals(INBOUND),
        Optional.empty(),
        OptionalLong.of(it.openedAt()),
        it.closedAt(),
        it.evicted() ? Optional.of("evicted") : Optional.empty(),
        OptionalLong.of(it.bytesIn()),
        OptionalLong.of(it.bytesOut()),
        OptionalLong.of(it.messagesIn()),
        OptionalLong.of(it.messagesOut()));
  }

  private <T> T ask(Function<HistoryReader, T> question) {
    History kept =
        history.orElseThrow(() ->
            new UnavailableException(
                "No history is kept (history.enabled: false). Do: turn it on."));
    try {
      return question.apply(kept.reader());
    } catch (HistoryException refused) {
      throw new UnavailableException(String.valueOf(refused.getMessage()));
    }
  }
}
