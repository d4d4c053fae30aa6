package vedette.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Answers from an event's name alone whether an event of that name could be selected.
///
/// The answers for the names that exist are worked out beforehand; any other name, as a probe that
/// appeared later may have, is judged by the patterns.
final class EventNameFilter {
  private final List<Glob> wanted;
  private final List<Glob> unwanted;
  private final Pushdown.Filter<String> directions;
  private final boolean onlyMessages;
  private final boolean onlyPeers;
  private final boolean onlyAddresses;
  private final boolean nothing;
  private final Map<String, Boolean> answers = new HashMap<>();

  /// @param pushdown the filters of the same terms
  /// @param networks likewise
  EventNameFilter(
      SelectionTerms terms,
      Pushdown pushdown,
      Pushdown.Filter<String> networks,
      Set<String> eventNames) {
    wanted = terms.events.wanted();
    unwanted = terms.events.unwanted();
    directions = terms.directions.filter(Set::of);
    onlyMessages = pushdown.messages().acceptListed();
    onlyPeers = pushdown.peers().acceptListed();
    onlyAddresses =
        !terms.addresses.wanted().isEmpty()
            || pushdown.connections().acceptListed()
            || networks.acceptListed();
    nothing =
        directions.acceptsNone()
            || pushdown.messages().acceptsNone()
            || pushdown.peers().acceptsNone()
            || pushdown.connections().acceptsNone()
            || networks.acceptsNone();
    eventNames.forEach(name -> answers.put(name, judge(name)));
  }

  boolean wants(String name) {
    Boolean answer = answers.get(name);
    return answer != null ? answer : judge(name);
  }

  private boolean judge(String name) {
    if (EventNames.ofVedette(name)) {
      return true;
    }
    if (nothing
        || (onlyMessages && !EventNames.carriesMessage(name))
        || (onlyPeers && !EventNames.carriesPeer(name))
        || (onlyAddresses && !EventNames.carriesAddress(name))) {
      return false;
    }
    String direction = EventNames.direction(name);
    boolean way = direction.isEmpty() ? !directions.acceptListed() : directions.accepts(direction);
    return way && (wanted.isEmpty() || any(wanted, name)) && !any(unwanted, name);
  }

  private static boolean any(List<Glob> globs, String name) {
    for (Glob glob : globs) {
      if (glob.matches(name)) {
        return true;
      }
    }
    return false;
  }
}
