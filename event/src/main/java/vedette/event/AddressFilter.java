package vedette.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Some address patterns together: single hosts by hash, ranges and ends of names one by one.
final class AddressFilter {
  private final Set<Endpoint> hosts = new HashSet<>();
  private final List<AddressPattern> others = new ArrayList<>();

  AddressFilter(List<AddressPattern> patterns) {
    for (AddressPattern pattern : patterns) {
      switch (pattern) {
        case AddressPattern.Literal literal -> hosts.add(literal.endpoint());
        case AddressPattern.Range range -> others.add(range);
        case AddressPattern.Suffix suffix -> others.add(suffix);
      }
    }
  }

  boolean isEmpty() {
    return hosts.isEmpty() && others.isEmpty();
  }

  boolean contains(Endpoint peer) {
    if (hosts.contains(peer) || hosts.contains(peer.withoutPort())) {
      return true;
    }
    for (AddressPattern pattern : others) {
      if (pattern.matches(peer)) {
        return true;
      }
    }
    return false;
  }
}
