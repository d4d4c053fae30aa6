package vedette.watch.openbao;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.openbao.Health;
import vedette.poll.openbao.OpenBaoAnswer;
import vedette.poll.openbao.OpenBaoService;
import vedette.watch.service.Measured;
import vedette.watch.service.NoNodes;
import vedette.watch.service.Services;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;

class OpenBaoKindTest {
  private static final Instant NOW = Instant.parse("2026-11-26T14:00:00Z");

  private final Services services = new Services(() -> NOW, new NoNodes());

  private ServiceView after(Outcome outcome) {
    assertThat(services.put(OpenBaoKind.INSTANCE, "openbao", "OpenBao", List.of())).isTrue();
    boolean _ =
        services.accept(
            new Reading("openbao", OpenBaoService.HEALTH, NOW, Duration.ofMillis(3), outcome));
    ServiceView view = services.views().get("openbao");
    assertThat(view).isNotNull();
    return Objects.requireNonNull(view);
  }

  private static Outcome answered(boolean sealed, boolean standby, boolean kept, String trouble) {
    return new Outcome.Answered(
        new OpenBaoAnswer(
            new Health(true, sealed, standby, "2.6.2"),
            List.of(
                new OpenBaoAnswer.Kept(
                    "vedette/rpc#password", kept, OptionalLong.empty(), trouble))));
  }

  private double measured(String name) {
    return services.measured().stream()
        .filter(it -> it.measure().name().equals(name))
        .mapToDouble(Measured::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Test
  void sealedIsAStateOfItsOwnAndSaysWhetherVedetteGoesOn() {
    ServiceView kept = after(answered(true, false, true, "it is sealed"));
    assertThat(kept.state()).isEqualTo(State.LOCKED);
    assertThat(kept.detail()).isEqualTo("Vedette goes on with what it has read.");
    assertThat(measured("vedette_openbao_sealed")).isEqualTo(1);
    ServiceView unread = after(answered(true, false, false, "it is sealed"));
    assertThat(unread.detail()).isEqualTo("1 secrets were never read. Do: unseal it.");
    assertThat(measured("vedette_openbao_secrets_unread")).isEqualTo(1);
  }

  @Test
  void unsealedStandbyRefusedAndGoneHaveTheirWords() {
    assertThat(after(answered(false, false, true, "")).word()).isEqualTo("unsealed");
    assertThat(after(answered(false, true, true, "")).word()).isEqualTo("standby");
    ServiceView refused = after(answered(false, false, false, "not allowed"));
    assertThat(refused.state()).isEqualTo(State.WARN);
    assertThat(refused.detail()).isEqualTo("not allowed");
    ServiceView gone = after(new Outcome.Failed(Trouble.UNREACHABLE, "nobody"));
    assertThat(gone.state()).isEqualTo(State.GONE);
    assertThat(measured("vedette_openbao_sealed")).as("not known any more").isNaN();
    assertThat(measured("vedette_openbao_secrets_unread")).isEqualTo(1);
  }
}
