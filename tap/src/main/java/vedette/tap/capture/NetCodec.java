package vedette.tap.capture;

import vedette.event.NetEvent;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;

/// Fields of the `net` events.
final class NetCodec {
  private NetCodec() {}

  static void write(NetEvent event, ByteSink out) {
    peer(event.peer(), out);
    switch (event) {
      case NetEvent.Message e -> message(e.message(), out);
      case NetEvent.InboundConnection e -> out.zigzag(e.connections());
      case NetEvent.OutboundConnection e -> out.zigzag(e.connections());
      case NetEvent.EvictedInboundConnection e -> out.zigzag(e.established());
      case NetEvent.ClosedConnection e -> out.zigzag(e.established());
      case NetEvent.MisbehavingConnection e -> out.text(e.reason());
    }
  }

  static NetEvent inboundMessage(Origin origin, ByteSource in) throws Malformed {
    return new NetEvent.InboundMessage(origin, peer(in), message(in));
  }

  static NetEvent outboundMessage(Origin origin, ByteSource in) throws Malformed {
    return new NetEvent.OutboundMessage(origin, peer(in), message(in));
  }

  static NetEvent inboundConnection(Origin origin, ByteSource in) throws Malformed {
    return new NetEvent.InboundConnection(origin, peer(in), in.zigzag());
  }

  static NetEvent outboundConnection(Origin origin, ByteSource in) throws Malformed {
    return new NetEvent.OutboundConnection(origin, peer(in), in.zigzag());
  }

  static NetEvent evicted(Origin origin, ByteSource in) throws Malformed {
    return new NetEvent.EvictedInboundConnection(origin, peer(in), in.zigzag());
  }

  static NetEvent closed(Origin origin, ByteSource in) throws Malformed {
    return new NetEvent.ClosedConnection(origin, peer(in), in.zigzag());
  }

  static NetEvent misbehaving(Origin origin, ByteSource in) throws Malformed {
    return new NetEvent.MisbehavingConnection(origin, peer(in), in.text());
  }

  private static void peer(Peer peer, ByteSink out) {
    out.zigzag(peer.id());
    out.text(peer.address());
    out.text(peer.connection());
    out.text(peer.network());
  }

  private static Peer peer(ByteSource in) throws Malformed {
    return new Peer(in.zigzag(), in.text(), in.text(), in.text());
  }

  private static void message(P2pMessage message, ByteSink out) {
    out.text(message.type());
    out.zigzag(message.size());
    out.u8(number(message.state()));
    out.bytes(message.payload());
  }

  private static P2pMessage message(ByteSource in) throws Malformed {
    String type = in.text();
    long size = in.zigzag();
    PayloadState state = state(in.u8());
    return new P2pMessage(type, size, in.bytes(), state);
  }

  private static int number(PayloadState state) {
    return switch (state) {
      case WHOLE -> 0;
      case NOT_TAKEN -> 1;
      case CUT -> 2;
      case RING_FULL -> 3;
      case UNREADABLE -> 4;
    };
  }

  private static PayloadState state(int number) throws Malformed {
    return switch (number) {
      case 0 -> PayloadState.WHOLE;
      case 1 -> PayloadState.NOT_TAKEN;
      case 2 -> PayloadState.CUT;
      case 3 -> PayloadState.RING_FULL;
      case 4 -> PayloadState.UNREADABLE;
      default -> throw new Malformed("payload state " + number + " is not known");
    };
  }
}
