package vedette.event;

import java.util.Optional;

/// What a selection says about the peer of an event, apart from the event's name.
final class PeerFilter {
  private final Pushdown pushdown;
  private final Pushdown.Filter<String> networks;
  private final AddressFilter wanted;
  private final AddressFilter unwanted;

  PeerFilter(SelectionTerms terms, Pushdown pushdown, Pushdown.Filter<String> networks) {
    this.pushdown = pushdown;
    this.networks = networks;
    this.wanted = new AddressFilter(terms.addresses.wanted());
    this.unwanted = new AddressFilter(terms.addresses.unwanted());
  }

  /// Whether events without a peer pass.
  boolean acceptsNoPeer() {
    return !pushdown.messages().acceptListed()
        && !pushdown.peers().acceptListed()
        && !pushdown.connections().acceptListed()
        && !networks.acceptListed()
        && wanted.isEmpty();
  }

  boolean accepts(NetEvent event) {
    if (event instanceof NetEvent.Message message
        && !pushdown.messages().accepts(message.message().type())) {
      return false;
    }
    Peer peer = event.peer();
    boolean id =
        peer.id() == Peer.UNKNOWN_ID
            ? !pushdown.peers().acceptListed()
            : pushdown.peers().accepts(peer.id());
    return id && acceptsWord(pushdown.connections(), peer.connection()) && acceptsPlace(peer);
  }

  /// Whether neither address nor network is asked for.
  boolean acceptsEveryPlace() {
    return wanted.isEmpty() && unwanted.isEmpty() && networks.acceptsAll();
  }

  private boolean acceptsPlace(Peer peer) {
    if (acceptsEveryPlace()) {
      return true;
    }
    Optional<Endpoint> endpoint =
        peer.address().isEmpty() ? Optional.empty() : Optional.of(Endpoint.of(peer.address()));
    String network =
        peer.network().isEmpty() ? endpoint.map(PeerNetwork::of).orElse("") : peer.network();
    return acceptsWord(networks, network)
        && endpoint
            .map(at -> (wanted.isEmpty() || wanted.contains(at)) && !unwanted.contains(at))
            .orElse(wanted.isEmpty());
  }

  /// The empty word is one that the event does not tell.
  private static boolean acceptsWord(Pushdown.Filter<String> filter, String word) {
    return word.isEmpty() ? !filter.acceptListed() : filter.accepts(word);
  }
}
