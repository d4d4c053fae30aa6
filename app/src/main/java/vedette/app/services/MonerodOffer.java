package vedette.app.services;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vedette.app.config.Config;
import vedette.app.config.MonerodNode;
import vedette.poll.Secret;
import vedette.poll.Service;
import vedette.poll.http.Endpoints;
import vedette.poll.monerod.Discovery;
import vedette.poll.monerod.FoundMonerod;
import vedette.poll.monerod.Monerod;
import vedette.poll.process.Address;
import vedette.poll.process.ProcessTable;
import vedette.poll.tls.Trust;
import vedette.watch.monerod.MonerodKind;
import vedette.watch.service.ServiceKind;

/// The Monero nodes: those of the settings, and those that run here.
///
/// Certificates that were trusted on first use are kept in the file `pins-monerod` of Vedette's
/// directory.
final class MonerodOffer implements Offer {
  private final ServiceKind kind = new MonerodKind();
  private final Function<ProcessTable, List<FoundMonerod>> discovery;
  private final PinKeeper pins = new PinKeeper("pins-monerod");

  MonerodOffer() {
    this(new Discovery()::find);
  }

  /// @param discovery the nodes that run here now
  MonerodOffer(Function<ProcessTable, List<FoundMonerod>> discovery) {
    this.discovery = discovery;
  }

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    List<Offered> all = new ArrayList<>();
    for (MonerodNode node : config.monerod()) {
      all.add(
          new Offered(
              node.key(),
              node.key(),
              Offer.orWhyNot(kind, () -> service(node, config.directory())),
              node.needs()));
    }
    if (config.discovery()) {
      for (FoundMonerod found :
          Offer.undeclared(
              discovery.apply(seen.processes()),
              it -> it.endpoint().isPresent(),
              config.monerod(),
              MonerodOffer::same)) {
        Service service =
            Offer.orWhyNot(
                kind,
                () ->
                    service(found, config.directory()).orElse(Offer.found(kind, found.remarks())));
        all.add(new Offered(found.key(), found.key(), service, List.of()));
      }
    }
    return all;
  }

  private static boolean same(MonerodNode node, FoundMonerod found) {
    if (node.key().equals(found.key())) {
      return true;
    }
    String host = node.url().getHost();
    boolean here =
        new Address(host.replaceAll("[\\[\\]]", ""), 1).loopback()
            || found.endpoint().filter(it -> it.getHost().equals(host)).isPresent();
    return here && found.ports().contains(node.url().getPort());
  }

  private Service service(MonerodNode node, Path directory) {
    Optional<Monerod.Login> login = Optional.empty();
    if (node.user().isPresent() && node.password().isPresent()) {
      login =
          Optional.of(
              new Monerod.Login(node.user().get(), Secret.of(node.password().get().read())));
    }
    return new Monerod(node.url(), login, trust(node, directory));
  }

  private Trust trust(MonerodNode node, Path directory) {
    if (node.pin().isPresent()) {
      return PinKeeper.pinned(node.pin().get());
    }
    return Endpoints.tls(node.url()) && node.trust() == MonerodNode.Trust.FIRST
        ? new Trust.FirstUse(Endpoints.hostAndPort(node.url()), pins.in(directory))
        : new Trust.Authorities();
  }

  private Optional<Service> service(FoundMonerod found, Path directory) {
    return found
        .endpoint()
        .map(endpoint ->
            new Monerod(
                endpoint,
                found.login(),
                Endpoints.tls(endpoint)
                    ? new Trust.FirstUse(Endpoints.hostAndPort(endpoint), pins.in(directory))
                    : new Trust.Authorities()));
  }
}
