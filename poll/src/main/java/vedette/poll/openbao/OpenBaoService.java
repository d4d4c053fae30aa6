package vedette.poll.openbao;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// An OpenBao to be polled for its health; needs no login.
///
/// @param openbao who asks; shared with those who read secrets
/// @param secrets what this program has of it
public record OpenBaoService(OpenBao openbao, Supplier<List<OpenBaoAnswer.Kept>> secrets)
    implements Service {
  /// The only call.
  public static final String HEALTH = "health";

  private static final Duration EVERY = Duration.ofSeconds(15);

  @Override
  public List<Call> calls() {
    return List.of(new Call(HEALTH, EVERY, Duration.ofSeconds(15)));
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Session open() {
    return _ -> {
      try {
        return new Outcome.Answered(new OpenBaoAnswer(openbao.health(), secrets.get()));
      } catch (OpenBaoException refused) {
        return new Outcome.Failed(
            refused.why() == OpenBaoException.Why.GARBAGE ? Trouble.GARBAGE : Trouble.UNREACHABLE,
            refused.said());
      }
    };
  }
}
