package vedette.app.services;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import vedette.app.config.Config;
import vedette.app.config.TruebitConfig;
import vedette.app.truebit.TruebitNodes;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;
import vedette.poll.truebit.LogSource;
import vedette.poll.truebit.Truebit;
import vedette.watch.service.ServiceKind;
import vedette.watch.truebit.TruebitKind;

/// The TrueBit node of this machine: the one of the settings, or a container of its name.
public final class TruebitOffer implements Offer {
  private static final List<Path> SOCKETS =
      List.of(Path.of("/var/run/docker.sock"), Path.of("/run/podman/podman.sock"));
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
        new Offered(wish.key(), "TrueBit", new Truebit(source, node.ledger()), List.of()));
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
