package vedette.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes blocks, sessions, reasons and happenings, within the transaction of the [Store].
final class Things {
  private final PreparedStatement block;
  private final PreparedStatement session;
  private final PreparedStatement reason;
  private final PreparedStatement happening;

  Things(Connection connection) throws SQLException {
    block = connection.prepareStatement(Statements.BLOCK);
    session = connection.prepareStatement(Statements.SESSION);
    reason = connection.prepareStatement(Statements.REASON);
    happening = connection.prepareStatement(Statements.HAPPENING);
  }

  boolean block(BlockRecord it, long now) throws SQLException {
    int at = 1;
    block.setLong(at++, it.connectedAt().orElse(it.firstAt().orElse(now)));
    block.setString(at++, it.node());
    block.setString(at++, it.hash());
    Cells.set(block, at++, it.height());
    Cells.set(block, at++, it.connectedAt());
    Cells.set(block, at++, it.connectMicros());
    Cells.set(block, at++, it.transactions());
    Cells.set(block, at++, it.inputs());
    Cells.set(block, at++, it.sigops());
    Cells.set(block, at++, it.bytes());
    Cells.set(block, at++, it.firstAt());
    at = first(it.first(), at);
    compact(it.compact(), at);
    int _ = block.executeUpdate();
    return true;
  }

  private int first(Optional<BlockRecord.First> known, int from) throws SQLException {
    int at = from;
    if (known.isEmpty()) {
      nulls(at, 4);
      return at + 4;
    }
    BlockRecord.First first = known.get();
    block.setLong(at++, first.peer());
    block.setString(at++, first.address());
    block.setString(at++, first.how());
    block.setInt(at++, first.announcements());
    return at;
  }

  private void compact(Optional<BlockRecord.Compact> known, int from) throws SQLException {
    int at = from;
    if (known.isEmpty()) {
      nulls(at, 5);
      return;
    }
    BlockRecord.Compact compact = known.get();
    block.setString(at++, compact.result());
    block.setInt(at++, compact.shortIds());
    block.setInt(at++, compact.prefilled());
    Cells.set(
        block,
        at++,
        compact.requested().isPresent()
            ? OptionalLong.of(compact.requested().getAsInt())
            : OptionalLong.empty());
    Cells.set(block, at, compact.roundTripMicros());
  }

  private void nulls(int from, int count) throws SQLException {
    for (int at = from; at < from + count; at++) {
      block.setNull(at, Types.NULL);
    }
  }

  boolean session(SessionRecord it) throws SQLException {
    int at = 1;
    session.setString(at++, it.node());
    session.setLong(at++, it.openedAt());
    session.setLong(at++, it.peer());
    session.setString(at++, it.address());
    session.setString(at++, it.network());
    session.setString(at++, it.connection());
    Cells.set(session, at++, it.closedAt());
    session.setLong(at++, it.seenAt());
    session.setLong(at++, it.bytesIn());
    session.setLong(at++, it.bytesOut());
    session.setLong(at++, it.messagesIn());
    session.setLong(at++, it.messagesOut());
    session.setInt(at++, it.evicted() ? 1 : 0);
    session.setInt(at, it.misbehaved());
    int _ = session.executeUpdate();
    return true;
  }

  /// @param interval start of the interval that they are counted in
  boolean reasons(Reasons it, long interval) throws SQLException {
    for (Map.Entry<String, Long> counted : it.counts().entrySet()) {
      reason.setLong(1, interval);
      reason.setString(2, it.node());
      reason.setString(3, it.what().word());
      reason.setString(4, counted.getKey());
      reason.setLong(5, counted.getValue());
      reason.setInt(6, Reasons.MOST - 1);
      reason.setString(7, Reasons.OTHER);
      int _ = reason.executeUpdate();
    }
    return true;
  }

  boolean happening(Happening it) throws SQLException {
    happening.setLong(1, it.time());
    happening.setString(2, it.node());
    happening.setString(3, it.kind());
    happening.setString(4, it.subject());
    happening.setString(5, it.level());
    happening.setString(6, it.text());
    Cells.set(happening, 7, it.until());
    int _ = happening.executeUpdate();
    return true;
  }
}
