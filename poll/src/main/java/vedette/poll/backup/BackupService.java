package vedette.poll.backup;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// The backup part of this program, asked like a service, so that its state, metrics and alerts are
/// made as those of every other.
///
/// @param report how it stands now; what it throws is an error that it answers with
public record BackupService(Supplier<BackupAnswer> report) implements Service {
  /// The only call.
  public static final String STATUS = "status";

  private static final Duration EVERY = Duration.ofSeconds(5);

  @Override
  public List<Call> calls() {
    return List.of(new Call(STATUS, EVERY, Duration.ofSeconds(30)));
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Session open() {
    return _ -> {
      try {
        return new Outcome.Answered(report.get());
      } catch (RuntimeException refused) {
        return new Outcome.Failed(Trouble.ERROR, String.valueOf(refused.getMessage()));
      }
    };
  }
}
