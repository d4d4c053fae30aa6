package vedette.poll.monerod;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.poll.PollException;
import vedette.poll.process.Address;
import vedette.poll.process.Keys;
import vedette.poll.process.ProcessTable;
import vedette.poll.process.Running;
import vedette.poll.http.Endpoints;

/// Finds the monerods that run on this machine, in containers too as far as this user may look,
/// from `/proc`, their command lines and their configuration files. Asks no node anything.
///
/// Remembers which key it gave to which data directory, so that a node keeps its key while others
/// come and go. One thread at a time.
public final class Discovery {
  private static final Set<String> NAMES = Set.of("monerod");

  private final ProcessTable processes;
  private final Keys keys = new Keys();

  private Discovery(ProcessTable processes) {
    this.processes = processes;
  }

  /// Looks at this machine.
  public static Discovery ofThisMachine() {
    return of(Path.of("/proc"));
  }

  /// Looks at something that is made like `/proc`.
  static Discovery of(Path proc) {
    return new Discovery(new ProcessTable(proc));
  }

  private record Sighting(Running process, MonerodConfig config) {
    Keys.Nameless nameless() {
      return new Keys.Nameless(
          config.network().equals("mainnet") ? "monero" : "monero-" + config.network(),
          process.place(),
          config.dataDirectory().map(Path::toString).orElse("of user " + process.user()));
    }
  }

  /// The nodes that run now, sorted by key. Takes some milliseconds.
  public List<FoundMonerod> find() {
    List<Sighting> sightings = new ArrayList<>();
    for (Running process : processes.named(NAMES)) {
      sightings.add(
          new Sighting(
              process,
              MonerodConfig.of(process.start(), path -> ProcessTable.read(process.here(path)))));
    }
    // While a node restarts, the old process may still be there: the younger one counts.
    sightings.sort(Comparator.comparingLong(sighting -> sighting.process().ticks()));
    List<String> names = keys.names(sightings.stream().map(Sighting::nameless).toList());
    Map<String, FoundMonerod> byKey = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byKey.put(names.get(i), node(names.get(i), sightings.get(i)));
    }
    return byKey.values().stream().sorted(Comparator.comparing(FoundMonerod::key)).toList();
  }

  private FoundMonerod node(String key, Sighting sighting) {
    MonerodConfig config = sighting.config();
    List<String> remarks = new ArrayList<>(config.remarks());
    // What masks least is asked, if it can be reached.
    Optional<URI> open = endpoint(sighting, config.open(), remarks);
    Optional<URI> masked =
        open.isPresent() ? Optional.empty() : endpoint(sighting, config.restricted(), remarks);
    if (open.isEmpty() && masked.isEmpty()) {
      remarks.add(
          "its RPC can be reached only from within its container. Do: set rpc-restricted-bind-ip=0.0.0.0"
              + " and rpc-restricted-bind-port there, or publish the port and configure the node by hand");
    }
    return new FoundMonerod(
        key,
        sighting.process().pid(),
        sighting.process().started(),
        config.network(),
        config.dataDirectory(),
        open.or(() -> masked),
        Stream.of(config.open(), config.restricted())
            .flatMap(Optional::stream)
            .map(Address::port)
            .collect(Collectors.toSet()),
        open.isEmpty() && masked.isPresent(),
        config.login(),
        remarks);
  }

  private Optional<URI> endpoint(
      Sighting sighting, Optional<Address> listening, List<String> remarks) {
    List<Address> all = listening.stream().toList();
    Optional<Address> address =
        sighting.process().foreignNetwork()
            ? Address.fromOutside(all, processes.addresses(sighting.process().pid()))
            : Address.nearest(all);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI plain = Endpoints.at("RPC", "http", address.get().host(), address.get().port());
      return Optional.of(
          sighting.config().tls() ? URI.create("https" + plain.toString().substring(4)) : plain);
    } catch (PollException wrong) {
      remarks.add(String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }
}
