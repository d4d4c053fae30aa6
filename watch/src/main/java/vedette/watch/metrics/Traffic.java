package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import vedette.event.NetEvent;

/// Messages and bytes by direction, connection type and message type.
final class Traffic {
  private static final String SOURCE = "net:inbound_message, net:outbound_message";

  private static final Family MESSAGES =
      Family.counter(
          "vedette_messages_total",
          "messages",
          "P2P messages. Types that Bitcoin Core does not know, and the empty one, are other.",
          SOURCE,
          Labels.DIRECTION,
          Labels.CONNECTION,
          Labels.MESSAGE);

  private static final Family BYTES =
      Family.counter(
          "vedette_message_bytes_total",
          "bytes",
          "Payload bytes of P2P messages, without the headers of the transport.",
          SOURCE,
          Labels.DIRECTION,
          Labels.CONNECTION,
          Labels.MESSAGE);

  static final List<Family> FAMILIES = List.of(MESSAGES, BYTES);

  private final Children<CounterDataPoint> messages;
  private final Children<CounterDataPoint> bytes;

  Traffic(NodeSeries series) {
    messages = series.counters(MESSAGES);
    bytes = series.counters(BYTES);
  }

  void message(int direction, int type, NetEvent.Message event) {
    int connection = Labels.CONNECTION.place(event.peer().connection());
    messages.at(direction, connection, type).inc();
    bytes.at(direction, connection, type).inc(Math.max(0, event.message().size()));
  }
}
