package vedette.app.services;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import vedette.app.config.Config;
import vedette.app.config.MachineSettings;
import vedette.poll.certificates.Certificates;
import vedette.watch.certificates.CertificatesKind;
import vedette.watch.service.ServiceKind;

/// The certificates that the owner names, and those that declared LNDs are asked with.
final class CertificatesOffer implements Offer {
  private final ServiceKind kind = new CertificatesKind();

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    MachineSettings.Certificates settings = config.machine().certificates();
    List<Path> files =
        Stream.concat(
                settings.files().stream(),
                config.lnd().stream().flatMap(lnd -> lnd.tlsCert().stream()))
            .toList();
    if (files.isEmpty() && settings.servers().isEmpty()) {
      return List.of();
    }
    return List.of(
        new Offered(
            "certificates",
            "Certificates",
            new Certificates(files, settings.servers().stream().map(HostPort::server).toList()),
            List.of()));
  }
}
