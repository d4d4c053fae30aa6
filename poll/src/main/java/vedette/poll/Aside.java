package vedette.poll;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Runs what may hang in the kernel on a thread of the system's, one at a time.
///
/// A virtual thread that waits there (a network file system whose server is away) keeps one of the
/// few threads that carry all virtual ones, and nothing takes it back: two of them could stop
/// everything. A thread that hangs here is left alone until the kernel lets go; until then nothing
/// else is begun.
public final class Aside {
  private final String name;
  private @Nullable FutureTask<Answer> busy;

  /// Nothing runs yet.
  ///
  /// @param name of the thread
  public Aside(String name) {
    this.name = name;
  }

  /// Runs it and waits; who is interrupted while waiting leaves it behind, interrupted too.
  ///
  /// @return the answer, or that the one before still hangs
  /// @throws InterruptedException if the waiting thread was interrupted
  public Outcome run(Callable<? extends Answer> work) throws InterruptedException {
    FutureTask<Answer> task = new FutureTask<>(work::call);
    Optional<Thread> begun = begin(task);
    if (begun.isEmpty()) {
      return new Outcome.Failed(
          Trouble.TIMEOUT, "a file system has not answered since it was asked before");
    }
    try {
      return new Outcome.Answered(task.get());
    } catch (InterruptedException givenUp) {
      // Not cancelled: it would count as done while it hangs.
      begun.get().interrupt();
      throw givenUp;
    } catch (ExecutionException broken) {
      throw new IllegalStateException(name, broken.getCause());
    }
  }

  /// Empty while the one before hangs. That its thread lives is no sign: it ends a little after its
  /// work.
  private synchronized Optional<Thread> begin(FutureTask<Answer> task) {
    if (busy != null && !busy.isDone()) {
      return Optional.empty();
    }
    Thread begun = Thread.ofPlatform().daemon().name(name).start(task);
    busy = task;
    return Optional.of(begun);
  }
}
