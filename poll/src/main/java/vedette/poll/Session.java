package vedette.poll;

/// Asks one target. Made by [Service#open], closed by who opened it.
public interface Session extends AutoCloseable {
  /// Asks and waits for the answer. Several threads ask at once, up to [Service#concurrency].
  ///
  /// @return how it ended; what the target sends, however wrong, is an outcome and no exception
  /// @throws InterruptedException if the thread was interrupted, which is how a call is ended whose
  ///   time is up
  Outcome ask(Call call) throws InterruptedException;

  /// Lets go of connections, waits for nothing.
  @Override
  void close();
}
