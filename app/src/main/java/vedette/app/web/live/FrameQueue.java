package vedette.app.web.live;

import java.util.ArrayDeque;
import java.util.Optional;

/// What waits for one client: at most 64 frames and 4 MiB. What does not fit empties it, because
/// patches after a lost one are worth nothing.
final class FrameQueue {
  static final int FRAMES = 64;
  static final long BYTES = 4 << 20;

  private record Frame(Optional<Channel> of, String text) {}

  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private long dropped;

  /// Adds a frame. One that is larger than all the room still fits into an empty queue.
  ///
  /// @return false if it and all before were dropped, or something was and nobody was told yet
  synchronized boolean offer(Channel of, String text) {
    return add(new Frame(Optional.of(of), text));
  }

  /// Adds a frame that belongs to no topic.
  synchronized boolean offer(String text) {
    return add(new Frame(Optional.empty(), text));
  }

  private boolean add(Frame frame) {
    if (dropped > 0) {
      dropped++;
      return false;
    }
    boolean fits = frames.isEmpty() || bytes + frame.text().length() <= BYTES;
    if (frames.size() >= FRAMES || !fits) {
      dropped = frames.size() + 1L;
      frames.clear();
      bytes = 0;
      return false;
    }
    frames.add(frame);
    // Nearly everything is ASCII, which the JVM keeps in one byte for each character.
    bytes += frame.text().length();
    return true;
  }

  /// Takes the oldest without waiting.
  synchronized Optional<String> poll() {
    Frame frame = frames.poll();
    if (frame == null) {
      return Optional.empty();
    }
    bytes -= frame.text().length();
    return Optional.of(frame.text());
  }

  /// How many were dropped since the last call; from now on frames are taken in again.
  synchronized long takeDropped() {
    long taken = dropped;
    dropped = 0;
    return taken;
  }

  /// Gives up what waits of a topic, because a snapshot will replace it.
  synchronized void remove(Channel of) {
    frames.removeIf(frame -> {
      boolean gone = frame.of().filter(of::equals).isPresent();
      bytes -= gone ? frame.text().length() : 0;
      return gone;
    });
  }

  /// How many were dropped and not told yet.
  synchronized long untold() {
    return dropped;
  }

  synchronized int depth() {
    return frames.size();
  }
}
