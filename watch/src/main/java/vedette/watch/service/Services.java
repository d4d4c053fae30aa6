package vedette.watch.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vedette.poll.Reading;
import vedette.watch.fold.Changes;
import vedette.watch.view.NowView;
import vedette.watch.view.ServicePage;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// Knows how the services are: takes readings and time, gives views and measured values.
///
/// Any thread may call anything. One lock of its own guards it all; under it only the [Nodes] are
/// asked, nothing is written or waited for. Bounded: at most [#MOST] services.
public final class Services {
  /// Most services.
  public static final int MOST = 32;

  /// What services may know of Bitcoin nodes.
  public interface Nodes {
    /// How a node is; empty if there is none of this key.
    Optional<State> state(String key);

    /// The height of its best block; empty if there is none or it is not known or too old.
    OptionalLong height(String key);

    /// Which chain it is on, in Core's word; empty if there is no such node or it is not known.
    default Optional<String> chain(String key) {
      return Optional.empty();
    }
  }

  private final Object lock = new Object();
  private final InstantSource clock;
  private final Nodes nodes;

  // All below is guarded by the lock.
  private final Map<String, Watched> services = new LinkedHashMap<>();
  private final Changes changes = new Changes();

  /// Watches nothing yet.
  ///
  /// @param nodes asked under the lock: must not call back
  public Services(InstantSource clock, Nodes nodes) {
    this.clock = clock;
    this.nodes = nodes;
  }

  /// Tells of a service; again when what is said of it changes. One of another kind under a known
  /// key begins anew.
  ///
  /// @param name for people
  /// @param needs keys of the nodes and services that it cannot do without
  /// @return false if there are too many already
  public boolean put(ServiceKind kind, String key, String name, List<String> needs) {
    synchronized (lock) {
      Watched known = services.get(key);
      if (known != null && known.kind().equals(kind)) {
        known.describe(name, needs);
        return true;
      }
      if (known == null && services.size() >= MOST) {
        return false;
      }
      services.put(key, new Watched(kind, key, name, needs, nodes, clock.millis()));
      return true;
    }
  }

  /// The service is no longer watched: forgets all of it.
  public void forget(String key) {
    synchronized (lock) {
      services.remove(key);
      changes.forget(key);
    }
  }

  /// Takes what a service said, or did not say.
  ///
  /// @return false if the reading's target is no service
  public boolean accept(Reading reading) {
    synchronized (lock) {
      Watched service = services.get(reading.target());
      if (service == null) {
        return false;
      }
      service.accept(reading);
      judge(service, clock.millis());
      return true;
    }
  }

  /// Lets time pass. Call it at least once a second.
  public void tick() {
    synchronized (lock) {
      long now = clock.millis();
      for (Watched service : services.values()) {
        service.tick(now);
        judge(service, now);
      }
    }
  }

  /// All services in a card's worth of facts, by key, in the order in which they were told of.
  public Map<String, ServiceView> views() {
    synchronized (lock) {
      long now = clock.millis();
      Map<String, ServiceView> views = new LinkedHashMap<>();
      services.forEach((key, service) -> views.put(key, service.view(waitsFor(service), now)));
      return views;
    }
  }

  /// What changed in the last hour, newest first.
  public List<NowView.Change> changes() {
    synchronized (lock) {
      return changes.view(clock.millis());
    }
  }

  /// Topic `service/KEY`, empty if there is no such service.
  public Optional<ServicePage> page(String key) {
    synchronized (lock) {
      Watched service = services.get(key);
      return service == null
          ? Optional.empty()
          : Optional.of(service.page(waitsFor(service), clock.millis()));
    }
  }

  /// Everything that is measured of all services now.
  public List<Measured> measured() {
    return collect((service, now) -> service.measured(now));
  }

  /// How each service stands and how asking it went, for metrics.
  public List<Tally> tallies() {
    return collect((service, now) -> List.of(service.tally(waitsFor(service), now)));
  }

  /// The calls that are made again and again, for topic `system`.
  public List<SystemView.PollRow> polls() {
    return collect((service, _) -> service.polls());
  }

  /// Kinds of the services that there are.
  public Set<ServiceKind> kinds() {
    synchronized (lock) {
      Set<ServiceKind> kinds = new LinkedHashSet<>();
      services.values().forEach(service -> kinds.add(service.kind()));
      return kinds;
    }
  }

  // ---- under the lock ----

  private interface Part<T> {
    List<T> of(Watched service, long now);
  }

  private <T> List<T> collect(Part<T> part) {
    synchronized (lock) {
      long now = clock.millis();
      List<T> all = new ArrayList<>();
      services.values().forEach(service -> all.addAll(part.of(service, now)));
      return all;
    }
  }

  private void judge(Watched service, long now) {
    service
        .judge(waitsFor(service), now)
        .ifPresent(told -> changes.add(now, told.state(), service.key(), told.text()));
  }

  /// What the service needs and does not have: only said of one that is not well itself, because
  /// what works does not wait.
  private @Nullable String waitsFor(Watched service) {
    if (service.wellWithoutOthers(clock.millis())) {
      return null;
    }
    return missing(service, clock.millis(), 0);
  }

  private @Nullable String missing(Watched service, long now, int depth) {
    for (String need : service.needs()) {
      Watched parent = services.get(need);
      if (parent == null) {
        if (nodes.state(need).filter(Services::isMissing).isPresent()) {
          return need;
        }
      } else if (!parent.equals(service) && depth < MOST) {
        if (isMissing(parent.standing(now).state()) || missing(parent, now, depth + 1) != null) {
          return need;
        }
      }
    }
    return null;
  }

  private static boolean isMissing(State state) {
    return switch (state) {
      case STARTING, LOCKED, WAITING, GONE, BAD -> true;
      case OK, SYNCING, WARN, STALE, UNKNOWN -> false;
    };
  }

  /// The height of the first node among these.
  static OptionalLong height(List<String> needs, Function<String, OptionalLong> heightOf) {
    for (String need : needs) {
      OptionalLong height = heightOf.apply(need);
      if (height.isPresent()) {
        return height;
      }
    }
    return OptionalLong.empty();
  }
}
