package vedette.poll;

import java.util.function.Consumer;

/// Asks one target; a function where nothing is heard and nothing held. Made by [Service#open],
/// closed by who opened it.
@FunctionalInterface
public interface Session extends AutoCloseable {
  /// Asks and waits for the answer. Several threads ask at once, up to [Service#concurrency].
  ///
  /// @return how it ended; what the target sends, however wrong, is an outcome and no exception
  /// @throws InterruptedException if the thread was interrupted, which is how a call is ended whose
  ///   time is up
  Outcome ask(Call call) throws InterruptedException;

  /// Hears from the target that something has changed, where it has a stream or a subscription.
  ///
  /// Runs on a thread of its own as long as the target is polled, from its first answer on. A
  /// stream is a trigger and no source: what is true comes from whole answers alone, so nothing is
  /// wrong for long if a notice was missed. Where there is nothing to hear, as here, it returns at
  /// once and is not called again; where a stream ends or breaks it throws, and is called again
  /// after a while.
  ///
  /// @param changed takes the name of the call whose answer has probably changed: it is asked at
  ///   once; names that the service does not ask are ignored
  /// @throws PollException if the stream ended or could not be opened; the message says why
  /// @throws InterruptedException if the thread was interrupted, which is how listening is ended
  default void listen(Consumer<String> changed) throws InterruptedException {}

  /// Lets go of connections, waits for nothing. As here, nothing is held.
  @Override
  default void close() {}
}
