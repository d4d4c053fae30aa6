package vedette.app.services;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.Secret;
import vedette.app.config.TruebitConfig;
import vedette.app.truebit.TruebitNodes;
import vedette.poll.PollException;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;
import vedette.poll.truebit.LogSource;
import vedette.poll.truebit.Truebit;
import vedette.poll.truebit.chain.ChainSource;
import vedette.poll.truebit.chain.Endpoint;
import vedette.watch.service.ServiceKind;
import vedette.watch.truebit.TruebitKind;

/// The TrueBit node of this machine: the one of the settings, or a container of its name.
public final class TruebitOffer implements Offer {
  private static final List<Path> SOCKETS =
      List.of(Path.of("/var/run/docker.sock"), Path.of("/run/podman/podman.sock"));
  private static final long BETWEEN = TimeUnit.SECONDS.toNanos(30);

  private static final System.Logger LOG = System.getLogger(TruebitOffer.class.getName());

  private final TruebitNodes nodes;
  private String complaint = "";
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
    Optional<DockerEngine> engine = engine(wish);
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
        new LogSource(engine, wish.container(), wish.logs(), wish.data(), wish.dataSize());
    return List.of(
        new Offered(
            wish.key(), "TrueBit", new Truebit(source, node.ledger(), chains(wish)), List.of()));
  }

  /// An address that is a secret is read each time: it may have been changed, or not be there yet.
  /// What is wrong with one is said once, and the node is watched all the same.
  private ChainSource chains(TruebitConfig wish) {
    TruebitConfig.Chain chain = wish.chain();
    try {
      ChainSource source =
          new ChainSource(
              endpoint(chain.ethereum(), chain.ethereumSecret(), chain.proxy()),
              endpoint(chain.avalanche(), chain.avalancheSecret(), chain.proxy()),
              wish.address(),
              chain.every());
      complaint = "";
      return source;
    } catch (ConfigException | PollException wrong) {
      String said = String.valueOf(wrong.getMessage());
      if (!said.equals(complaint)) {
        complaint = said;
        LOG.log(System.Logger.Level.WARNING, "truebit.chain: " + said);
      }
      return ChainSource.NONE;
    }
  }

  private static Optional<Endpoint> endpoint(
      Optional<URI> plain, Optional<Secret> secret, Optional<URI> proxy) {
    Optional<Endpoint.Socks> socks =
        proxy.map(uri -> new Endpoint.Socks(uri.getHost(), uri.getPort()));
    return plain.or(() -> secret.map(TruebitOffer::address)).map(uri -> new Endpoint(uri, socks));
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

  private static Optional<DockerEngine> engine(TruebitConfig wish) {
    if (!wish.engine()) {
      return Optional.empty();
    }
    return wish.socket()
        .or(() -> SOCKETS.stream().filter(Files::isWritable).findFirst())
        .map(DockerEngine::new);
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
