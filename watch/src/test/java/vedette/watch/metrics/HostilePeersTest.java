package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.watch.metrics.Happenings.HASH;
import static vedette.watch.metrics.Happenings.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.VedetteEvent;
import vedette.poll.Trouble;
import vedette.wire.Bytes;
import vedette.wire.MessageTypes;

/// Whoever talks to a node cannot make series.
class HostilePeersTest {
  private static final int EVENTS = 100_000;
  private static final List<Trouble> TROUBLES = List.of(Trouble.values());
  private static final List<PayloadState> STATES = List.of(PayloadState.values());

  private final Metrics metrics = Metrics.create("test");

  @Test
  void aHundredThousandHostileEventsStayWithinTheBoundOfEveryFamily() {
    Random random = new Random(20_261_124);
    for (int i = 0; i < EVENTS; i++) {
      metrics.accept("main", hostile(random));
    }
    for (int i = 0; i < 1_000; i++) {
      metrics.accept(Answers.failed("main", text(random), TROUBLES.get(i % TROUBLES.size())));
    }
    Scrape own = Scrape.of(metrics.own(""));
    for (Family family : Catalogue.NODE_FAMILIES) {
      assertThat(own.count(family.name())).as(family.name()).isLessThanOrEqualTo(family.series());
    }
    assertThat(own.series().keySet().stream().filter(name -> name.contains("node=")).count())
        .isLessThanOrEqualTo(Catalogue.seriesPerNode());
    Scrape usdtDash = Scrape.of(metrics.usdtDash());
    assertThat(usdtDash.series())
        .hasSizeLessThanOrEqualTo(
            21 + 2 * 2 * Labels.MESSAGE.size() + Labels.REMOVAL.size() + 3 * Labels.NETWORK.size());
  }

  @Test
  void theBoundHoldsForEveryValueThatThereIs() {
    for (String type : MessageTypes.KNOWN) {
      for (String connection : Labels.CONNECTION.values()) {
        Peer peer = new Peer(1, "192.0.2.1:1", connection, "");
        P2pMessage message = Happenings.message(type, new byte[90]);
        metrics.accept("main", new NetEvent.InboundMessage(at(0), peer, message));
        metrics.accept("main", new NetEvent.OutboundMessage(at(0), peer, message));
      }
    }
    Scrape own = Scrape.of(metrics.own(""));
    Family messages = Catalogue.NODE_FAMILIES.getFirst();
    // All but the type "other".
    assertThat(own.count(messages.name()))
        .isEqualTo(messages.series() - 2L * Labels.CONNECTION.size());
  }

  @Test
  void nodesBeyondTheMostAreCountedAndHaveNoSeries() {
    for (int node = 0; node < Metrics.MAX_NODES + 3; node++) {
      metrics.accept("node" + node, Happenings.in(0, 1, "verack", new byte[0]));
    }
    Scrape own = Scrape.of(metrics.own(""));
    assertThat(own.at("vedette_nodes")).isEqualTo(Metrics.MAX_NODES);
    assertThat(own.at("vedette_unobserved_events_total")).isEqualTo(3);
    assertThat(own.text()).doesNotContain("node16");
    metrics.forget("node0");
    metrics.accept("node16", Happenings.in(0, 1, "verack", new byte[0]));
    assertThat(Scrape.of(metrics.own("")).text()).contains("node16").doesNotContain("\"node0\"");
  }

  private static Event hostile(Random random) {
    Peer peer =
        new Peer(random.nextLong(), text(random), pick(random, Labels.CONNECTION), text(random));
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> new NetEvent.InboundMessage(at(0), peer, message(random));
      case 3, 4 -> new NetEvent.OutboundMessage(at(0), peer, message(random));
      case 5 -> new NetEvent.InboundConnection(at(0), peer, random.nextLong());
      case 6 -> new NetEvent.ClosedConnection(at(0), peer, random.nextLong());
      case 7 -> new NetEvent.MisbehavingConnection(at(0), peer, text(random));
      case 8 -> new MempoolEvent.Rejected(at(0), HASH, text(random));
      case 9 ->
          new MempoolEvent.Removed(
              at(0), HASH, text(random), random.nextInt(), random.nextLong(), random.nextLong());
      case 10 ->
          new UtxoCacheEvent.Flush(
              at(0), random.nextLong(), text(random), random.nextLong(), random.nextLong(), true);
      default ->
          switch (random.nextInt(3)) {
            case 0 ->
                new CoinSelectionEvent.SelectedCoins(at(0), text(random), text(random), 1, 1, 1);
            case 1 -> new ProbeEvent(at(0), text(random), List.of());
            default ->
                new VedetteEvent.Loss(
                    at(0), List.of(new VedetteEvent.Loss.Count(text(random), 1, 1, 1, 1)));
          };
    };
  }

  /// A message of any type, or of one whose content is looked at, with any content; half of them
  /// begin with a count that fits.
  private static P2pMessage message(Random random) {
    List<String> types = new ArrayList<>(MessageTypes.KNOWN);
    types.add(text(random));
    String type = types.get(random.nextInt(types.size()));
    byte[] payload = new byte[random.nextInt(400)];
    random.nextBytes(payload);
    if (random.nextBoolean() && payload.length > 0) {
      payload[0] = (byte) random.nextInt(12);
    }
    PayloadState state = STATES.get(random.nextInt(STATES.size()));
    long size = state == PayloadState.WHOLE ? payload.length : payload.length + random.nextInt(999);
    return type.equals("version")
        ? Happenings.message(
            type, Happenings.version("/" + Integer.toHexString(random.nextInt()) + "/"))
        : new P2pMessage(type, size, Bytes.wrap(payload), state);
  }

  private static String text(Random random) {
    return Long.toHexString(random.nextLong()) + (random.nextInt(9) == 0 ? "\"\\\n} 1\u2028" : "");
  }

  private static String pick(Random random, Label label) {
    int place = random.nextInt(label.size() + 3);
    return place < label.size() ? label.values().get(place) : text(random);
  }
}
