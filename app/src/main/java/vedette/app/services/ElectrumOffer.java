package vedette.app.services;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import vedette.app.config.Config;
import vedette.app.config.ElectrumServer;
import vedette.poll.Service;
import vedette.poll.electrum.Electrum;
import vedette.poll.electrum.ElectrumDiscovery;
import vedette.poll.electrum.FoundElectrum;
import vedette.poll.process.Address;
import vedette.poll.process.ProcessTable;
import vedette.poll.tls.Trust;
import vedette.watch.electrum.ElectrumKind;
import vedette.watch.service.ServiceKind;

/// The Electrum servers: those of the settings, and those that run here.
final class ElectrumOffer implements Offer {
  private final ServiceKind kind = new ElectrumKind();
  private final PinKeeper pins = new PinKeeper("pins-electrum");
  private final Function<ProcessTable, List<FoundElectrum>> discovery;

  ElectrumOffer() {
    this(new ElectrumDiscovery()::find);
  }

  ElectrumOffer(Function<ProcessTable, List<FoundElectrum>> discovery) {
    this.discovery = discovery;
  }

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    List<Offered> all = new ArrayList<>();
    for (ElectrumServer server : config.electrum()) {
      all.add(
          new Offered(
              server.key(),
              server.key(),
              Offer.orWhyNot(kind, () -> service(server, config.directory())),
              server.needs().isEmpty() ? Needs.only(seen.nodes()) : server.needs()));
    }
    if (config.discovery()) {
      for (FoundElectrum found :
          Offer.undeclared(
              discovery.apply(seen.processes()),
              it -> it.address().isPresent(),
              config.electrum(),
              ElectrumOffer::same)) {
        Service service =
            Offer.orWhyNot(
                kind,
                () ->
                    found
                        .service(trust(found, config.directory()))
                        .<Service>map(it -> it)
                        .orElse(Offer.found(kind, found.remarks())));
        all.add(new Offered(found.key(), found.key(), service, parent(found, seen.nodes())));
      }
    }
    return all;
  }

  private static boolean same(ElectrumServer server, FoundElectrum found) {
    if (server.key().equals(found.key())) {
      return true;
    }
    return found
        .address()
        .filter(at -> at.port() == server.port())
        .filter(at -> at.host().equals(server.host()) || new Address(server.host(), 1).loopback())
        .isPresent();
  }

  private Electrum service(ElectrumServer server, Path directory) {
    return new Electrum(
        server.host(),
        server.port(),
        trust(server, directory),
        server.stats().map(url -> page(url, "/stats")),
        server.metrics().map(url -> page(url, "/metrics")));
  }

  private Optional<Trust> trust(ElectrumServer server, Path directory) {
    if (server.pin().isPresent()) {
      return Optional.of(PinKeeper.pinned(server.pin().get()));
    }
    return switch (server.tls()) {
      case NONE -> Optional.empty();
      case FIRST ->
          Optional.of(new Trust.FirstUse(name(server.host(), server.port()), pins.in(directory)));
      case AUTHORITIES -> Optional.of(new Trust.Authorities());
    };
  }

  /// Only one that speaks TLS needs the file.
  private Trust trust(FoundElectrum found, Path directory) {
    return found.encrypted() && found.address().isPresent()
        ? new Trust.FirstUse(
            name(found.address().get().host(), found.address().get().port()), pins.in(directory))
        : new Trust.Authorities();
  }

  private static String name(String host, int port) {
    return host.toLowerCase(Locale.ROOT) + ":" + port;
  }

  /// An address without a path means the page that the server has.
  private static URI page(URI url, String path) {
    String given = url.getRawPath() == null ? "" : url.getRawPath();
    return given.isEmpty() || given.equals("/") ? url.resolve(path) : url;
  }

  /// The first node of the chain that the server follows.
  private static List<String> parent(FoundElectrum found, List<Parent> nodes) {
    Optional<String> chain = found.chain().or(() -> found.daemon().flatMap(ElectrumOffer::chain));
    if (chain.isEmpty()) {
      return Needs.only(nodes);
    }
    return Needs.ofChain(chain.get(), nodes);
  }

  /// By the port that bitcoind has for it unless told otherwise.
  private static Optional<String> chain(Address daemon) {
    return switch (daemon.port()) {
      case 8332 -> Optional.of("main");
      case 18_332 -> Optional.of("test");
      case 48_332 -> Optional.of("testnet4");
      case 38_332 -> Optional.of("signet");
      case 18_443 -> Optional.of("regtest");
      default -> Optional.empty();
    };
  }
}
