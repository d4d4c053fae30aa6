package vedette.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CourierTest {
  private static final Courier.Pace FAST =
      new Courier.Pace(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1));
  private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";

  private final List<String> settled = new CopyOnWriteArrayList<>();

  private Courier courier(HttpSink sink, int perHour, Courier.Pace pace) {
    Channel channel =
        new Channel(
            "hook",
            new Channel.Webhook(new Channel.Address.Open(sink.uri("/")), Optional.empty()),
            Route.DIRECT,
            "info",
            true,
            false,
            perHour);
    return Courier.start(List.of(channel), pace, (name, id) -> settled.add(name + "/" + id));
  }

  private static Message message(String id) {
    return new Message(
        id, 0, Message.Status.FIRING, "warning", "title", "text", "details", List.of());
  }

  private void give(Courier courier, String id) {
    courier.give("hook", message(id), (name, given) -> settled.add(name + "/" + given));
  }

  @Test
  void aMessageIsTriedUntilItIsTakenAndInOrder() {
    try (HttpSink sink = new HttpSink(number -> number < 4 ? "HTTP/1.1 500 No\r\n\r\n" : OK);
        Courier courier = courier(sink, 30, FAST)) {
      give(courier, "a");
      give(courier, "b");
      await().atMost(Duration.ofMinutes(1)).until(() -> settled.size() == 2);
      assertThat(settled).containsExactly("hook/a", "hook/b");
      assertThat(sink.got()).hasSize(5);
      Courier.Status status = courier.status().getFirst();
      assertThat(status.sent()).isEqualTo(2);
      assertThat(status.failed()).isEqualTo(3);
      assertThat(status.dropped()).isZero();
      assertThat(status.waiting()).isZero();
    }
  }

  @Test
  void whatIsRefusedIsDroppedAndCountedAndTheNextGoesOn() {
    try (HttpSink sink = new HttpSink(number -> number == 1 ? "HTTP/1.1 400 No\r\n\r\nbad" : OK);
        Courier courier = courier(sink, 30, FAST)) {
      give(courier, "a");
      give(courier, "b");
      await().atMost(Duration.ofMinutes(1)).until(() -> settled.size() == 2);
      assertThat(courier.status().getFirst().dropped()).isEqualTo(1);
      assertThat(courier.status().getFirst().sent()).isEqualTo(1);
    }
  }

  @Test
  void moreThanAnHourMayHoldWaits() {
    try (HttpSink sink = HttpSink.taking();
        Courier courier = courier(sink, 2, FAST)) {
      List.of("a", "b", "c").forEach(id -> give(courier, id));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> courier.status().getFirst().trouble().startsWith("waits: 2 messages"));
      assertThat(courier.status().getFirst().waiting()).isEqualTo(1);
      assertThat(sink.got()).hasSize(2);
    }
  }

  @Test
  void theQueueIsBoundedAndTheOldestGiveWayCounted() {
    Courier.Pace slow =
        new Courier.Pace(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(24));
    try (HttpSink sink = new HttpSink(_ -> "HTTP/1.1 500 No\r\n\r\n");
        Courier courier = courier(sink, 30, slow)) {
      for (int i = 0; i < Lane.ROOM + 10; i++) {
        give(courier, "m" + i);
      }
      assertThat(courier.status().getFirst().dropped()).isEqualTo(10);
      assertThat(courier.status().getFirst().waiting()).isEqualTo(Lane.ROOM);
      assertThat(settled).hasSize(10).contains("hook/m0");
    }
  }

  @Test
  void aTestSaysOfEachChannelHowItWent() {
    try (HttpSink sink = new HttpSink(number -> number == 1 ? OK : "HTTP/1.1 401 No\r\n\r\n");
        Courier courier = courier(sink, 30, FAST)) {
      assertThat(courier.test(message("t"), Optional.empty()))
          .containsExactly(new Courier.Tried("hook", "webhook", Optional.empty()));
      assertThat(courier.test(message("t"), Optional.of("hook")))
          .containsExactly(
              new Courier.Tried("hook", "webhook", Optional.of("127.0.0.1 answered 401")));
      assertThat(courier.test(message("t"), Optional.of("other"))).isEmpty();
    }
  }

  @Test
  void aMessageForAChannelThatIsNoMoreIsSettled() {
    try (HttpSink sink = HttpSink.taking();
        Courier courier = courier(sink, 30, FAST)) {
      courier.give("gone", message("a"), (name, id) -> settled.add(name + "/" + id));
      assertThat(settled).containsExactly("gone/a");
    }
  }
}
