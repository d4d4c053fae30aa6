package vedette.watch.fold;

import vedette.watch.view.BlocksView;
import vedette.watch.view.SessionRow;

/// Where a fold puts what is finished.
public interface Outbox {
  /// A block was connected, or more is known of it.
  void block(BlocksView.BlockRow block);

  /// A peer has gone.
  void sessionEnded(SessionRow session);
}
