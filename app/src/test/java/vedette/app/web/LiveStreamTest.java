package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Topic;

class LiveStreamTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Topic PEERS = new Topic(Topic.Kind.PEERS, Planted.KEY);
  private static final String PEERS_TOPIC = "peers/" + Planted.KEY;

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

  @Test
  void helloComesFirstThenSnapshotThenPatchesThatGiveTheStateBack() throws Exception {
    running.backend().views.put(PEERS, Planted.peers(3, 0));
    try (LiveSocket socket = open("127.0.0.1")) {
      assertThat(socket.head).contains("101").containsIgnoringCase("protocol: vedette.v1");
      JsonNode hello = JSON.readTree(socket.next()).get("hello");
      assertThat(hello.get("scope").stringValue()).isEqualTo("admin");
      socket.say("{\"subscribe\":[\"" + PEERS_TOPIC + "\"]}");
      ObjectNode snapshot = (ObjectNode) JSON.readTree(socket.next("\"state\""));
      ObjectNode state = (ObjectNode) snapshot.get("state");
      long number = snapshot.get("n").asLong();
      for (int change = 1; change <= 5; change++) {
        running.backend().views.put(PEERS, Planted.peers(change % 2 == 0 ? 3 : 5, change));
        ObjectNode patch = (ObjectNode) JSON.readTree(socket.next("\"patch\""));
        assertThat(patch.get("n").asLong()).isEqualTo(++number);
        merge(state, (ObjectNode) patch.get("patch"));
        assertThat(state)
            .isEqualTo(
                JSON.readTree(
                        running
                            .ask("GET", "/api/v1/topics/" + PEERS_TOPIC, "Cookie: x=y", cookie)
                            .body())
                    .get("state"));
      }
    }
  }

  @Test
  void whatIsNotUnderstoodIsAnsweredAndTheConnectionGoesOn() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      for (String wrong :
          List.of(
              "",
              "null",
              "[]",
              "{",
              "{}",
              "{\"a\":1}",
              "{\"subscribe\":1}",
              "{\"pace\":99}",
              "{\"pace\":\"x\"}",
              "{\"resync\":\"now\"}",
              "{\"subscribe\":[\"nothing\"]}",
              "{\"subscribe\":[\"peers\"]}",
              "{\"subscribe\":[\"peers/other\"]}",
              "{\"events\":[]}",
              "{\"events\":{\"node\":\"other\"}}",
              "{\"events\":{\"node\":\"bobs-node\",\"most\":0}}",
              "{\"events\":{\"node\":\"bobs-node\",\"most\":\"all\"}}",
              "[".repeat(5_000),
              "\u0000")) {
        socket.say(wrong);
        assertThat(socket.next("\"error\"")).contains("message");
      }
      socket.say("{\"events\":{\"node\":\"bobs-node\",\"select\":\"event=net:inbound_mesage\"}}");
      JsonNode error = JSON.readTree(socket.next("\"error\"")).get("error");
      assertThat(error.get("nearest").stringValue()).isEqualTo("net:inbound_message");
      assertThat(error.get("at").asInt()).isEqualTo(6);
      assertThat(error.get("length").asInt()).isEqualTo("net:inbound_mesage".length());
      socket.say("{\"subscribe\":[\"now\"]}");
      assertThat(socket.next("\"state\"")).contains("\"topic\":\"now\"");
    }
  }

  @Test
  void resyncSendsASnapshotAgain() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      socket.say("{\"subscribe\":[\"now\"]}");
      String first = socket.next("\"state\"");
      socket.say("{\"resync\":\"now\"}");
      assertThat(socket.next("\"state\"")).isEqualTo(first);
    }
  }

  @Test
  void aPatchOfPeersAfterAResyncFollowsTheSnapshot() throws Exception {
    running.backend().views.put(PEERS, Planted.peers(4, 0));
    try (LiveSocket socket = open("127.0.0.1")) {
      socket.say("{\"subscribe\":[\"" + PEERS_TOPIC + "\"]}");
      socket.next("\"state\"");
      running.backend().views.put(PEERS, Planted.peers(2, 1));
      socket.next("\"patch\"");
      socket.say("{\"resync\":\"" + PEERS_TOPIC + "\"}");
      JsonNode again = JSON.readTree(socket.next("\"state\""));
      assertThat(again.get("state").get("peers").size()).isEqualTo(2);
      running.backend().views.put(PEERS, Planted.peers(3, 2));
      JsonNode patch = JSON.readTree(socket.next("\"patch\""));
      assertThat(patch.get("n").asLong()).isEqualTo(again.get("n").asLong() + 1);
      ObjectNode state = (ObjectNode) again.get("state");
      merge(state, (ObjectNode) patch.get("patch"));
      assertThat(state.get("peers").size()).isEqualTo(3);
    }
  }

  @Test
  void framesAreCompressedOnTheWayToOtherMachinesOnly() throws Exception {
    String wish = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    try (LiveSocket here =
            LiveSocket.open("127.0.0.1", running.port(), LiveSocket.origin(), cookie, wish);
        LiveSocket behindProxy =
            LiveSocket.open(
                "127.0.0.1",
                running.port(),
                LiveSocket.origin(),
                cookie,
                wish,
                "X-Forwarded-For: 192.0.2.7")) {
      assertThat(here.status()).isEqualTo(101);
      assertThat(here.head).doesNotContainIgnoringCase("permessage-deflate");
      assertThat(here.next()).contains("hello");
      assertThat(behindProxy.status()).isEqualTo(101);
      assertThat(behindProxy.head).containsIgnoringCase("permessage-deflate");
    }
  }

  @Test
  void paceKeepsTheNumbersWithoutGaps() throws Exception {
    try (LiveSocket socket = open("127.0.0.1");
        Changes _ = new Changes(running, 2)) {
      socket.say("{\"pace\":500}");
      socket.say("{\"subscribe\":[\"" + Changes.TOPIC + "\"]}");
      long number = LiveSocket.number(socket.next("\"state\""));
      for (int i = 0; i < 4; i++) {
        assertThat(LiveSocket.number(socket.next("\"patch\""))).isEqualTo(++number);
      }
    }
  }

  @Test
  void selectedEventsComeInOrderAndWhatFoundNoRoomIsCounted() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      socket.next("hello");
      socket.say("{\"events\":{\"node\":\"bobs-node\",\"select\":\"message=ping\"}}");
      Awaitility.await().atMost(Http.PATIENCE).until(() -> running.events().subscribers() > 0);
      int sent = 5_000;
      for (int i = 0; i < sent; i++) {
        running.events().publish(Planted.KEY, Planted.message(i, "ping", new byte[8]));
        running.events().publish(Planted.KEY, Planted.message(i, "pong", new byte[8]));
        running.events().publish("other", Planted.message(i, "ping", new byte[8]));
      }
      long counted = 0;
      long last = -1;
      while (counted < sent) {
        JsonNode frame = JSON.readTree(socket.next("\"events\""));
        counted += frame.get("skipped").asLong();
        for (JsonNode event : frame.get("events")) {
          assertThat(event.get("message").get("type").stringValue()).isEqualTo("ping");
          assertThat(event.get("sequence").asLong()).isGreaterThan(last);
          last = event.get("sequence").asLong();
          counted++;
        }
      }
      assertThat(counted).isEqualTo(sent);
      socket.say("{\"events\":{}}");
      Awaitility.await().atMost(Http.PATIENCE).until(() -> running.events().subscribers() == 0);
    }
  }

  @Test
  void whoWantsNoMoreThanSoManyASecondGetsThemAndTheOthersAreCounted() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      socket.say("{\"events\":{\"node\":\"bobs-node\",\"most\":100}}");
      Awaitility.await().atMost(Http.PATIENCE).until(() -> running.events().subscribers() > 0);
      int published = 900;
      for (int i = 0; i < published; i++) {
        running.events().publish(Planted.KEY, Planted.message(i, "ping", new byte[8]));
      }
      long sent = 0;
      long skipped = 0;
      while (sent + skipped < published) {
        JsonNode frame = JSON.readTree(socket.next("\"events\""));
        sent += frame.get("events").size();
        skipped += frame.get("skipped").asLong();
      }
      assertThat(sent + skipped).isEqualTo(published);
      assertThat(skipped).isPositive();
    }
  }

  @Test
  void aLargeMessageComesWithoutItsFieldsAndTakesNoRoom() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      socket.say("{\"events\":{\"node\":\"bobs-node\",\"payload\":true}}");
      Awaitility.await().atMost(Http.PATIENCE).until(() -> running.events().subscribers() > 0);
      running.events().publish(Planted.KEY, Planted.message(1, "block", new byte[3_000_000]));
      running.events().publish(Planted.KEY, Planted.message(2, "ping", new byte[8]));
      String frames = socket.next("block");
      frames += frames.contains("\"ping\"") ? "" : socket.next("ping");
      assertThat(frames).hasSizeLessThan(4_000).contains("\"payload\":\"0000000000000000\"");
    }
  }

  @Test
  void nothingIsComputedWhileNobodySubscribes() throws Exception {
    try (LiveSocket socket = open("127.0.0.1")) {
      socket.say("{\"subscribe\":[\"now\"]}");
      socket.next("\"state\"");
      socket.say("{\"subscribe\":[]}");
      socket.say("{\"pace\":1}");
      socket.next("\"error\"");
    }
    Awaitility.await()
        .atMost(Http.PATIENCE)
        .until(() -> running.server().queues().get(1).depth() == 0);
    assertThat(running.server().queues())
        .allSatisfy(row -> assertThat(row.dropped()).as(row.name()).isZero());
  }

  private LiveSocket open(String from) throws IOException {
    return LiveSocket.open(from, running.port(), LiveSocket.origin(), cookie);
  }

  private static void merge(ObjectNode into, ObjectNode patch) {
    patch
        .properties()
        .forEach(entry -> {
          if (entry.getValue().isNull()) {
            into.remove(entry.getKey());
          } else if (entry.getValue() instanceof ObjectNode inner
              && into.get(entry.getKey()) instanceof ObjectNode old) {
            merge(old, inner);
          } else {
            into.set(entry.getKey(), entry.getValue());
          }
        });
  }
}
