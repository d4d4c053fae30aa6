package vedette.watch.view;

/// How something is, from best to worst as far as it can be ordered. The name in lower case is its
/// word in JSON and in metrics.
public enum State {
  /// As it should be.
  OK,
  /// Behind the network and catching up.
  SYNCING,
  /// Starting up; not an error.
  STARTING,
  /// Cannot work because something that it needs does not.
  WAITING,
  /// Closed until its owner opens it, such as a wallet.
  LOCKED,
  /// Works, but somebody should look.
  WARN,
  /// What was known is too old to be relied on.
  STALE,
  /// Nothing is known yet.
  UNKNOWN,
  /// It was there and has ended.
  GONE,
  /// Does not work.
  BAD
}
