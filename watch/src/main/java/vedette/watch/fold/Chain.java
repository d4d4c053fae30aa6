package vedette.watch.fold;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.event.ValidationEvent.BlockConnected;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.NodeView;

/// The node's chain: its tip, by whoever told last, and how fast it catches up.
final class Chain {
  private static final long CLOSE_ENOUGH = 2;

  private final Pace pace = new Pace();
  private BitcoindAnswer.@Nullable Blockchain told;
  private long toldAt = -1;
  private @Nullable BlockConnected connected;
  private long connectedAt = -1;
  private long connectedTime = -1;

  void told(BitcoindAnswer.Blockchain answer, long at) {
    told = answer;
    toldAt = at;
    if (syncing()) {
      pace.add(at, answer.verificationProgress());
    } else {
      pace.forget();
    }
  }

  /// A block was connected.
  ///
  /// @param headerTime the block's own time, ms; −1 if its header was not seen
  /// @return how many blocks gave way to it; 0 for a block on top of the tip
  long connected(BlockConnected event, long headerTime, long ms) {
    long before = height();
    BlockConnected last = connected;
    boolean again = last != null && last.hash().equals(event.hash());
    // The tip that RPC told may be this block already.
    boolean sameAsTold =
        told != null && told.bestBlockHash().equalsIgnoreCase(event.hash().toString());
    connected = event;
    connectedAt = ms;
    connectedTime = headerTime;
    return before < 0 || again || sameAsTold ? 0 : Math.max(0, before - event.height() + 1);
  }

  /// The process ended: a restarted node tells its tip anew.
  void restarted() {
    connected = null;
    connectedAt = -1;
    pace.forget();
  }

  BitcoindAnswer.@Nullable Blockchain told() {
    return told;
  }

  /// −1 if not known.
  long height() {
    BlockConnected event = connected;
    BitcoindAnswer.Blockchain answer = told;
    if (event != null && (answer == null || connectedAt >= toldAt)) {
      return event.height();
    }
    return answer == null ? -1 : answer.blocks();
  }

  /// Whether the node says that it is behind, by the last answer and what was connected since.
  boolean syncing() {
    BitcoindAnswer.Blockchain answer = told;
    if (answer == null) {
      return false;
    }
    long behind = behind();
    boolean regtest = answer.chain().equals("regtest");
    return behind > CLOSE_ENOUGH || (answer.initialBlockDownload() && !regtest);
  }

  long behind() {
    BitcoindAnswer.Blockchain answer = told;
    return answer == null ? 0 : Math.max(0, answer.headers() - height());
  }

  /// When the last block was seen to be connected, ms; −1 if none was.
  long connectedAt() {
    return connectedAt;
  }

  /// The tip's own time, ms; −1 if not known.
  long tipTime() {
    BlockConnected event = connected;
    BitcoindAnswer.Blockchain answer = told;
    if (event != null && connectedTime >= 0 && (answer == null || connectedAt >= toldAt)) {
      return connectedTime;
    }
    if (answer != null
        && answer.time().isPresent()
        && (event == null || answer.blocks() >= event.height())) {
      return answer.time().getAsLong() * 1_000;
    }
    return event == null ? -1 : connectedTime;
  }

  Optional<NodeView.Tip> tip() {
    long height = height();
    if (height < 0) {
      return Optional.empty();
    }
    BlockConnected event = connected;
    BitcoindAnswer.Blockchain answer = told;
    boolean seen = event != null && event.height() == height;
    Optional<String> hash = Optional.empty();
    if (answer != null && answer.blocks() == height && toldAt > connectedAt) {
      hash = Optional.of(answer.bestBlockHash());
      seen &= event != null && answer.bestBlockHash().equalsIgnoreCase(event.hash().toString());
    } else if (event != null) {
      hash = Optional.of(event.hash().toString());
    }
    long time = tipTime();
    return Optional.of(
        new NodeView.Tip(
            height,
            answer == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(height, answer.headers())),
            hash.map(text -> Words.tame(text, 64)),
            time < 0 ? OptionalLong.empty() : OptionalLong.of(time),
            seen ? OptionalLong.of(connectedAt) : OptionalLong.empty()));
  }

  Optional<NodeView.Sync> sync() {
    BitcoindAnswer.Blockchain answer = told;
    if (answer == null || !syncing()) {
      return Optional.empty();
    }
    Pace.Left left = pace.left();
    return Optional.of(
        new NodeView.Sync(
            Math.clamp(answer.verificationProgress(), 0.0, 1.0),
            behind(),
            left.low(),
            left.high()));
  }

  Optional<NodeView.Disk> disk() {
    BitcoindAnswer.Blockchain answer = told;
    return answer == null || answer.sizeOnDisk().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NodeView.Disk(
                answer.sizeOnDisk().getAsLong(), answer.pruned(), answer.pruneHeight()));
  }
}
