package vedette.app.services;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.Secret;
import vedette.app.config.TruebitConfig;
import vedette.app.truebit.NodeAccess;
import vedette.app.truebit.TruebitNodes;
import vedette.poll.PollException;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;
import vedette.poll.tls.Trust;
import vedette.poll.truebit.LogSource;
import vedette.poll.truebit.Truebit;
import vedette.poll.truebit.chain.ChainSource;
import vedette.poll.truebit.chain.Endpoint;
import vedette.watch.service.ServiceKind;
import vedette.watch.truebit.TruebitKind;

/// The TrueBit node of this machine: the one of the settings, or a container of its name.
public final class TruebitOffer implements Offer {
  private static final long BETWEEN = TimeUnit.SECONDS.toNanos(30);

  private final TruebitNodes nodes;
  private volatile boolean found;
  private long lookedAt = System.nanoTime() - BETWEEN;

  /// Opens the node's ledger there.
  public TruebitOffer(TruebitNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public ServiceKind kind() {
    return TruebitKind.TRUEBIT;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    TruebitConfig wish = config.truebit();
    Optional<DockerEngine> engine = NodeAccess.engine(wish);
    boolean wanted =
        switch (wish.watch()) {
          case NEVER -> false;
          case ALWAYS -> true;
          case AUTO ->
              wish.logs().isPresent()
                  || wish.data().isPresent()
                  || (config.discovery() && engine.isPresent() && looked(engine.get(), wish));
        };
    if (!wanted) {
      return List.of();
    }
    TruebitNodes.Watched node = nodes.open(config);
    LogSource source =
        new LogSource(
            engine,
            wish.container(),
            wish.logs(),
            wish.data(),
            NodeAccess.exec(wish),
            wish.dataSize());
    return List.of(
        new Offered(
            wish.key(), "TrueBit", new Truebit(source, node.ledger(), chains(wish)), List.of()));
  }

  /// An address that is a secret is read each time: it may have been changed, or not be there yet.
  /// What is wrong with one is an answer of its own, and the rest is asked all the same.
  private static ChainSource chains(TruebitConfig wish) {
    TruebitConfig.Chain chain = wish.chain();
    Map<String, String> wrong = new TreeMap<>();
    return new ChainSource(
        endpoint(ChainSource.ETHEREUM, chain.ethereum(), chain.ethereumSecret(), chain, wrong),
        endpoint(ChainSource.AVALANCHE, chain.avalanche(), chain.avalancheSecret(), chain, wrong),
        wish.address(),
        chain.every(),
        wrong);
  }

  private static Optional<Endpoint> endpoint(
      String name,
      Optional<URI> plain,
      Optional<Secret> secret,
      TruebitConfig.Chain chain,
      Map<String, String> wrong) {
    Optional<Endpoint.Socks> socks =
        chain.proxy().map(uri -> new Endpoint.Socks(uri.getHost(), uri.getPort()));
    try {
      return plain
          .or(() -> secret.map(TruebitOffer::address))
          .map(uri -> new Endpoint(uri, socks, Trust.in(chain.ca())));
    } catch (ConfigException | PollException unusable) {
      wrong.put(name, "truebit.chain." + name + ": " + unusable.getMessage());
      return Optional.empty();
    }
  }

  private static URI address(Secret secret) {
    try {
      return URI.create(secret.read().strip());
    } catch (IllegalArgumentException _) {
      // Its message would repeat the address.
      throw new ConfigException(
          secret.written()
              + ": expected an address such as https://host/. Found: another text. Do: correct it");
    }
  }

  /// Whether the engine has the container. It is asked beside, so that an engine that hangs holds
  /// up nobody; what was found once stays found.
  private boolean looked(DockerEngine engine, TruebitConfig wish) {
    if (!found && System.nanoTime() - lookedAt >= BETWEEN) {
      lookedAt = System.nanoTime();
      Thread asking =
          Thread.ofVirtual()
              .name("truebit discovery")
              .start(() -> {
                try {
                  found = engine.container(wish.container()).isPresent();
                } catch (DockerException | InterruptedException unknown) {
                  found = false;
                }
              });
      Thread.ofVirtual()
          .start(() -> {
            try {
              if (!asking.join(java.time.Duration.ofSeconds(10))) {
                asking.interrupt();
              }
            } catch (InterruptedException ended) {
              asking.interrupt();
            }
          });
    }
    return found;
  }
}
