package vedette.event;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which events are wanted.
///
/// ```java
/// Selection blocks = Selection.parse("event=net:* message=block,cmpctblock !connection=manual");
/// if (blocks.matches(event)) { … }
/// ```
///
/// A selection is a text: terms `key=value,value…` or `!key=value,…` with blanks between them. All
/// terms must hold; of the values of one key one is enough; `!` removes. The same text stands on
/// the command line and in files; docs/selection.md has the grammar. The empty text selects
/// everything. No selection removes a [VedetteEvent].
///
/// Immutable. Two selections are equal if their texts are, once the order of terms and values and
/// the spelling of addresses are evened out.
public final class Selection {
  /// Everything.
  public static final Selection ALL = parse("");

  /// What a term speaks of.
  public enum Key {
    /// The event's name, `<context>:<event>`.
    EVENT("event"),
    /// The message type.
    MESSAGE("message"),
    /// Whether a message or new connection comes in or goes out.
    DIRECTION("direction"),
    /// Core's peer id.
    PEER("peer"),
    /// The peer's address, host name or subnet.
    ADDRESS("address"),
    /// The connection type in Core's words.
    CONNECTION("connection"),
    /// The peer's network in Core's words.
    NETWORK("network");

    private final String word;

    Key(String word) {
      this.word = word;
    }

    /// The key as it is written.
    public String word() {
      return word;
    }
  }

  private final String text;
  private final Pushdown pushdown;
  private final EventNameFilter names;
  private final PeerFilter peers;
  private final boolean acceptsNoPeer;

  private Selection(SelectionTerms terms, Set<String> eventNames) {
    text = terms.text();
    pushdown =
        new Pushdown(
            terms.messages.filter(MessagePattern::types),
            terms.peers.filter(Set::of),
            terms.connections.filter(Set::of));
    Pushdown.Filter<String> networks = terms.networks.filter(Set::of);
    names = new EventNameFilter(terms, pushdown, networks, eventNames);
    peers = new PeerFilter(terms, pushdown, networks);
    acceptsNoPeer = peers.acceptsNoPeer();
  }

  /// Reads a selection.
  ///
  /// @throws SelectionException if the text is none
  public static Selection parse(String text) {
    return parse(text, Set.of());
  }

  /// Reads a selection that may also name other events.
  ///
  /// @param probes names of further events that exist, `<context>:<event>`: the probes that Vedette
  ///   has no record for ([ProbeEvent])
  /// @throws SelectionException if the text is none
  public static Selection parse(String text, Set<String> probes) {
    Set<String> eventNames = eventNames(probes);
    SelectionTerms terms = new SelectionTerms(eventNames);
    new SelectionParser(text, terms).terms();
    return new Selection(terms, eventNames);
  }

  /// Puts a selection together from single flags, such as `--event` and `--message` of `vedette
  /// tap`.
  ///
  /// @param flags for each key the values of its flag, once for each time it was given; one text
  ///   may hold several values with commas between them, and each value may be negated
  /// @throws SelectionException if a value is wrong; its column counts in the text of that flag
  public static Selection of(Map<Key, List<String>> flags) {
    return of(flags, Set.of());
  }

  /// Puts a selection together from single flags; it may also name other events.
  ///
  /// @param flags as in [#of(Map)]
  /// @param probes as in [#parse(String, Set)]
  /// @throws SelectionException if a value is wrong; its column counts in the text of that flag
  public static Selection of(Map<Key, List<String>> flags, Set<String> probes) {
    Set<String> eventNames = eventNames(probes);
    SelectionTerms terms = new SelectionTerms(eventNames);
    for (Key key : Key.values()) {
      for (String values : flags.getOrDefault(key, List.of())) {
        new SelectionParser(values, terms).values(key);
      }
    }
    return new Selection(terms, eventNames);
  }

  private static Set<String> eventNames(Set<String> probes) {
    // Sorted, so that of equally near probes always the same is named.
    Set<String> names = new LinkedHashSet<>(EventNames.KNOWN);
    names.addAll(new TreeSet<>(probes));
    return names;
  }

  /// Whether the event is selected. Costs a look-up by name, and for events with a peer at most one
  /// more for each key; an address is taken apart only if the selection asks for it.
  public boolean matches(Event event) {
    if (text.isEmpty()) {
      return true;
    }
    return switch (event) {
      case VedetteEvent _ -> true;
      case NetEvent net -> names.wants(net.name()) && peers.accepts(net);
      case MempoolEvent _,
          ValidationEvent _,
          UtxoCacheEvent _,
          CoinSelectionEvent _,
          ProbeEvent _ ->
          acceptsNoPeer && names.wants(event.name());
    };
  }

  /// Whether any event of this name could be selected. Where not, the tracepoint need not be
  /// watched. Always true for what Vedette itself says.
  ///
  /// @param eventName `<context>:<event>`
  public boolean wants(String eventName) {
    return names.wants(eventName);
  }

  /// What a source can filter by itself.
  public Pushdown pushdown() {
    return pushdown;
  }

  /// Whether a message whose event is wanted and which passes the [#pushdown] is selected for sure:
  /// no address or network is asked for, so that a source which filtered by it need not ask
  /// [#matches].
  public boolean pushdownSettlesMessages() {
    return peers.acceptsEveryPlace();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Selection that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// The text of this selection, from which [#parse] makes an equal one (given the same probes).
  @Override
  public String toString() {
    return text;
  }
}
