package vedette.app.services;

import java.util.List;
import vedette.app.config.Config;
import vedette.app.config.MachineSettings;
import vedette.poll.openbao.OpenBao;
import vedette.watch.openbao.OpenBaoKind;
import vedette.watch.service.ServiceKind;

/// The OpenBao that the owner names.
final class OpenBaoOffer implements Offer {
  private final ServiceKind kind = new OpenBaoKind();

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, List<Parent> nodes) {
    MachineSettings.OpenBao settings = config.machine().openbao();
    return settings
        .address()
        .map(it ->
            List.of(
                new Offered(
                    "openbao", "OpenBao", new OpenBao(it, settings.certificate()), List.of())))
        .orElse(List.of());
  }
}
