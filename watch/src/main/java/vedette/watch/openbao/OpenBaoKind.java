package vedette.watch.openbao;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.openbao.OpenBaoAnswer;
import vedette.poll.openbao.OpenBaoService;
import vedette.watch.service.Gauging;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.KindPage;
import vedette.watch.view.State;

/// OpenBao, and Vault where it is the same.
public final class OpenBaoKind implements ServiceKind {
  /// The only one.
  public static final OpenBaoKind INSTANCE = new OpenBaoKind();

  private static final String SOURCE = OpenBaoService.HEALTH;
  private static final Measure SEALED =
      Measure.gauge("vedette_openbao_sealed", "", "Whether it is sealed (1 or 0).", SOURCE);
  private static final Measure STANDBY =
      Measure.gauge(
          "vedette_openbao_standby", "", "Whether another one is active (1 or 0).", SOURCE);
  private static final Measure KEPT =
      Measure.gauge(
          "vedette_openbao_secrets_kept", "secrets", "Secrets of it that are in memory.", SOURCE);
  private static final Measure UNREAD =
      Measure.gauge(
          "vedette_openbao_secrets_unread",
          "secrets",
          "Secrets of it that are wanted and were never read.",
          SOURCE);
  private static final Measure INFO =
      Measure.info("vedette_openbao_info", "Its version.", SOURCE, "version");

  private OpenBaoKind() {}

  @Override
  public String word() {
    return "openbao";
  }

  @Override
  public String title() {
    return "OpenBao";
  }

  @Override
  public String mainCall() {
    return OpenBaoService.HEALTH;
  }

  @Override
  public List<Measure> measures() {
    return List.of(SEALED, STANDBY, KEPT, UNREAD, INFO);
  }

  @Override
  public Class<? extends KindPage> page() {
    return OpenBaoPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new Fold(around);
  }

  private static final class Fold implements ServiceFold {
    private final Surroundings around;
    private @Nullable OpenBaoAnswer last;

    Fold(Surroundings around) {
      this.around = around;
    }

    @Override
    public void accept(Reading reading) {
      if (reading.outcome() instanceof Outcome.Answered(OpenBaoAnswer answer)) {
        last = answer;
      }
    }

    @Override
    public Standing standing(long now) {
      Optional<Standing> trouble = around.reach().trouble(now);
      OpenBaoAnswer answer = last;
      if (trouble.isPresent() || answer == null) {
        return trouble.orElseGet(() -> standing(State.UNKNOWN, "not asked yet", ""));
      }
      String goesOn =
          unread(answer) == 0
              ? "Vedette goes on with what it has read."
              : unread(answer) + " secrets were never read. Do: unseal it.";
      if (!answer.health().initialized()) {
        return standing(State.BAD, "not initialised", "");
      }
      if (answer.health().sealed()) {
        return standing(State.LOCKED, "sealed", goesOn);
      }
      Optional<OpenBaoAnswer.Kept> refused =
          answer.secrets().stream().filter(it -> !it.trouble().isEmpty()).findFirst();
      if (refused.isPresent()) {
        return standing(State.WARN, "a secret is not to be had", refused.get().trouble());
      }
      return standing(State.OK, answer.health().standby() ? "standby" : "unsealed", "");
    }

    private static long unread(OpenBaoAnswer answer) {
      return answer.secrets().stream().filter(it -> !it.kept()).count();
    }

    private static double kept(OpenBaoAnswer answer) {
      return (double) answer.secrets().stream().filter(OpenBaoAnswer.Kept::kept).count();
    }

    private Standing standing(State state, String word, String detail) {
      return new Standing(state, word, detail, around.reach().asOf());
    }

    @Override
    public List<Figure> figures(long now) {
      OpenBaoAnswer answer = last;
      return answer == null
          ? List.of()
          : List.of(
              Figure.of("secrets in memory", kept(answer), "secrets"),
              Figure.of("never read", (double) unread(answer), "secrets"),
              Figure.text("version", answer.health().version()));
    }

    @Override
    public void measure(Gauging into, long now) {
      OpenBaoAnswer answer = last;
      if (answer == null) {
        return;
      }
      // What it was when it answered last says nothing of now.
      if (around.reach().trouble(now).isEmpty()) {
        into.put(SEALED, answer.health().sealed());
        into.put(STANDBY, answer.health().standby());
        into.put(INFO, 1, answer.health().version());
      }
      into.put(KEPT, kept(answer));
      into.put(UNREAD, (double) unread(answer));
    }

    @Override
    public Optional<OpenBaoPage> page(long now) {
      return Optional.ofNullable(last)
          .map(answer ->
              new OpenBaoPage(
                  answer.health().version(),
                  answer.secrets().stream()
                      .map(it ->
                          new OpenBaoPage.SecretRow(
                              it.reference(), it.kept(), it.readAt(), it.trouble()))
                      .toList()));
    }
  }
}
