package vedette.poll.electrum;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final ProcessTable processes;
  private final Keys keys = new Keys();

  private ElectrumDiscovery(ProcessTable processes) {
    this.processes = processes;
  }

  /// Looks at this machine.
  public static ElectrumDiscovery ofThisMachine() {
    return of(Path.of("/proc"));
  }

  /// Looks at something that is made like `/proc`.
  static ElectrumDiscovery of(Path proc) {
    return new ElectrumDiscovery(new ProcessTable(proc));
  }

  private record Sighting(Running process, ServerConfig config) {
    Keys.Nameless nameless() {
      return new Keys.Nameless(
          config.software()
              + config.chain().filter(it -> !it.equals("main")).map(it -> "-" + it).orElse(""),
          process.place(),
          config.directory().map(Path::toString).orElse("of user " + process.user()));
    }
  }

  /// The servers that run now, sorted by key. Takes some milliseconds.
  public List<FoundElectrum> find() {
    List<Sighting> sightings = new ArrayList<>();
    for (Running process : processes.named(NAMES)) {
      sightings.add(
          new Sighting(
              process,
              ServerConfig.of(
                  process.start(),
                  processes.environment(process.pid(), ENVIRONMENT),
                  path -> ProcessTable.read(process.here(path)))));
    }
    // While a server restarts, the old process may still be there: the younger one counts.
    sightings.sort(Comparator.comparingLong(sighting -> sighting.process().ticks()));
    List<String> names = keys.names(sightings.stream().map(Sighting::nameless).toList());
    Map<String, FoundElectrum> byKey = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byKey.put(names.get(i), server(names.get(i), sightings.get(i)));
    }
    return byKey.values().stream().sorted(Comparator.comparing(FoundElectrum::key)).toList();
  }

  private FoundElectrum server(String key, Sighting sighting) {
    Running process = sighting.process();
    ServerConfig config = sighting.config();
    List<String> remarks = new ArrayList<>(config.remarks());
    Optional<Address> plain = reachable(process, config.plain());
    Optional<Address> address = plain.or(() -> reachable(process, config.encrypted()));
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
        reachable(process, config.stats()).flatMap(at -> page(at, "/stats")),
        reachable(process, config.metrics()).flatMap(at -> page(at, "/metrics")),
        config.daemon(),
        remarks);
  }

  private Optional<Address> reachable(Running process, List<Address> listening) {
    return process.foreignNetwork()
        ? Address.fromOutside(listening, processes.addresses(process.pid()))
        : Address.nearest(listening);
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
