package vedette.watch.openbao;

import java.util.List;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// OpenBao, and Vault.
public record OpenBaoKind() implements ServiceKind {
  private static final String SOURCE = "/v1/sys/health";

  static final Measure SEALED =
      Measure.gauge("vedette_openbao_sealed", "1", "Whether it is sealed.", SOURCE);
  static final Measure INITIALIZED =
      Measure.gauge("vedette_openbao_initialized", "1", "Whether it has been set up.", SOURCE);
  static final Measure STANDBY =
      Measure.gauge(
          "vedette_openbao_standby",
          "1",
          "Whether another one of its cluster answers questions.",
          SOURCE);
  static final Measure INFO =
      Measure.info("vedette_openbao_info", "Which OpenBao it is.", SOURCE, "version");

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
    return "health";
  }

  @Override
  public List<Measure> measures() {
    return List.of(SEALED, INITIALIZED, STANDBY, INFO);
  }

  @Override
  public Class<? extends KindPage> page() {
    return OpenBaoPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new OpenBaoFold(around);
  }
}
