package vedette.tap.capture;

import java.util.ArrayList;
import java.util.List;
import vedette.event.Origin;
import vedette.event.ProbeEvent;
import vedette.event.VedetteEvent;

/// Fields of raw probe hits and of the `vedette` events.
final class WatchCodec {
  private WatchCodec() {}

  static void write(ProbeEvent event, ByteSink out) {
    out.text(event.probe());
    out.varint(event.arguments().size());
    for (ProbeEvent.Argument argument : event.arguments()) {
      out.zigzag(argument.value());
      out.zigzag(argument.width());
      out.bool(argument.signed());
    }
  }

  static ProbeEvent probe(Origin origin, ByteSource in) throws Malformed {
    String probe = in.text();
    int count = in.count(3);
    List<ProbeEvent.Argument> arguments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      arguments.add(new ProbeEvent.Argument(in.zigzag(), in.int32(), in.bool()));
    }
    return new ProbeEvent(origin, probe, arguments);
  }

  static void write(VedetteEvent event, ByteSink out) {
    switch (event) {
      case VedetteEvent.Node e -> {
        out.u8(
            switch (e.state()) {
              case APPEARED -> 0;
              case GONE -> 1;
            });
        out.text(e.executable());
        texts(e.attached(), out);
        texts(e.missing(), out);
        out.bool(e.gapPossible());
      }
      case VedetteEvent.Loss e -> {
        out.varint(e.counts().size());
        for (VedetteEvent.Loss.Count count : e.counts()) {
          out.text(count.event());
          out.zigzag(count.lost());
          out.zigzag(count.payloads());
          out.zigzag(count.faults());
          out.zigzag(count.cut());
        }
      }
      case VedetteEvent.Flushed _ -> {}
    }
  }

  static VedetteEvent node(Origin origin, ByteSource in) throws Malformed {
    int number = in.u8();
    VedetteEvent.Node.State state =
        switch (number) {
          case 0 -> VedetteEvent.Node.State.APPEARED;
          case 1 -> VedetteEvent.Node.State.GONE;
          default -> throw new Malformed("node state " + number + " is not known");
        };
    return new VedetteEvent.Node(origin, state, in.text(), texts(in), texts(in), in.bool());
  }

  static VedetteEvent loss(Origin origin, ByteSource in) throws Malformed {
    int size = in.count(5);
    List<VedetteEvent.Loss.Count> counts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      counts.add(
          new VedetteEvent.Loss.Count(
              in.text(), in.zigzag(), in.zigzag(), in.zigzag(), in.zigzag()));
    }
    return new VedetteEvent.Loss(origin, counts);
  }

  private static void texts(List<String> texts, ByteSink out) {
    out.varint(texts.size());
    for (String text : texts) {
      out.text(text);
    }
  }

  private static List<String> texts(ByteSource in) throws Malformed {
    int count = in.count(1);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.text());
    }
    return texts;
  }
}
