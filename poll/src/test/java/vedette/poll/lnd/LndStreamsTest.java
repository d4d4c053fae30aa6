package vedette.poll.lnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Outcome;
import vedette.poll.Poller;
import vedette.poll.Reading;

class LndStreamsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private LndServer server;
  private Poller poller;

  @BeforeEach
  void start() throws Exception {
    server = LndServer.start(folder);
    poller = Poller.start(readings::add);
  }

  @AfterEach
  void stop() {
    poller.close();
    server.close();
  }

  private long answers(LndCall call) {
    return readings.stream()
        .filter(reading -> reading.call().equals(call.call().name()))
        .filter(reading -> reading.outcome() instanceof Outcome.Answered)
        .count();
  }

  private void awaitStreams() {
    await().atMost(LONG).until(() -> server.asked("/v2/router/htlcevents"));
  }

  @Test
  void closedChannelIsAskedForAtOnce() {
    poller.put("lnd", server.node());
    awaitStreams();
    await().atMost(LONG).until(() -> answers(LndCall.CLOSED) >= 2);
    long before = answers(LndCall.CLOSED);
    server.event(
        "/v1/channels/subscribe",
        "{\"result\":{\"closed_channel\":{},\"type\":\"CLOSED_CHANNEL\"}}");
    // Its own turn would come after five minutes.
    await().atMost(LONG).until(() -> answers(LndCall.CLOSED) > before);
  }

  @Test
  void unlockedWalletMakesEverythingAskedAtOnce() {
    server.state("LOCKED");
    poller.put("lnd", server.node());
    await().atMost(LONG).until(() -> server.asked("/v1/state/subscribe"));
    assertThat(answers(LndCall.CLOSED)).isZero();
    assertThat(server.asked("/v1/channels/subscribe")).as("it would be refused").isFalse();
    server.state("SERVER_ACTIVE");
    await().atMost(LONG).until(() -> answers(LndCall.CLOSED) >= 1);
    awaitStreams();
  }

  @Test
  void streamsAreOpenedAgainWhenLndComesBack() throws Exception {
    poller.put("lnd", server.node());
    awaitStreams();
    int port = server.port();
    server.close();
    server = LndServer.start(folder, port, "127.0.0.1#1");
    awaitStreams();
  }

  @Test
  void eventsNameWhatTheyChange() {
    assertThat(changes("/v1/channels/subscribe", "{\"type\":\"CHANNEL_UPDATE\"}"))
        .containsExactlyInAnyOrder(LndCall.CHANNELS, LndCall.CHANNEL_BALANCE);
    assertThat(changes("/v1/channels/subscribe", "{\"type\":\"INACTIVE_CHANNEL\"}"))
        .contains(LndCall.CHANNELS, LndCall.PENDING, LndCall.CLOSED);
    assertThat(changes("/v1/peers/subscribe", "{\"type\":\"PEER_OFFLINE\"}"))
        .containsExactlyInAnyOrder(LndCall.PEERS, LndCall.CHANNELS);
    assertThat(changes("/v2/router/htlcevents", "{\"event_type\":\"FORWARD\",\"settle_event\":{}}"))
        .contains(LndCall.FORWARDS);
    assertThat(changes("/v2/router/htlcevents", "{\"event_type\":\"SEND\"}"))
        .containsExactly(LndCall.CHANNELS);
  }

  private static Iterable<LndCall> changes(String path, String event) {
    return LndStreams.changes(
        path, LndReplies.object(200, event.getBytes(java.nio.charset.StandardCharsets.UTF_8), ""));
  }
}
