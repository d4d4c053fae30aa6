package vedette.watch.tor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.tor.TorAnswer;
import vedette.watch.fold.Words;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// Folds what Tor says. On its way into the network it is starting; only a warning of its own on
/// that way, or the loss of what it had, needs a look.
final class TorFold implements ServiceFold {
  private static final int DONE = 100;

  private final Surroundings around;
  private TorAnswer.@Nullable Status status;
  private TorAnswer.@Nullable Onions onions;
  private long statusAt;

  TorFold(Surroundings around) {
    this.around = around;
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered(TorAnswer answer)) {
      switch (answer) {
        case TorAnswer.Status said -> {
          status = said;
          statusAt = reading.at().toEpochMilli();
        }
        case TorAnswer.Onions said -> onions = said;
      }
    }
  }

  private List<TorAnswer.Onion> services() {
    TorAnswer.Onions known = onions;
    return known == null || around.reach().trouble("onions").isPresent()
        ? List.of()
        : known.services();
  }

  private long published(boolean done) {
    return services().stream()
        .filter(it -> it.publication().filter(last -> last.done() == done).isPresent())
        .count();
  }

  @Override
  public Standing standing(long now) {
    return around.reach().trouble(now).orElseGet(this::judged);
  }

  private Standing judged() {
    OptionalLong asOf = around.reach().asOf();
    TorAnswer.Status said = status;
    if (said == null) {
      return new Standing(State.UNKNOWN, "not asked yet", "", asOf);
    }
    int progress = said.progress().orElse(0);
    if (progress < DONE) {
      return said.warning()
          .map(warning ->
              new Standing(
                  State.WARN, "cannot reach the network, " + progress + " %", warning, asOf))
          .orElseGet(() ->
              new Standing(
                  State.STARTING,
                  "reaching the network, " + progress + " %",
                  said.summary(),
                  asOf));
    }
    if (!said.circuit()) {
      return new Standing(State.WARN, "no circuit works", said.summary(), asOf);
    }
    long refused = published(false);
    if (refused > 0) {
      return new Standing(
          State.WARN,
          Words.counted(refused, "onion service is", "onion services are") + " not published",
          "No directory took it at the last try; Tor tries again by itself.",
          asOf);
    }
    int all = services().size();
    return new Standing(
        State.OK,
        "in the Tor network",
        all == 0
            ? ""
            : "%s, %s seen published."
                .formatted(
                    Words.counted(all, "onion service", "onion services"),
                    Words.count(published(true))),
        asOf);
  }

  @Override
  public List<Figure> figures(long now) {
    TorAnswer.Status said = around.reach().trouble("status").isPresent() ? null : status;
    String why = "Tor does not tell";
    return List.of(
        Figure.of("bootstrapped", progress(said), "ratio", why),
        Figure.of(
            "circuits",
            said == null ? OptionalDouble.empty() : OptionalDouble.of(said.circuits()),
            "",
            why),
        Figure.of(
            "onion services",
            onions == null || around.reach().trouble("onions").isPresent()
                ? OptionalDouble.empty()
                : OptionalDouble.of(services().size()),
            "",
            why));
  }

  private static OptionalDouble progress(TorAnswer.@Nullable Status said) {
    return said == null || said.progress().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(said.progress().getAsInt() / (double) DONE);
  }

  @Override
  public void measure(Gauging into, long now) {
    TorAnswer.Status said = status;
    if (said != null && around.reach().trouble("status").isEmpty()) {
      into.put(TorKind.BOOTSTRAP, progress(said));
      into.put(TorKind.CIRCUIT, said.circuit());
      into.put(TorKind.CIRCUITS, (double) said.circuits());
      into.put(TorKind.READ, said.read());
      into.put(TorKind.WRITTEN, said.written());
      said.uptime().ifPresent(it -> into.put(TorKind.UPTIME, (double) it.toSeconds()));
      into.put(TorKind.INFO, 1.0, said.version());
    }
    if (onions != null && around.reach().trouble("onions").isEmpty()) {
      into.put(TorKind.ONIONS, (double) services().size());
      into.put(TorKind.PUBLISHED, (double) published(true));
      into.put(TorKind.REFUSED, (double) published(false));
    }
  }

  @Override
  public Optional<TorPage> page(long now) {
    TorAnswer.Status said = status;
    if (said == null) {
      return Optional.empty();
    }
    return Optional.of(
        new TorPage(
            said.version(),
            progress(said),
            said.summary(),
            said.warning(),
            said.circuit(),
            OptionalInt.of(said.circuits()),
            said.uptime()
                .map(it -> OptionalLong.of(statusAt - it.toMillis()))
                .orElse(OptionalLong.empty()),
            said.read(),
            said.written(),
            services().stream().map(TorFold::row).toList()));
  }

  private static TorPage.Onion row(TorAnswer.Onion onion) {
    return new TorPage.Onion(
        onion.name(),
        onion.address(),
        onion.ports(),
        onion.publication().map(TorAnswer.Publication::done),
        onion
            .publication()
            .map(it -> OptionalLong.of(it.at().toEpochMilli()))
            .orElse(OptionalLong.empty()));
  }
}
