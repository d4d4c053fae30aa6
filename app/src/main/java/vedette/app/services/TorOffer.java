package vedette.app.services;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vedette.app.config.Config;
import vedette.app.config.MachineSettings;
import vedette.poll.Secret;
import vedette.poll.tor.Discovery;
import vedette.poll.tor.Tor;
import vedette.watch.service.ServiceKind;
import vedette.watch.tor.TorKind;

/// The Tor that the owner names, or the one that runs on this machine.
final class TorOffer implements Offer {
  private final ServiceKind kind = new TorKind();
  private Optional<Tor.Where> found = Optional.empty();

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    MachineSettings.Tor settings = config.machine().tor();
    Optional<Tor.Where> where =
        settings
            .socket()
            .<Tor.Where>map(Tor.Where.Unix::new)
            .or(() -> settings.address().map(HostPort::control));
    if (where.isEmpty() && settings.watch() && config.discovery()) {
      // One that was found stays when it ends: that it is gone is worth knowing.
      found = Discovery.find(Path.of("/run"), Path.of("/proc")).or(() -> found);
      where = found;
    }
    return where
        .map(it -> Offer.orWhyNot(kind, () -> new Tor(it, password(settings))))
        .map(it -> List.of(new Offered("tor", "Tor", it, List.of())))
        .orElse(List.of());
  }

  private static Optional<Secret> password(MachineSettings.Tor settings) {
    return settings.password().map(it -> Secret.of(it.read()));
  }
}
