package vedette.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vedette.poll.bitcoind.Auth;
import vedette.poll.bitcoind.Bitcoind;
import vedette.poll.electrum.Electrum;
import vedette.poll.lnd.Lnd;
import vedette.poll.lnd.Macaroon;
import vedette.poll.monerod.Monerod;

/// Whatever is wrong with some targets, the others are asked as often as if they were alone.
///
/// What a busy machine adds to every interval must not decide: times with and without bad
/// neighbours alternate, and the quietest of each are compared.
@Tag("alone")
class NeighboursTest {
  private static final Duration INTERVAL = Duration.ofMillis(40);
  private static final int INTERVALS = 40;
  private static final int MOST_ROUNDS = 8;
  private static final double A_TENTH = 1.1;

  /// Those whose trouble is known. A busy machine may show others before.
  private static final Map<String, Trouble> EXPECTED =
      Map.of(
          "HANGING monerod",
          Trouble.TIMEOUT,
          "REFUSING lnd",
          Trouble.UNREACHABLE,
          "GARBAGE bitcoind",
          Trouble.GARBAGE,
          "DRIPPING bitcoind",
          Trouble.TIMEOUT,
          "throwing",
          Trouble.ERROR,
          "deaf to interrupts",
          Trouble.TIMEOUT);

  private final Map<String, List<Long>> begun = new ConcurrentHashMap<>();
  private final Map<String, Set<Trouble>> troubles = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /// Real sessions of a kind, asked far more often than ever in earnest.
  private record Hurried(Service of) implements Service {
    @Override
    public List<Call> calls() {
      return of.calls().stream()
          .map(call -> new Call(call.name(), INTERVAL, Duration.ofMillis(500)))
          .toList();
    }

    @Override
    public int concurrency() {
      return of.concurrency();
    }

    @Override
    public Session open() {
      return of.open();
    }
  }

  private Map<String, Service> healthy() {
    return Stream.of("first", "second", "third")
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    new Scripted(
                        name,
                        List.of(new Call("how", INTERVAL, Duration.ofSeconds(30))),
                        1,
                        call -> {
                          begun
                              .computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>())
                              .add(System.nanoTime());
                          return Scripted.said(call.name());
                        })));
  }

  private Map<String, Service> ill(Map<String, IllServer> servers) {
    Map<String, Service> all = new HashMap<>();
    servers.forEach((name, server) -> {
      int port = server.port();
      all.put(
          name + " bitcoind",
          new Hurried(Bitcoind.local(port, new Auth.Password("user", Secret.of("word")))));
      all.put(name + " monerod", new Hurried(Monerod.at("127.0.0.1", port, Optional.empty())));
      all.put(name + " electrum", new Hurried(Electrum.plain("127.0.0.1", port)));
      all.put(
          name + " lnd",
          new Hurried(
              new Lnd(
                  URI.create("http://127.0.0.1:" + port + "/"),
                  Optional.empty(),
                  new Macaroon.None("none"))));
    });
    List<Call> calls = List.of(new Call("a", INTERVAL, Duration.ofMillis(500)));
    all.put(
        "throwing",
        new Scripted(
            "throwing",
            // It ends at once, but on a busy machine perhaps not within what is enough for the
            // others.
            List.of(new Call("a", INTERVAL, Duration.ofSeconds(30))),
            1,
            _ -> {
              throw new IllegalArgumentException("a mistake of ours, as planned by this test");
            }));
    all.put("deaf to interrupts", new Scripted("deaf", calls, 1, _ -> untilTheEnd()));
    return all;
  }

  private Outcome untilTheEnd() {
    while (true) {
      try {
        over.await();
        return Scripted.said("late");
      } catch (InterruptedException ignored) {
        // As a name server that does not answer.
      }
    }
  }

  private void heard(Reading reading) {
    if (reading.outcome() instanceof Outcome.Failed failed) {
      troubles
          .computeIfAbsent(reading.target(), _ -> ConcurrentHashMap.newKeySet())
          .add(failed.trouble());
    }
  }

  private boolean asExpected() {
    return EXPECTED.entrySet().stream()
        .allMatch(it -> troubles.getOrDefault(it.getKey(), Set.of()).contains(it.getValue()));
  }

  /// Mean interval of the healthy target that was asked least often, in nanoseconds.
  private double slowest() {
    begun.values().forEach(List::clear);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            begun.size() == 3
                && begun.values().stream().allMatch(times -> times.size() > INTERVALS));
    return begun.values().stream()
        .map(List::copyOf)
        .mapToDouble(times -> (times.getLast() - times.getFirst()) / (times.size() - 1.0))
        .max()
        .orElseThrow();
  }

  @Test
  void noTroubleOfOneTargetChangesTheIntervalsOfTheOthersByMoreThanATenth() throws IOException {
    Map<String, IllServer> servers = new HashMap<>();
    double alone = Double.MAX_VALUE;
    double together = Double.MAX_VALUE;
    try (Poller poller = Poller.start(this::heard)) {
      for (IllServer.Way way : IllServer.Way.values()) {
        servers.put(way.name(), IllServer.start(way));
      }
      Map<String, Service> healthy = healthy();
      Map<String, Service> all = new HashMap<>(ill(servers));
      Set<String> ill = Set.copyOf(all.keySet());
      all.putAll(healthy);
      for (int round = 0; round < MOST_ROUNDS; round++) {
        poller.targets(healthy);
        alone = Math.min(alone, slowest());
        poller.targets(all);
        together = Math.min(together, slowest());
        // Those whose trouble shows at once and those that must be waited for: all were ill
        // meanwhile.
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> troubles.keySet().containsAll(ill) && asExpected());
        if (together <= alone * A_TENTH) {
          break;
        }
      }
    } finally {
      over.countDown();
      servers.values().forEach(IllServer::close);
    }
    assertThat(together / alone).as("interval beside ill targets, against alone").isLessThan(1.1);
    assertThat(troubles).doesNotContainKeys("first", "second", "third");
    assertThat(troubles.get("throwing")).containsExactly(Trouble.ERROR);
    assertThat(troubles.get("deaf to interrupts")).containsExactly(Trouble.TIMEOUT);
  }
}
