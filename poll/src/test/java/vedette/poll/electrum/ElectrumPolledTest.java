package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Poller;
import vedette.poll.Reading;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// As the poller uses it: what hangs, ends, pushes.
class ElectrumPolledTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private FakeElectrum fake;

  @BeforeEach
  void start() throws IOException {
    fake = FakeElectrum.start();
  }

  @AfterEach
  void stop() throws IOException {
    fake.close();
  }

  /// All calls at a pace for tests.
  private record Brisk(Electrum server, Duration timeout) implements Service {
    @Override
    public List<Call> calls() {
      return server.calls().stream()
          .map(call -> new Call(call.name(), Duration.ofHours(1), timeout))
          .toList();
    }

    @Override
    public int concurrency() {
      return server.concurrency();
    }

    @Override
    public Session open() {
      return server.open();
    }
  }

  private static long answered(List<Reading> readings) {
    return readings.stream().filter(it -> it.outcome() instanceof Outcome.Answered).count();
  }

  @Test
  void hangingServerIsGivenUpAndAskedAnewWhenItIsBack() throws Exception {
    fake.behave(fake::hangAfterGreeting);
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put(
          "hangs", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofMillis(200)));
      await().atMost(PATIENCE).until(() -> readings.size() >= 3);
      assertThat(answered(readings)).isZero();
      fake.behave(fake::answerWell);
      await().atMost(PATIENCE).until(() -> answered(readings) >= 8);
    }
    assertThat(readings.getFirst().outcome())
        .isEqualTo(new Outcome.Failed(Trouble.TIMEOUT, "no answer within 200 ms"));
  }

  @Test
  void pushedTipIsAskedForAtOnceAndSoIsOneAfterANewConnection() throws Exception {
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put(
          "one", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofSeconds(20)));
      await().atMost(PATIENCE).until(() -> answered(readings) >= 8);
      fake.tip(800_001);
      await().atMost(PATIENCE).until(() -> heights(readings).contains(800_001L));
      fake.hangUp();
      await().atMost(PATIENCE).until(() -> fake.asked("server.version") == 2);
      await().atMost(PATIENCE).until(() -> fake.asked("blockchain.headers.subscribe") >= 3);
      fake.tip(800_002);
      await().atMost(PATIENCE).until(() -> heights(readings).contains(800_002L));
    }
  }

  private static List<Long> heights(List<Reading> readings) {
    return readings.stream()
        .map(Reading::outcome)
        .filter(Outcome.Answered.class::isInstance)
        .map(outcome -> ((Outcome.Answered) outcome).answer())
        .filter(ElectrumAnswer.Tip.class::isInstance)
        .map(answer -> ((ElectrumAnswer.Tip) answer).height())
        .toList();
  }

  @Test
  void serverThatIsKilledIsNoticedAtOnce() throws Exception {
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put(
          "one", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofSeconds(20)));
      await().atMost(PATIENCE).until(() -> answered(readings) >= 8);
      fake.close();
      await()
          .atMost(PATIENCE)
          .until(() ->
              readings.getLast().outcome() instanceof Outcome.Failed failed
                  && failed.trouble() == Trouble.UNREACHABLE);
    }
  }

  @Test
  void portThatTakesConnectionsAndSaysNothingDelaysNoOther() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      List<Reading> readings = new CopyOnWriteArrayList<>();
      try (Poller poller = Poller.start(readings::add)) {
        poller.put(
            "silent",
            new Brisk(Electrum.plain("127.0.0.1", silent.getLocalPort()), Duration.ofMillis(300)));
        poller.put(
            "well", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofSeconds(20)));
        await().atMost(PATIENCE).until(() -> answered(readings) >= 8);
        await()
            .atMost(PATIENCE)
            .until(() -> readings.stream().anyMatch(reading -> reading.target().equals("silent")));
      }
      assertThat(readings)
          .filteredOn(reading -> reading.target().equals("silent"))
          .extracting(Reading::outcome)
          .containsOnly(new Outcome.Failed(Trouble.TIMEOUT, "no answer within 300 ms"));
    }
  }
}
