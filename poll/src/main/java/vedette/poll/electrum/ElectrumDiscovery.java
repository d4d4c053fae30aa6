package vedette.poll.electrum;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.poll.process.Address;
import vedette.poll.process.Keys;
import vedette.poll.process.ProcessTable;
import vedette.poll.process.Running;

/// Finds the electrs and Fulcrum that run on this machine, in containers too as far as this user
/// may look, from `/proc`, their command lines, environments and configuration files. Asks no
/// server anything.
///
/// Remembers which key it gave to which index, so that a server keeps its key while others come and
/// go. One thread at a time.
public final class ElectrumDiscovery {
  private static final Set<String> NAMES = Set.of("electrs", "Fulcrum", "fulcrum");
  private static final String ENVIRONMENT = "ELECTRS_";

  private final Keys keys = new Keys();

  private record Sighting(Running process, ServerConfig config) implements Keys.Sighted {
    @Override
    public Keys.Nameless nameless() {
      return new Keys.Nameless(
          config.software()
              + config.chain().filter(it -> !it.equals("main")).map(it -> "-" + it).orElse(""),
          process.place(),
          config.directory().map(Path::toString).orElse("of user " + process.user()));
    }
  }

  /// The servers that run now, sorted by key.
  ///
  /// @param processes what runs now
  public List<FoundElectrum> find(ProcessTable processes) {
    List<Sighting> sightings =
        processes.named(NAMES).stream()
            .map(it ->
                new Sighting(
                    it, ServerConfig.of(it.start(), it.environment(ENVIRONMENT), it::read)))
            .toList();
    return keys.found(sightings, this::server);
  }

  private FoundElectrum server(String key, Sighting sighting) {
    Running process = sighting.process();
    ServerConfig config = sighting.config();
    List<String> remarks = new ArrayList<>(config.remarks());
    Optional<Address> plain = process.reachable(config.plain());
    Optional<Address> address = plain.or(() -> process.reachable(config.encrypted()));
    if (address.isEmpty() && !(config.plain().isEmpty() && config.encrypted().isEmpty())) {
      remarks.add(
          "it can be reached only from within its container. Do: let it listen on 0.0.0.0 there, or"
              + " publish the port and declare the server under electrum");
    }
    return new FoundElectrum(
        key,
        process.pid(),
        process.started(),
        config.software(),
        config.chain(),
        address,
        plain.isEmpty() && address.isPresent(),
        process.reachable(config.stats()).flatMap(at -> page(at, "/stats")),
        process.reachable(config.metrics()).flatMap(at -> page(at, "/metrics")),
        config.daemon(),
        remarks);
  }

  private static Optional<URI> page(Address at, String path) {
    try {
      return Optional.of(new URI("http", null, at.host(), at.port(), path, null, null))
          .filter(url -> url.getHost() != null);
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }
}
