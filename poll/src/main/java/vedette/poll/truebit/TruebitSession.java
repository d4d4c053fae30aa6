package vedette.poll.truebit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.ContainerStats;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;
import vedette.poll.docker.ImageState;
import vedette.poll.truebit.chain.ChainReader;

/// Follows one node from the first question on, and answers from what is known.
final class TruebitSession implements Session {
  private static final long PACE_NANOS = 1_000_000_000L;

  private final Truebit service;
  private final NodeFollower follower;
  private final ChainReader chain;
  private boolean started;
  private boolean closed;
  private @Nullable ContainerStats before;
  private volatile @Nullable Consumer<String> changed;
  private volatile long toldAt = System.nanoTime() - PACE_NANOS;

  TruebitSession(Truebit service) {
    this.service = service;
    this.follower = new NodeFollower(service.source(), service.ledger(), _ -> kept());
    this.chain =
        new ChainReader(service.chain(), TruebitAnswer.Staked::new, TruebitAnswer.Registered::new);
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    begin();
    try {
      return switch (call.name()) {
        case Truebit.LOG ->
            new Outcome.Answered(
                new TruebitAnswer.Log(follower.state(), service.ledger().state(Instant.now())));
        case Truebit.CONTAINER ->
            new Outcome.Answered(
                new TruebitAnswer.Container(
                    service.source().container(),
                    engine().container(service.source().container())));
        case Truebit.IMAGE -> image();
        case Truebit.USE -> use();
        case Truebit.STAKING -> chain.staking(wallet());
        case Truebit.REGISTRY -> chain.registry(wallet());
        default -> new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
      };
    } catch (DockerException failed) {
      return new Outcome.Failed(failed.trouble(), String.valueOf(failed.getMessage()));
    } catch (LedgerException failed) {
      return new Outcome.Failed(Trouble.ERROR, String.valueOf(failed.getMessage()));
    }
  }

  /// The node's own address, if its log has said it.
  private Optional<String> wallet() {
    return service.ledger().state(Instant.now()).wallet();
  }

  private Outcome image() throws InterruptedException {
    Optional<ContainerState> container = engine().container(service.source().container());
    if (container.isEmpty()) {
      return new Outcome.Failed(Trouble.ERROR, "there is no such container");
    }
    String used = container.get().imageId();
    Optional<ImageState> tagged = engine().image(container.get().image());
    Optional<Boolean> replaced =
        used.isEmpty() ? Optional.empty() : tagged.map(image -> !image.is(used));
    return new Outcome.Answered(
        new TruebitAnswer.Image(replaced, engine().image(used).flatMap(ImageState::created)));
  }

  private Outcome use() throws InterruptedException {
    Optional<ContainerState> container = engine().container(service.source().container());
    if (container.filter(ContainerState::running).isEmpty()) {
      return new Outcome.Failed(Trouble.ERROR, "the container does not run");
    }
    ContainerStats now = engine().stats(container.get().id());
    ContainerStats earlier = before;
    before = now;
    return new Outcome.Answered(
        new TruebitAnswer.Use(
            earlier == null ? OptionalDouble.empty() : now.cpuPercentSince(earlier),
            now.memory(),
            now.memoryLimit()));
  }

  private DockerEngine engine() {
    return service
        .source()
        .engine()
        .orElseThrow(() -> new DockerException(Trouble.UNSUPPORTED, "no engine is to be asked"));
  }

  private synchronized void begin() {
    if (!started && !closed) {
      started = true;
      follower.start();
    }
  }

  /// Something was kept: what the log says has changed, but not more than once a second.
  private void kept() {
    Consumer<String> tell = changed;
    long now = System.nanoTime();
    if (tell != null && now - toldAt >= PACE_NANOS) {
      toldAt = now;
      tell.accept(Truebit.LOG);
    }
  }

  @Override
  public void listen(Consumer<String> tell) throws InterruptedException {
    changed = tell;
    if (service.source().engine().isEmpty()) {
      return;
    }
    String name = service.source().container();
    try {
      engine()
          .events(event -> {
            // A command in it, ours too, changes nothing of the container.
            if (event.name().equals(name) && !event.action().startsWith("exec")) {
              tell.accept(Truebit.CONTAINER);
            }
          });
    } catch (DockerException ended) {
      throw new PollException(String.valueOf(ended.getMessage()));
    }
    throw new PollException("the engine's events ended");
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (!started) {
        return;
      }
    }
    follower.close();
  }
}
