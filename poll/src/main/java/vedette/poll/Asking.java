package vedette.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A call under way. Guarded by the lock of its [TargetLoop], except for what is set once.
final class Asking {
  final Call call;
  final long began;
  @Nullable Thread thread;
  @Nullable Outcome outcome;
  long ended;

  /// Whether its time was up before it came back.
  boolean late;

  Asking(Call call, long began) {
    this.call = call;
    this.began = began;
  }

  long deadline() {
    return began + call.timeout().toNanos();
  }

  Outcome timedOut() {
    Duration within = call.timeout();
    String words =
        within.toMillis() % 1000 == 0 ? within.toSeconds() + " s" : within.toMillis() + " ms";
    return new Outcome.Failed(Trouble.TIMEOUT, "no answer within " + words);
  }

  void interrupt() {
    Thread asked = thread;
    if (asked != null) {
      asked.interrupt();
    }
  }
}
