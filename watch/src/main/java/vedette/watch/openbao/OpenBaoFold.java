package vedette.watch.openbao;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.openbao.OpenBaoAnswer;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// Folds what OpenBao says. Sealed is a state and no failure: it waits for its owner.
final class OpenBaoFold implements ServiceFold {
  private final Surroundings around;
  private @Nullable OpenBaoAnswer health;

  OpenBaoFold(Surroundings around) {
    this.around = around;
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered(OpenBaoAnswer answer)) {
      health = answer;
    }
  }

  /// What it says now; null if it does not.
  private @Nullable OpenBaoAnswer now() {
    return around.reach().trouble("health").isPresent() ? null : health;
  }

  @Override
  public Standing standing(long now) {
    return around.reach().trouble(now).orElseGet(this::judged);
  }

  private Standing judged() {
    OptionalLong asOf = around.reach().asOf();
    OpenBaoAnswer said = health;
    if (said == null) {
      return new Standing(State.UNKNOWN, "not asked yet", "", asOf);
    }
    if (!said.initialized()) {
      return new Standing(State.WARN, "not set up", "Do: bao operator init", asOf);
    }
    if (said.sealed()) {
      return new Standing(
          State.LOCKED,
          "sealed",
          "It gives out nothing until it is unsealed. Do: bao operator unseal",
          asOf);
    }
    return new Standing(State.OK, said.standby() ? "stands by" : "unsealed", "", asOf);
  }

  @Override
  public List<Figure> figures(long now) {
    OpenBaoAnswer said = now();
    String why = "it does not tell";
    return said == null
        ? List.of(Figure.unknown("sealed", "", why), Figure.unknown("version", "", why))
        : List.of(
            Figure.text("sealed", said.sealed() ? "yes" : "no"),
            said.version()
                .map(it -> Figure.text("version", it))
                .orElseGet(() -> Figure.unknown("version", "", why)));
  }

  @Override
  public void measure(Gauging into, long now) {
    OpenBaoAnswer said = now();
    if (said != null) {
      into.put(OpenBaoKind.SEALED, said.sealed());
      into.put(OpenBaoKind.INITIALIZED, said.initialized());
      into.put(OpenBaoKind.STANDBY, said.standby());
      said.version().ifPresent(it -> into.put(OpenBaoKind.INFO, 1.0, it));
    }
  }

  @Override
  public Optional<OpenBaoPage> page(long now) {
    OpenBaoAnswer said = now();
    return said == null
        ? Optional.empty()
        : Optional.of(
            new OpenBaoPage(said.initialized(), said.sealed(), said.standby(), said.version()));
  }
}
