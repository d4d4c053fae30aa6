package vedette.watch.lnd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vedette.poll.lnd.LndChannel;

/// What LND does not tell of a channel: since when it is as it is, and since when a payment is in
/// flight. Holds what the last list of channels had and nothing else, so that it is as large as
/// that.
final class ChannelMemory {
  /// @param since when it was first seen so, ms
  /// @param seen whether the change was seen; otherwise it has been so for longer
  record Turn(boolean active, long since, boolean seen) {}

  /// A channel that has come or gone, or gone offline or online.
  ///
  /// @param lastedMs how long it had been otherwise, 0 for one that is new
  record Change(LndChannel channel, What what, long lastedMs) {}

  enum What {
    NEW,
    OFFLINE,
    ONLINE,
    GONE
  }

  private record Flight(String point, boolean incoming, String hash, long index) {}

  private Map<String, Turn> turns = new HashMap<>();
  private Map<String, LndChannel> channels = new HashMap<>();
  private Map<Flight, Long> flights = new HashMap<>();
  private boolean first = true;

  /// Takes a list and tells what differs from the last one; nothing differs in the first.
  List<Change> accept(List<LndChannel> listed, long now) {
    Map<String, Turn> nextTurns = new HashMap<>();
    Map<String, LndChannel> nextChannels = new HashMap<>();
    Map<Flight, Long> nextFlights = new HashMap<>();
    List<Change> changes = new ArrayList<>();
    for (LndChannel channel : listed) {
      nextChannels.put(channel.point(), channel);
      nextTurns.put(channel.point(), turn(channel, now, changes));
      for (LndChannel.Htlc htlc : channel.htlcs()) {
        Flight flight = flight(channel, htlc);
        nextFlights.put(flight, flights.getOrDefault(flight, now));
      }
    }
    Set<String> gone = new HashSet<>(channels.keySet());
    gone.removeAll(nextChannels.keySet());
    for (String point : gone) {
      LndChannel channel = channels.get(point);
      Turn turn = turns.get(point);
      if (channel != null && turn != null) {
        changes.add(new Change(channel, What.GONE, now - turn.since()));
      }
    }
    turns = nextTurns;
    channels = nextChannels;
    flights = nextFlights;
    first = false;
    return changes;
  }

  private Turn turn(LndChannel channel, long now, List<Change> changes) {
    Turn before = turns.get(channel.point());
    if (before == null) {
      if (!first) {
        changes.add(new Change(channel, What.NEW, 0));
      }
      return new Turn(channel.active(), now, !first);
    }
    if (before.active() == channel.active()) {
      return before;
    }
    changes.add(
        new Change(channel, channel.active() ? What.ONLINE : What.OFFLINE, now - before.since()));
    return new Turn(channel.active(), now, true);
  }

  /// How a channel of the last list is and since when.
  Turn turn(LndChannel channel) {
    Turn known = turns.get(channel.point());
    return known == null ? new Turn(channel.active(), 0, false) : known;
  }

  /// When a payment of the last list was first seen, ms.
  long firstSeen(LndChannel channel, LndChannel.Htlc htlc, long now) {
    return flights.getOrDefault(flight(channel, htlc), now);
  }

  private static Flight flight(LndChannel channel, LndChannel.Htlc htlc) {
    return new Flight(channel.point(), htlc.incoming(), htlc.hash(), htlc.index().orElse(-1));
  }
}
