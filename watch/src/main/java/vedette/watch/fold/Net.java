package vedette.watch.fold;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.NetworkView;
import vedette.watch.view.State;

/// Connections over the last hour, and what is odd about their coming and going.
final class Net {
  private static final int NETWORKS = 16;
  private static final int REMEMBERED = 64;
  private static final long EVICTION_MS = 10_000;
  private static final int EVICTIONS = 4;
  private static final long LEFT_MS = 2_000;
  private static final int LEFT = 4;
  private static final int CAME = 10;
  private static final long BURST_MS = 60_000;
  private static final int CROWD = 10;

  private final String node;
  private final Counters counters;
  private final Oddities oddities;
  private final Changes changes;
  private final HourCounts opened = new HourCounts(NETWORKS);
  private final HourCounts closed = new HourCounts(NETWORKS);
  private final Sliding evicted = Sliding.hour();
  private final Sliding misbehaving = Sliding.hour();
  private final Sliding messagesIn = Sliding.hour();
  private final Sliding addressesIn = Sliding.hour();
  private final Sliding messagesOut = Sliding.hour();
  private final Sliding addressesOut = Sliding.hour();
  private final Sliding came = Sliding.tenSeconds();
  private final Deque<Gone> evictions = new ArrayDeque<>();
  private final Deque<Gone> leavings = new ArrayDeque<>();
  private Map<String, NetworkView.Known> known = Map.of();

  private record Gone(long at, String subnet) {}

  Net(String node, Counters counters, Oddities oddities, Changes changes) {
    this.node = node;
    this.counters = counters;
    this.oddities = oddities;
    this.changes = changes;
  }

  void opened(String network, long ms) {
    counters.add(Counter.OPENED, 1);
    opened.add(ms, word(network));
    came.add(ms, 1);
    long now = came.sum(ms);
    if (now >= CAME) {
      changes.addOrReplace(
          "came", BURST_MS, ms, State.OK, node, Words.count(now) + " peers came within 10 s");
    }
  }

  void closed(String network, String address, long ms) {
    counters.add(Counter.CLOSED, 1);
    closed.add(ms, word(network));
    List<Gone> burst = burst(leavings, new Gone(ms, Subnets.of(address, network)), LEFT_MS);
    if (burst.size() >= LEFT) {
      changes.addOrReplace(
          "left",
          LEFT_MS,
          ms,
          State.WARN,
          node,
          "%d peers%s left within 2 s".formatted(burst.size(), ofSubnet(burst)));
    }
  }

  void evicted(String network, String address, long ms) {
    counters.add(Counter.EVICTED, 1);
    evicted.add(ms, 1);
    List<Gone> burst = burst(evictions, new Gone(ms, Subnets.of(address, network)), EVICTION_MS);
    if (burst.size() >= EVICTIONS) {
      oddities.of(
          ms,
          "eviction_burst",
          ("%d inbound peers%s had to make room within 10 s. Somebody opens many connections;"
                  + " Core keeps the peers that have served it well.")
              .formatted(burst.size(), ofSubnet(burst)));
    }
  }

  private static List<Gone> burst(Deque<Gone> gone, Gone one, long within) {
    if (gone.size() == REMEMBERED) {
      gone.removeFirst();
    }
    gone.addLast(one);
    return gone.stream().filter(g -> Math.abs(one.at() - g.at()) <= within).toList();
  }

  private static String ofSubnet(List<Gone> burst) {
    String subnet = burst.getFirst().subnet();
    boolean same = !subnet.isEmpty() && burst.stream().allMatch(g -> g.subnet().equals(subnet));
    return same ? " of " + subnet : "";
  }

  void misbehaved(long ms) {
    counters.add(Counter.MISBEHAVING, 1);
    misbehaving.add(ms, 1);
  }

  void addresses(boolean in, long count, long ms) {
    counters.add(in ? Counter.ADDRESSES_IN : Counter.ADDRESSES_OUT, count);
    (in ? messagesIn : messagesOut).add(ms, 1);
    (in ? addressesIn : addressesOut).add(ms, count);
  }

  void known(BitcoindAnswer.AddressManager manager) {
    Map<String, NetworkView.Known> tables = new TreeMap<>();
    manager
        .networks()
        .forEach((network, table) -> {
          if (tables.size() < NETWORKS) {
            tables.put(
                Words.tame(network, 32), new NetworkView.Known(table.fresh(), table.tried()));
          }
        });
    known = Map.copyOf(tables);
  }

  private static String word(String network) {
    return network.isEmpty() ? "unknown" : Words.tame(network, 32);
  }

  /// Looks whether one neighbourhood holds many of the inbound places.
  void tick(Collection<PeerState> peers, long now) {
    Map<String, Integer> inbound = new HashMap<>();
    int all = 0;
    for (PeerState peer : peers) {
      if (peer.inbound()) {
        all++;
        if (!peer.subnet().isEmpty()) {
          inbound.merge(peer.subnet(), 1, Integer::sum);
        }
      }
    }
    for (Map.Entry<String, Integer> subnet : inbound.entrySet()) {
      if (subnet.getValue() >= CROWD && subnet.getValue() * 4 > all) {
        oddities.of(
            now,
            "many_from_one_subnet",
            ("%d of %d inbound peers are in %s: perhaps one operator. Harmless to the node, but"
                    + " they take places from others.")
                .formatted(subnet.getValue(), all, subnet.getKey()));
      }
    }
  }

  NetworkView view(Collection<PeerState> peers, long now) {
    return new NetworkView(
        groups(peers),
        opened.view(now, NETWORKS),
        closed.view(now, NETWORKS),
        evicted.sum(now),
        misbehaving.sum(now),
        diversity(peers),
        new NetworkView.Gossip(
            messagesIn.sum(now), addressesIn.sum(now), messagesOut.sum(now), addressesOut.sum(now)),
        known,
        oddities.view(now));
  }

  private static List<NetworkView.Group> groups(Collection<PeerState> peers) {
    record Key(String network, boolean inbound, String connection) {}
    Map<Key, Integer> counts = new HashMap<>();
    for (PeerState peer : peers) {
      Key key = new Key(peer.network(), peer.inbound(), peer.connection());
      // Words come from the node, not from peers; the bound is for a binary that says nonsense.
      if (counts.containsKey(key) || counts.size() < 64) {
        counts.merge(key, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(e ->
            new NetworkView.Group(
                e.getKey().network(), e.getKey().inbound(), e.getKey().connection(), e.getValue()))
        .sorted(
            Comparator.comparing(NetworkView.Group::network)
                .thenComparing(NetworkView.Group::inbound)
                .thenComparing(NetworkView.Group::connection))
        .toList();
  }

  private static NetworkView.Diversity diversity(Collection<PeerState> peers) {
    Map<String, Integer> subnets = new HashMap<>();
    Map<Long, Integer> systems = new HashMap<>();
    for (PeerState peer : peers) {
      if (!peer.subnet().isEmpty()) {
        subnets.merge(peer.subnet(), 1, Integer::sum);
      }
      BitcoindAnswer.PeerInfo info = peer.info;
      if (info != null && info.mappedAs().isPresent() && info.mappedAs().getAsLong() > 0) {
        systems.merge(info.mappedAs().getAsLong(), 1, Integer::sum);
      }
    }
    return new NetworkView.Diversity(
        subnets.size(),
        subnets.values().stream().max(Integer::compare).orElse(0),
        systems.isEmpty() ? OptionalInt.empty() : OptionalInt.of(systems.size()),
        systems.values().stream().mapToInt(Integer::intValue).max());
  }
}
