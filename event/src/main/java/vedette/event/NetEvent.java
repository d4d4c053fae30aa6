package vedette.event;

/// Context `net`: messages and connections (Bitcoin Core: `net.cpp`, `net_processing.cpp`).
public sealed interface NetEvent extends Event {

  /// The other end.
  Peer peer();

  /// A P2P message, in either direction.
  sealed interface Message extends NetEvent permits InboundMessage, OutboundMessage {
    /// What was said.
    P2pMessage message();
  }

  /// A change of connections; the peer's network is known.
  sealed interface Connection extends NetEvent
      permits InboundConnection, OutboundConnection, EvictedInboundConnection, ClosedConnection {}

  /// `net:inbound_message`: a message is about to be processed, before any validation.
  record InboundMessage(Origin origin, Peer peer, P2pMessage message) implements Message {
    @Override
    public String name() {
      return "net:inbound_message";
    }
  }

  /// `net:outbound_message`: a message was queued for sending, before the socket takes it.
  record OutboundMessage(Origin origin, Peer peer, P2pMessage message) implements Message {
    @Override
    public String name() {
      return "net:outbound_message";
    }
  }

  /// `net:inbound_connection`: a peer connected to the node.
  ///
  /// @param connections number of inbound connections, this one included
  record InboundConnection(Origin origin, Peer peer, long connections) implements Connection {
    @Override
    public String name() {
      return "net:inbound_connection";
    }
  }

  /// `net:outbound_connection`: the node connected to a peer.
  ///
  /// @param connections number of outbound connections, this one included
  record OutboundConnection(Origin origin, Peer peer, long connections) implements Connection {
    @Override
    public String name() {
      return "net:outbound_connection";
    }
  }

  /// `net:evicted_inbound_connection`: an inbound peer has to make room for another.
  ///
  /// @param established when the connection was made, seconds since the epoch
  record EvictedInboundConnection(Origin origin, Peer peer, long established)
      implements Connection {
    @Override
    public String name() {
      return "net:evicted_inbound_connection";
    }
  }

  /// `net:closed_connection`: a connection is gone.
  ///
  /// @param established when the connection was made, seconds since the epoch
  record ClosedConnection(Origin origin, Peer peer, long established) implements Connection {
    @Override
    public String name() {
      return "net:closed_connection";
    }
  }

  /// `net:misbehaving_connection`: a peer broke a rule; of the peer only the id is told.
  ///
  /// @param reason free text of Core, may carry numbers chosen by the peer
  record MisbehavingConnection(Origin origin, Peer peer, String reason) implements NetEvent {
    @Override
    public String name() {
      return "net:misbehaving_connection";
    }
  }
}
