package vedette.watch.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.event.ValidationEvent.BlockConnected;
import vedette.watch.view.BlocksView;
import vedette.wire.Hash256;

/// What is known of one block, from first word to connection.
final class BlockState {
  private static final int ANNOUNCEMENTS = 32;

  final String hash;

  /// Id of the peer that told it first, −1 if nobody did.
  long firstPeer = -1;

  long firstNanos = -1;
  long headerTime = -1;
  long height = -1;
  long bytes = -1;

  /// Whether the node asked for it.
  boolean asked;

  boolean minedHere;

  private final List<BlocksView.Announcement> announcements = new ArrayList<>(4);
  private int more;
  private @Nullable BlockConnected connected;
  private boolean compact;
  private int shortIds;
  private int prefilled;
  private int requested = -1;
  private long requestedNanos = -1;
  private long roundTripMicros = -1;
  private BlocksView.@Nullable Flush flush;
  private BlocksView.@Nullable BlockRow row;

  BlockState(Hash256 hash) {
    this.hash = hash.toString();
  }

  /// A peer said that there is this block; only its first word counts.
  void announce(PeerState peer, String kind, long nanos) {
    if (connected != null && firstNanos < 0) {
      // It was here before: a peer only echoes it, and was not the first to tell.
      return;
    }
    if (firstNanos < 0) {
      firstNanos = nanos;
      firstPeer = peer.id();
    }
    for (BlocksView.Announcement one : announcements) {
      if (one.peer() == peer.id()) {
        return;
      }
    }
    row = null;
    if (announcements.size() == ANNOUNCEMENTS) {
      more++;
    } else {
      announcements.add(
          new BlocksView.Announcement(
              peer.id(), peer.address(), kind, Math.max(0, (nanos - firstNanos) / 1_000)));
    }
  }

  boolean announced() {
    return firstNanos >= 0;
  }

  /// Whether it may be shown before it is connected: one peer alone can say anything.
  boolean credible() {
    return asked || announcements.size() > 1;
  }

  void compact(int itsShortIds, int itsPrefilled) {
    if (!compact && connected == null) {
      compact = true;
      shortIds = itsShortIds;
      prefilled = itsPrefilled;
      row = null;
    }
  }

  void requested(int transactions, long nanos) {
    asked = true;
    if (requested < 0) {
      requested = transactions;
      requestedNanos = nanos;
      row = null;
    }
  }

  void transactionsCame(long nanos) {
    if (requestedNanos >= 0 && roundTripMicros < 0) {
      roundTripMicros = Math.max(0, (nanos - requestedNanos) / 1_000);
      row = null;
    }
  }

  void size(long size) {
    if (bytes < 0) {
      bytes = size;
      row = null;
    }
  }

  void connected(BlockConnected event) {
    connected = event;
    height = event.height();
    row = null;
  }

  void flush(BlocksView.Flush itsFlush) {
    flush = itsFlush;
    row = null;
  }

  private Optional<BlocksView.Compact> compactView() {
    if (!compact && requested < 0) {
      return Optional.empty();
    }
    String result = requested >= 0 || (bytes >= 0 && compact) ? "round_trip" : "open";
    if (result.equals("open") && connected != null) {
      result = "hit";
    }
    return Optional.of(
        new BlocksView.Compact(
            result,
            shortIds,
            prefilled,
            requested < 0 ? OptionalInt.empty() : OptionalInt.of(requested),
            known(roundTripMicros)));
  }

  private static OptionalLong known(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  BlocksView.BlockRow row() {
    if (row == null) {
      row = makeRow();
    }
    return row;
  }

  private BlocksView.BlockRow makeRow() {
    BlockConnected event = connected;
    return new BlocksView.BlockRow(
        hash,
        known(height),
        event == null ? OptionalLong.empty() : known(event.origin().timeNanos() / 1_000_000),
        event == null ? OptionalLong.empty() : known(event.durationNanos() / 1_000),
        event == null ? OptionalLong.empty() : known(event.transactions()),
        event == null ? OptionalLong.empty() : known(event.inputs()),
        event == null ? OptionalLong.empty() : known(event.sigops()),
        known(bytes),
        known(firstNanos < 0 ? -1 : firstNanos / 1_000_000),
        known(firstPeer),
        List.copyOf(announcements),
        more,
        minedHere,
        compactView(),
        Optional.ofNullable(flush));
  }
}
