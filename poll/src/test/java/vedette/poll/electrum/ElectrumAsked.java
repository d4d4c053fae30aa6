package vedette.poll.electrum;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import vedette.poll.Outcome;
import vedette.poll.Session;

/// A server that a test plays, and the session that asks it.
abstract class ElectrumAsked {
  FakeElectrum fake;
  Session session;

  @BeforeEach
  void start() throws IOException {
    fake = FakeElectrum.start();
    session = Electrum.plain("127.0.0.1", fake.port()).open();
  }

  @AfterEach
  void stop() throws IOException {
    session.close();
    fake.close();
  }

  Outcome ask(ElectrumCall call) throws InterruptedException {
    return session.ask(call.call());
  }

  Outcome.Failed failure(ElectrumCall call) throws InterruptedException {
    return (Outcome.Failed) ask(call);
  }
}
