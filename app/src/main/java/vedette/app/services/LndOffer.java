package vedette.app.services;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.LndNode;
import vedette.poll.Secret;
import vedette.poll.Service;
import vedette.poll.lnd.FoundLnd;
import vedette.poll.lnd.Lnd;
import vedette.poll.lnd.LndDiscovery;
import vedette.poll.lnd.Macaroon;
import vedette.poll.process.ProcessTable;
import vedette.watch.lnd.LndKind;
import vedette.watch.service.ServiceKind;

/// The LNDs: those of the settings, and those that run here.
final class LndOffer implements Offer {
  private final ServiceKind kind = new LndKind();
  private final Function<ProcessTable, List<FoundLnd>> discovery;

  LndOffer() {
    this(new LndDiscovery()::find);
  }

  LndOffer(Function<ProcessTable, List<FoundLnd>> discovery) {
    this.discovery = discovery;
  }

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    List<Offered> all = new ArrayList<>();
    for (LndNode node : config.lnd()) {
      all.add(
          new Offered(
              node.key(),
              node.key(),
              declared(node),
              node.needs().isEmpty() ? Needs.only(seen.nodes()) : node.needs()));
    }
    if (config.discovery()) {
      for (FoundLnd found :
          Offer.undeclared(
              discovery.apply(seen.processes()),
              it -> it.service().isPresent(),
              config.lnd(),
              LndOffer::same)) {
        Service service =
            found.service().<Service>map(it -> it).orElse(Offer.found(kind, found.remarks()));
        all.add(new Offered(found.key(), found.key(), service, parent(found, seen.nodes())));
      }
    }
    return all;
  }

  private static boolean same(LndNode node, FoundLnd found) {
    URI declared = node.url();
    URI endpoint = found.service().orElseThrow().endpoint();
    return node.key().equals(found.key())
        || (declared.getPort() == endpoint.getPort()
            && (declared.getHost().equals(endpoint.getHost())
                || Lnd.onThisMachine(declared.getHost())));
  }

  /// How a declared LND is asked; with a secret that cannot be read it is asked all the same, and
  /// says what is wrong.
  static Lnd declared(LndNode node) {
    URI url = node.url();
    return new Lnd(
        url.getRawPath().isEmpty() ? url.resolve("/") : url, node.tlsCert(), macaroon(node));
  }

  private static Macaroon macaroon(LndNode node) {
    if (node.macaroon().isPresent()) {
      return new Macaroon.InFile(node.macaroon().get());
    }
    if (node.macaroonHex().isEmpty()) {
      return new Macaroon.None(
          "LND wants a macaroon. Do: bake one, see vedette lnd bake, and set macaroon");
    }
    try {
      return new Macaroon.Hex(Secret.of(node.macaroonHex().get().read()));
    } catch (ConfigException unreadable) {
      return new Macaroon.None(String.valueOf(unreadable.getMessage()));
    }
  }

  /// The first node of the chain that it follows, in Core's word.
  private static List<String> parent(FoundLnd found, List<Parent> nodes) {
    String chain =
        switch (found.network()) {
          case "mainnet" -> "main";
          case "testnet" -> "test";
          default -> found.network();
        };
    return Needs.ofChain(chain, nodes);
  }
}
