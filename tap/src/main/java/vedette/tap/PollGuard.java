package vedette.tap;

/// Keeps what a poll reads alive until it ends: a close during a poll, on its thread or another, is
/// done by the poll when it is over. Any thread.
final class PollGuard {
  private final Runnable release;
  private boolean polling;
  private boolean closing;
  private boolean released;

  /// @param release lets everything go; called once
  PollGuard(Runnable release) {
    this.release = release;
  }

  /// Begins a poll.
  ///
  /// @return false if everything is let go, or about to be
  /// @throws IllegalStateException if another poll is under way
  synchronized boolean begin() {
    if (polling) {
      throw new IllegalStateException("a source is polled by one thread at a time");
    }
    polling = !closing;
    return polling;
  }

  /// Ends a poll.
  void end() {
    synchronized (this) {
      polling = false;
    }
    releaseIfIdle();
  }

  /// Lets everything go, now or at the end of the poll that is under way.
  void close() {
    synchronized (this) {
      closing = true;
    }
    releaseIfIdle();
  }

  private void releaseIfIdle() {
    synchronized (this) {
      if (!closing || polling || released) {
        return;
      }
      released = true;
    }
    release.run();
  }
}
