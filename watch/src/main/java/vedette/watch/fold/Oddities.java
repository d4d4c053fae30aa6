package vedette.watch.fold;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import vedette.watch.view.NetworkView;

/// What is unusual, each explained; the 50 last of the last hour.
final class Oddities {
  private static final int MOST = 50;
  private static final long KEPT_MS = 3_600_000;
  private static final long NO_PEER = -1;

  private record Key(String kind, long peer) {}

  private final Map<Key, NetworkView.Oddity> odd = new LinkedHashMap<>();

  void of(PeerState peer, long at, String kind, String sentence) {
    put(new Key(kind, peer.id()), OptionalLong.of(peer.id()), at, sentence);
  }

  void of(long at, String kind, String sentence) {
    put(new Key(kind, NO_PEER), OptionalLong.empty(), at, sentence);
  }

  private void put(Key key, OptionalLong peer, long at, String sentence) {
    NetworkView.Oddity before = odd.remove(key);
    long count = before == null || at - before.at() > KEPT_MS ? 1 : before.count() + 1;
    odd.put(key, new NetworkView.Oddity(at, key.kind(), sentence, peer, count));
    if (odd.size() > MOST) {
      odd.remove(odd.keySet().iterator().next());
    }
  }

  /// A node that starts anew counts its peers anew.
  void forgetPeers() {
    odd.keySet().removeIf(key -> key.peer() != NO_PEER);
  }

  List<NetworkView.Oddity> view(long now) {
    return odd.values().stream()
        .filter(one -> now - one.at() < KEPT_MS)
        .sorted(Comparator.comparingLong(NetworkView.Oddity::at).reversed())
        .toList();
  }
}
