package vedette.app.up;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vedette.app.config.Config;
import vedette.app.services.Offer;
import vedette.app.services.Offers;
import vedette.poll.PollException;
import vedette.poll.Poller;
import vedette.poll.Service;
import vedette.poll.Unaskable;
import vedette.poll.process.ProcessTable;
import vedette.watch.Watch;
import vedette.watch.view.ServiceView;

/// Knows which services besides the nodes are watched, and tells the watch and the poller.
///
/// A service that was found stays when it ends: that it is gone is worth knowing. It goes when the
/// settings are read again and nothing offers it any more.
final class Roster {
  /// Services come and go less often than nodes, and each look reads the process table.
  private static final long BETWEEN = TimeUnit.SECONDS.toNanos(5);

  private final Watch watch;
  private final Poller poller;
  private final Voice voice;
  private final List<Offer> offers;
  private final Map<String, Service> asked = new HashMap<>();

  /// Kinds whose offer failed, such as for a secret that cannot be read now: what is missing in it
  /// may still be wanted.
  private final Set<String> refused = new HashSet<>();

  private Config config;
  private long lookedAt = System.nanoTime() - BETWEEN;

  /// @param more what this program offers of itself, after [Offers]
  Roster(Config config, Watch watch, Poller poller, Voice voice, List<Offer> more) {
    this.offers = Stream.concat(Offers.all().stream(), more.stream()).toList();
    this.config = config;
    this.watch = watch;
    this.poller = poller;
    this.voice = voice;
  }

  /// Goes by other settings from now on, and forgets services that nothing offers any more.
  synchronized void configure(Config other) {
    config = other;
    Set<String> offered = lookAround();
    Map<String, ServiceView> watched = watch.services().views();
    for (String key : List.copyOf(asked.keySet())) {
      ServiceView view = watched.get(key);
      boolean unsure = view != null && refused.contains(view.kind());
      if (!offered.contains(key) && !unsure) {
        asked.remove(key);
        poller.remove(key);
        watch.services().forget(key);
      }
    }
  }

  /// Looks which services there are, every few seconds however often it is called.
  synchronized void look() {
    if (System.nanoTime() - lookedAt >= BETWEEN) {
      lookAround();
    }
  }

  /// What is asked, by key.
  synchronized Map<String, Service> services() {
    return Map.copyOf(asked);
  }

  private Set<String> lookAround() {
    lookedAt = System.nanoTime();
    Map<String, String> nodes = watch.chains();
    Offer.Seen seen =
        new Offer.Seen(
            nodes.entrySet().stream()
                .map(node -> new Offer.Parent(node.getKey(), node.getValue()))
                .toList(),
            ProcessTable.ofThisMachine());
    Set<String> keys = new HashSet<>();
    for (Offer offer : offers) {
      try {
        for (Offer.Offered it : offer.offered(config, seen)) {
          if (nodes.containsKey(it.key()) || !keys.add(it.key())) {
            voice.about(
                "service " + it.key(),
                "there is another of this key, so the %s is not watched. Do: give it a key of its own"
                    .formatted(offer.kind().title()));
          } else {
            watch(offer, it);
          }
        }
        refused.remove(offer.kind().word());
        voice.about(offer.kind().word(), "");
      } catch (RuntimeException mistake) {
        refused.add(offer.kind().word());
        voice.about(offer.kind().word(), String.valueOf(mistake.getMessage()));
      }
    }
    return keys;
  }

  private void watch(Offer offer, Offer.Offered it) {
    if (!watch.services().put(offer.kind(), it.key(), it.name(), it.needs())) {
      voice.about("service " + it.key(), "there are too many services already");
    } else if (it.service() instanceof Unaskable unaskable && asked.containsKey(it.key())) {
      // Asked as until now it may still answer.
      voice.about("service " + it.key(), unaskable.why());
    } else if (it.service().equals(asked.get(it.key()))) {
      voice.about("service " + it.key(), it.service() instanceof Unaskable why ? why.why() : "");
    } else {
      try {
        poller.put(it.key(), it.service());
        asked.put(it.key(), it.service());
        voice.about("service " + it.key(), it.service() instanceof Unaskable why ? why.why() : "");
      } catch (PollException refused) {
        voice.about("service " + it.key(), String.valueOf(refused.getMessage()));
      }
    }
  }
}
