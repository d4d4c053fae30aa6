package vedette.app.web.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Browsers that are logged in. They live in memory: after a restart one logs in again.
public final class Sessions {
  /// A session ends when nothing was asked for so long.
  public static final Duration IDLE = Duration.ofHours(12);

  /// A session ends after so long in any case.
  public static final Duration LONGEST = Duration.ofDays(7);

  /// One more ends the one that was idle longest.
  public static final int MOST = 64;

  private final Owner owner;
  private final Clock clock;
  private final Map<String, Live> byHash = new HashMap<>();

  public Sessions(Owner owner, Clock clock) {
    this.owner = owner;
    this.clock = clock;
  }

  /// A session.
  ///
  /// @param id what [#end] takes; no secret
  /// @param csrf what requests that change something must repeat
  public record Session(String id, String csrf) {}

  private static final class Live {
    private final Session session;
    private final String generation;
    private final Instant begun;
    private Instant seen;

    Live(Session session, String generation, Instant begun) {
      this.session = session;
      this.generation = generation;
      this.begun = begun;
      this.seen = begun;
    }
  }

  /// Begins one.
  ///
  /// @return the secret for the cookie
  public synchronized String begin() {
    removeEnded();
    if (byHash.size() >= MOST) {
      byHash.entrySet().stream()
          .min(Comparator.comparing(e -> e.getValue().seen))
          .map(Map.Entry::getKey)
          .ifPresent(byHash::remove);
    }
    String secret = Secrets.random();
    String hash = Secrets.hash(secret);
    Instant now = clock.instant();
    byHash.put(hash, new Live(new Session(hash, Secrets.random()), owner.generation(), now));
    return secret;
  }

  /// The session of a cookie, if it has not ended; it counts as used now.
  public synchronized Optional<Session> find(String secret) {
    return alive(Secrets.hash(secret))
        .map(live -> {
          live.seen = clock.instant();
          return live.session;
        });
  }

  /// Whether it has not ended; looking does not count as use.
  public synchronized boolean alive(Session session) {
    return alive(session.id()).isPresent();
  }

  /// Ends it.
  public synchronized void end(Session session) {
    byHash.remove(session.id());
  }

  private Optional<Live> alive(String hash) {
    Live live = byHash.get(hash);
    if (live == null) {
      return Optional.empty();
    }
    if (ended(live)) {
      byHash.remove(hash);
      return Optional.empty();
    }
    return Optional.of(live);
  }

  private void removeEnded() {
    byHash.values().removeIf(this::ended);
  }

  private boolean ended(Live live) {
    Instant now = clock.instant();
    return Duration.between(live.seen, now).compareTo(IDLE) > 0
        || Duration.between(live.begun, now).compareTo(LONGEST) > 0
        || !live.generation.equals(owner.generation());
  }
}
