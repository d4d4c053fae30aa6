package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Clients that read too slowly or ask for too much harm nobody but themselves.
class LiveLimitsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Running running;
  private String cookie;

  @BeforeEach
  void start() {
    running = Running.start(folder);
    cookie = running.login().cookie();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  /// Must show: 100 clients, 20 of which never read; the others get every number in order.
  @Test
  void clientsThatNeverReadDelayNobodyElse() throws Exception {
    int readers = 80;
    int changes = 60;
    List<LiveSocket> all = new ArrayList<>();
    Semaphore got = new Semaphore(0);
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    try {
      for (int i = 0; i < 100; i++) {
        // Each address may have 32 clients.
        LiveSocket socket = open("127.0.0." + (2 + i / 25));
        all.add(socket);
        socket.say("{\"subscribe\":[\"" + Changes.TOPIC + "\"]}");
        if (i % 5 != 0) {
          Thread.ofVirtual()
              .start(() -> {
                try {
                  long number = LiveSocket.number(socket.next("\"state\""));
                  got.release();
                  for (int frames = 0; frames < changes; frames++) {
                    long next = LiveSocket.number(socket.next(t -> t.contains("\"n\":")));
                    if (next != ++number) {
                      wrong.add(next + " instead of " + number);
                    }
                    got.release();
                  }
                } catch (IOException e) {
                  wrong.add(e.toString());
                }
              });
        }
      }
      // The next change comes when each reader has the one before: none of them may fall behind,
      // however slow the machine is.
      for (int change = 0; change <= changes; change++) {
        assertThat(got.tryAcquire(readers, Http.PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .as("%d readers have got %d changes; %s", readers, change, wrong)
            .isTrue();
        running.backend().views.put(Changes.OF, Planted.peers(300, change));
      }
      assertThat(wrong).isEmpty();
    } finally {
      for (LiveSocket socket : all) {
        socket.close();
      }
    }
  }

  @Test
  void whoReadsTooSlowlyIsToldAndGetsASnapshot() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      try (Changes _ = new Changes(running, 2_000)) {
        socket.say("{\"subscribe\":[\"" + Changes.TOPIC + "\"]}");
        socket.next("\"state\"");
        Awaitility.await()
            .atMost(Http.PATIENCE)
            .until(() -> running.server().queues().get(2).dropped() > 0);
      }
      // Nothing changes while it reads, so that it does not fall behind again.
      String behind = socket.next("\"behind\"");
      assertThat(JSON.readTree(behind).get("behind").asLong()).isPositive();
      long number = LiveSocket.number(socket.next());
      running.backend().views.put(Changes.OF, Planted.peers(2_000, 1_000_000));
      assertThat(LiveSocket.number(socket.next("\"patch\""))).isEqualTo(number + 1);
    }
  }

  @Test
  void tooManyClientsFromOneAddressAreSentAway() throws Exception {
    List<LiveSocket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        all.add(open("127.0.0.9"));
        all.getLast().next("hello");
      }
      all.add(open("127.0.0.9"));
      assertThatThrownBy(() -> all.getLast().next()).hasMessage("closed 1013");
      all.add(open("127.0.0.10"));
      assertThat(all.getLast().next()).contains("hello");
    } finally {
      for (LiveSocket socket : all) {
        socket.close();
      }
    }
  }

  @Test
  void tooLargeMessagesAndTooManyOfThemEndTheConnection() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      socket.next("hello");
      socket.say("x".repeat(70_000));
      assertThatThrownBy(() -> socket.next("never")).hasMessage("closed 1009");
    }
    try (LiveSocket socket = open("127.0.0.1")) {
      // So many that what a client gains with time is never enough, however long this takes.
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  socket.say("{\"resync\":\"now\"}");
                }
                socket.next("never");
              })
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("nothing that fits");
    }
  }

  private LiveSocket open(String from) throws IOException {
    return LiveSocket.open(from, running.port(), LiveSocket.origin(), cookie);
  }
}
