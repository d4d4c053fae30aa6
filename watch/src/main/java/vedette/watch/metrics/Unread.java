package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import vedette.event.P2pMessage;

/// Messages whose content is measured and could not be: what is missing in the other numbers.
final class Unread {
  private static final Label MESSAGE =
      Label.folded(
          "message",
          List.of(
              "inv",
              "getdata",
              "notfound",
              "addr",
              "addrv2",
              "version",
              "ping",
              "pong",
              "cmpctblock",
              "getblocktxn",
              "blocktxn",
              "block"));

  private static final Label REASON =
      Label.closed("reason", "malformed", "not_taken", "cut", "ring_full", "unreadable");

  private static final Family UNREAD =
      Family.counter(
          "vedette_messages_unread_total",
          "messages",
          "Messages whose content is measured elsewhere here and was not, or not to its end.",
          "net:inbound_message, net:outbound_message",
          MESSAGE,
          REASON);

  static final List<Family> FAMILIES = List.of(UNREAD);

  private final Children<CounterDataPoint> unread;

  Unread(NodeSeries series) {
    unread = series.counters(UNREAD);
  }

  void count(P2pMessage message) {
    int reason =
        switch (message.state()) {
          case WHOLE -> 0;
          case NOT_TAKEN -> 1;
          case CUT -> 2;
          case RING_FULL -> 3;
          case UNREADABLE -> 4;
        };
    unread.at(MESSAGE.place(message.type()), reason).inc();
  }
}
