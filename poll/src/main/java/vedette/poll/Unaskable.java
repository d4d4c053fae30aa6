package vedette.poll;

import java.time.Duration;
import java.util.List;

/// A service that is there and cannot be asked: it answers nothing, and says why.
///
/// @param call what would be asked first
/// @param why what is missing and what to do
public record Unaskable(String call, String why) implements Service {
  private static final Duration EVERY = Duration.ofSeconds(15);

  @Override
  public List<Call> calls() {
    return List.of(new Call(call, EVERY, EVERY));
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Session open() {
    return new Session() {
      @Override
      public Outcome ask(Call asked) {
        return new Outcome.Failed(Trouble.UNASKABLE, why);
      }

      @Override
      public void close() {}
    };
  }
}
