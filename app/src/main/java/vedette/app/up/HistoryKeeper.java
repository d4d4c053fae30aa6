package vedette.app.up;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.history.BlockRecord;
import vedette.history.History;
import vedette.history.Reasons.What;
import vedette.history.SessionRecord;
import vedette.watch.Happenings;
import vedette.watch.Series;
import vedette.watch.service.Measured;
import vedette.watch.view.BlocksView.BlockRow;
import vedette.watch.view.SessionRow;

/// Hands what is worth keeping from the watch to history, which never makes it wait.
final class HistoryKeeper implements Happenings {
  private final History history;

  HistoryKeeper(History history) {
    this.history = history;
  }

  /// Keeps a value.
  void sample(Series.Sample sample, long at) {
    Series series = sample.series();
    history.sample(sample.node(), series.word(), series.unit(), at, sample.value());
  }

  /// Keeps what was measured of a service, if it is worth keeping.
  void measured(Measured value, long at) {
    if (value.measure().kept()) {
      history.sample(
          value.service(), value.measure().series(), value.measure().unit(), at, value.value());
    }
  }

  @Override
  public void block(String node, BlockRow block) {
    history.block(
        new BlockRecord(
            node,
            block.hash(),
            block.height(),
            block.connectedAt(),
            block.connectMicros(),
            block.transactions(),
            block.inputs(),
            block.sigops(),
            block.bytes(),
            block.firstAt(),
            first(block),
            block
                .compact()
                .map(it ->
                    new BlockRecord.Compact(
                        it.result(),
                        it.shortIds(),
                        it.prefilled(),
                        it.requested(),
                        it.roundTripMicros()))));
  }

  private static Optional<BlockRecord.First> first(BlockRow block) {
    int announcements = block.announcements().size() + block.moreAnnouncements();
    return block.announcements().stream()
        .findFirst()
        .map(it -> new BlockRecord.First(it.peer(), it.address(), it.kind(), announcements));
  }

  @Override
  public void sessionEnded(String node, SessionRow session) {
    long opened = session.connectedAt().orElse(session.endedAt());
    history.session(
        new SessionRecord(
            node,
            session.id(),
            session.address(),
            session.network(),
            session.connection(),
            opened,
            OptionalLong.of(session.endedAt()),
            session.endedAt(),
            session.bytesIn(),
            session.bytesOut(),
            session.messagesIn(),
            session.messagesOut(),
            session.end().equals("evicted"),
            session.misbehaved()));
  }

  @Override
  public void reasons(String node, Instant from, Instant to, Reasons reasons) {
    long at = from.toEpochMilli();
    if (!reasons.removed().isEmpty()) {
      history.reasons(node, at, What.REMOVED, reasons.removed());
    }
    if (!reasons.rejected().isEmpty()) {
      history.reasons(node, at, What.REJECTED, reasons.rejected());
    }
  }
}
