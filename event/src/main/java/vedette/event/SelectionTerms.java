package vedette.event;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that a selection says, checked, merged by key.
final class SelectionTerms {
  static final List<String> DIRECTIONS = List.of("inbound", "outbound");

  /// Bitcoin Core, `ConnectionTypeAsString`.
  static final List<String> CONNECTIONS =
      List.of(
          "inbound",
          "manual",
          "feeler",
          "outbound-full-relay",
          "block-relay-only",
          "addr-fetch",
          "private-broadcast");

  private static final int MAX_WORD = 64;
  private static final String PEER_ID = "a whole number from 0, as getpeerinfo tells it";

  final KeyTerms<Glob> events = new KeyTerms<>();
  final KeyTerms<MessagePattern> messages = new KeyTerms<>();
  final KeyTerms<String> directions = new KeyTerms<>();
  final KeyTerms<Long> peers = new KeyTerms<>();
  final KeyTerms<AddressPattern> addresses = new KeyTerms<>();
  final KeyTerms<String> connections = new KeyTerms<>();
  final KeyTerms<String> networks = new KeyTerms<>();
  private final Set<String> eventNames;

  /// @param eventNames the events that exist
  SelectionTerms(Set<String> eventNames) {
    this.eventNames = eventNames;
  }

  /// Takes one value.
  ///
  /// @throws SelectionException if it is not one of its key
  void add(Token token, boolean negated) {
    switch (token.key()) {
      case EVENT -> {
        Glob glob = EventPattern.parse(token, negated, eventNames);
        events.add(glob.text(), glob, negated);
      }
      case MESSAGE -> {
        MessagePattern pattern = MessagePattern.parse(token);
        messages.add(pattern.text(), pattern, negated);
      }
      case DIRECTION -> {
        token.mustBeBare(String.join(", ", DIRECTIONS));
        String word = token.word(DIRECTIONS, "direction");
        directions.add(word, word, negated);
      }
      case PEER -> {
        Long id = peer(token);
        peers.add(id.toString(), id, negated);
      }
      case ADDRESS -> {
        AddressPattern pattern = AddressPattern.parse(token);
        addresses.add(pattern.toString(), pattern, negated);
      }
      case CONNECTION -> addWord(connections, token, CONNECTIONS, "connection type", negated);
      case NETWORK -> addWord(networks, token, PeerNetwork.WORDS, "network", negated);
    }
  }

  private static void addWord(
      KeyTerms<String> terms, Token token, List<String> words, String kind, boolean negated) {
    String word = token.word(words, kind);
    boolean printable = word.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    if (word.isEmpty() || word.length() > MAX_WORD || !printable) {
      throw token.refuse("no such " + kind, String.join(", ", words));
    }
    terms.add(words.contains(word) ? word : Quotes.quote(word), word, negated);
  }

  private static Long peer(Token token) {
    token.mustBeBare(PEER_ID);
    String text = token.text();
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException tooLong) {
        throw token.refuse("too large for a peer id", PEER_ID);
      }
    }
    throw token.refuse("not a peer id", PEER_ID);
  }

  /// The text, keys in one order, values in one order.
  String text() {
    return Stream.of(
            events.terms("event"),
            messages.terms("message"),
            directions.terms("direction"),
            peers.terms("peer"),
            addresses.terms("address"),
            connections.terms("connection"),
            networks.terms("network"))
        .flatMap(terms -> terms)
        .collect(Collectors.joining(" "));
  }
}
