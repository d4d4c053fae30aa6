package vedette.poll;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A service that is played by a function. Two with the same name are equal.
record Scripted(String name, List<Call> calls, int concurrency, Script script) implements Service {
  /// What it does when it is asked.
  interface Script {
    Outcome ask(Call call) throws InterruptedException;
  }

  /// Something to say.
  record Said(String text) implements Answer {}

  static Outcome said(String text) {
    return new Outcome.Answered(new Said(text));
  }

  /// Never comes back unless it is interrupted.
  static Outcome never() throws InterruptedException {
    new CountDownLatch(1).await();
    throw new IllegalStateException("nobody opens it");
  }

  @Override
  public Session open() {
    return new Session() {
      @Override
      public Outcome ask(Call call) throws InterruptedException {
        return script.ask(call);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scripted scripted && scripted.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
