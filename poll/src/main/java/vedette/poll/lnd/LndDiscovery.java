package vedette.poll.lnd;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.poll.PollException;
import vedette.poll.process.Address;
import vedette.poll.process.Keys;
import vedette.poll.process.ProcessTable;
import vedette.poll.process.Running;

/// Finds the LNDs that run on this machine, in containers too as far as this user may look, from
/// `/proc`, their command lines and their lnd.conf. Asks none of them anything.
///
/// Remembers which key it gave to which directory. One thread at a time.
public final class LndDiscovery {
  private static final Set<String> PROGRAMS = Set.of("lnd");

  private final Keys keys = new Keys();

  private record Sighting(Running process, LndConfig config) implements Keys.Sighted {
    @Override
    public Keys.Nameless nameless() {
      return new Keys.Nameless(
          config.network().equals("mainnet") ? "lnd" : "lnd-" + config.network(),
          process.place(),
          config.directory().map(Path::toString).orElse("of user " + process.user()));
    }
  }

  /// The ones that run now, sorted by key.
  ///
  /// @param processes what runs now
  public List<FoundLnd> find(ProcessTable processes) {
    List<Sighting> sightings =
        processes.named(PROGRAMS).stream()
            .map(it -> new Sighting(it, LndConfig.of(it.start(), it::read)))
            .toList();
    return keys.found(sightings, this::found);
  }

  private FoundLnd found(String key, Sighting sighting) {
    Running process = sighting.process();
    LndConfig config = sighting.config();
    List<String> remarks = new ArrayList<>(config.remarks());
    return new FoundLnd(
        key,
        process.pid(),
        process.started(),
        config.network(),
        config.directory(),
        service(process, config, remarks),
        remarks);
  }

  private Optional<Lnd> service(Running process, LndConfig config, List<String> remarks) {
    Optional<Address> address = address(process, config, remarks);
    Optional<Macaroon> macaroon = macaroon(process, config, remarks);
    if (address.isEmpty() || macaroon.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> certificate = config.tlsCert().map(process::here);
    certificate
        .filter(file -> hidden(file))
        .ifPresent(file ->
            remarks.add(
                "%s may not be read by this user. Do: name a copy of it as tls-cert"
                    .formatted(file)));
    try {
      Lnd lnd = Lnd.at(address.get().host(), address.get().port(), certificate, macaroon.get());
      return Optional.of(config.plain() ? plain(lnd) : lnd);
    } catch (PollException wrong) {
      remarks.add(String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }

  private static Lnd plain(Lnd lnd) {
    return new Lnd(
        URI.create(lnd.endpoint().toString().replaceFirst("^https", "http")),
        Optional.empty(),
        lnd.macaroon());
  }

  private Optional<Address> address(Running process, LndConfig config, List<String> remarks) {
    Optional<Address> address = process.reachable(config.listening());
    if (address.isEmpty() && process.foreignNetwork() && !config.listening().isEmpty()) {
      remarks.add(
          "its REST can be reached only from within its container. Do: set restlisten=0.0.0.0 and"
              + " tlsextraip to its address there, or publish the port and configure this LND by"
              + " hand");
    }
    return address;
  }

  /// The first that can be read; if none can, the first that is there, whose reading will say why.
  private static Optional<Macaroon> macaroon(
      Running process, LndConfig config, List<String> remarks) {
    if (config.open()) {
      return Optional.of(
          new Macaroon.None("LND wants a macaroon although it has no-macaroons. Do: name one"));
    }
    List<Path> files = config.macaroons().stream().map(process::here).toList();
    Optional<Path> chosen =
        files.stream()
            .filter(Files::isReadable)
            .findFirst()
            .or(() -> files.stream().filter(Files::exists).findFirst())
            .or(() -> files.isEmpty() ? Optional.empty() : Optional.of(files.getLast()));
    chosen
        .filter(LndDiscovery::hidden)
        .ifPresent(file -> remarks.add(MacaroonHeader.notReadable(file)));
    return chosen.map(Macaroon.InFile::new);
  }

  /// Whether it is there, or may be, and we may not read it.
  private static boolean hidden(Path file) {
    return !Files.isReadable(file) && !Files.notExists(file);
  }
}
