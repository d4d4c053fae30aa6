package vedette.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vedette.app.web.api.Subscription.Batch;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;
import vedette.event.Selection;
import vedette.wire.Bytes;

class EventsTest {
  private static final Selection ALL = Selection.parse("event=*");
  private static final int PAYLOAD = 100_000;

  private final Events events = new Events();

  @Test
  void listenersThatTakeNothingHoldNoMoreThanTheRoomOfAll() {
    List<Subscription> stuck = listeners(100);
    for (int i = 0; i < 200; i++) {
      events.publish("main", message(i, PAYLOAD));
    }
    long held = stuck.stream().mapToLong(it -> (long) it.depth() * PAYLOAD).sum();
    assertThat(held).isPositive().isLessThanOrEqualTo(Events.BYTES);
    for (Subscription one : stuck) {
      Batch batch = one.take(Events.ROOM);
      assertThat(batch.events().size() + batch.skipped()).isEqualTo(200);
    }
  }

  @Test
  void whoReadsBesideThemMissesNothing() {
    listeners(100);
    Subscription reads = events.subscribe("main", ALL, () -> {});
    for (int i = 0; i < 200; i++) {
      Event event = message(i, i % 50 == 0 ? 4_000_000 : PAYLOAD);
      events.publish("main", event);
      assertThat(reads.take(8)).isEqualTo(new Batch(List.of(event), 0));
    }
  }

  @Test
  void ofFewListenersEachHoldsAQuarter() {
    Subscription one = listeners(1).getFirst();
    for (int i = 0; i < 200; i++) {
      events.publish("main", message(i, PAYLOAD));
    }
    assertThat(one.depth()).isEqualTo(41);
    assertThat(one.take(Events.ROOM).skipped()).isEqualTo(159);
  }

  private List<Subscription> listeners(int count) {
    List<Subscription> listeners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      listeners.add(events.subscribe("main", ALL, () -> {}));
    }
    return listeners;
  }

  private static Event message(long number, int size) {
    return new NetEvent.InboundMessage(
        new Origin(number, number, new NodeId(7, "bitcoind")),
        new Peer(11, "192.0.2.7:8333", "inbound", ""),
        new P2pMessage("block", size, Bytes.wrap(new byte[size]), PayloadState.WHOLE));
  }
}
