package vedette.poll.monerod;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.poll.PollException;
import vedette.poll.http.Endpoints;
import vedette.poll.process.Address;
import vedette.poll.process.Keys;
import vedette.poll.process.ProcessTable;
import vedette.poll.process.Running;

/// Finds the monerods that run on this machine, in containers too as far as this user may look,
/// from `/proc`, their command lines and their configuration files. Asks no node anything.
///
/// Remembers which key it gave to which data directory, so that a node keeps its key while others
/// come and go. One thread at a time.
public final class Discovery {
  private static final Set<String> NAMES = Set.of("monerod");

  private final Keys keys = new Keys();

  private record Sighting(Running process, MonerodConfig config) implements Keys.Sighted {
    @Override
    public Keys.Nameless nameless() {
      return new Keys.Nameless(
          config.network().equals("mainnet") ? "monero" : "monero-" + config.network(),
          process.place(),
          config.dataDirectory().map(Path::toString).orElse("of user " + process.user()));
    }
  }

  /// The nodes that run now, sorted by key.
  ///
  /// @param processes what runs now
  public List<FoundMonerod> find(ProcessTable processes) {
    List<Sighting> sightings =
        processes.named(NAMES).stream()
            .map(it -> new Sighting(it, MonerodConfig.of(it.start(), it::read)))
            .toList();
    return keys.found(sightings, this::node);
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
    Optional<Address> address = sighting.process().reachable(listening.stream().toList());
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Endpoints.at(
              "RPC",
              sighting.config().tls() ? "https" : "http",
              address.get().host(),
              address.get().port()));
    } catch (PollException wrong) {
      remarks.add(String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }
}
