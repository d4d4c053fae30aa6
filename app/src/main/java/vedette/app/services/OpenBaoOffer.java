package vedette.app.services;

import java.util.List;
import vedette.app.config.Config;
import vedette.app.config.Vaults;
import vedette.watch.openbao.OpenBaoKind;
import vedette.watch.service.ServiceKind;

/// The OpenBao that the settings name.
final class OpenBaoOffer implements Offer {
  @Override
  public ServiceKind kind() {
    return OpenBaoKind.INSTANCE;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    return config.openbao().stream()
        .map(it -> new Offered("openbao", "OpenBao", Vaults.of(it).service(), List.of()))
        .toList();
  }
}
