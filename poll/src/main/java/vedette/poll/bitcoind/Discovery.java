package vedette.poll.bitcoind;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.poll.PollException;
import vedette.poll.process.Address;
import vedette.poll.process.Keys;
import vedette.poll.process.ProcessTable;
import vedette.poll.process.Running;

/// Finds the nodes that run on this machine, in containers too as far as this user may look, from
/// `/proc`, their command lines and their configuration files. Asks no node anything.
///
/// Remembers which key it gave to which data directory, so that a node keeps its key while others
/// come and go. One thread at a time.
public final class Discovery {
  private final Keys keys = new Keys();

  private record Sighting(Running process, NodeConfig config) implements Keys.Sighted {
    @Override
    public Keys.Nameless nameless() {
      return new Keys.Nameless(
          config.chain(),
          process.place(),
          config.dataDirectory().map(Path::toString).orElse("of user " + process.user()));
    }
  }

  /// The nodes that run now, sorted by key.
  ///
  /// @param processes what runs now
  public List<FoundNode> find(ProcessTable processes) {
    return find(processes, Set.of());
  }

  /// Also those whose programs somebody has given other names.
  ///
  /// @param more file names of executables
  public List<FoundNode> find(ProcessTable processes, Set<String> more) {
    Set<String> names = new HashSet<>(FoundNode.USUAL_NAMES);
    names.addAll(more);
    List<Sighting> sightings =
        processes.named(names).stream()
            .map(it -> new Sighting(it, NodeConfig.of(it.start(), it::read)))
            .toList();
    return keys.found(sightings, this::node);
  }

  private FoundNode node(String key, Sighting sighting) {
    Running process = sighting.process();
    NodeConfig config = sighting.config();
    List<String> remarks = new ArrayList<>(config.remarks());
    Optional<Address> address = address(process, config, remarks);
    Optional<Auth> auth = config.auth().map(it -> here(process, it, remarks));
    Optional<Bitcoind> service = Optional.empty();
    if (address.isPresent() && auth.isPresent()) {
      try {
        service = Optional.of(Bitcoind.at(address.get().host(), address.get().port(), auth.get()));
      } catch (PollException wrong) {
        remarks.add(String.valueOf(wrong.getMessage()));
      }
    }
    return new FoundNode(
        key,
        process.pid(),
        process.started(),
        process.start().executable(),
        config.chain(),
        config.dataDirectory(),
        config.networkDirectory().map(process::here),
        service,
        remarks);
  }

  private Optional<Address> address(Running process, NodeConfig config, List<String> remarks) {
    Optional<Address> address = process.reachable(config.listening());
    if (address.isEmpty() && process.foreignNetwork() && !config.listening().isEmpty()) {
      remarks.add(
          "its RPC can be reached only from within its container. Do: set rpcbind=0.0.0.0 and"
              + " rpcallowip to this machine's address there, or publish the port and configure the"
              + " node by hand");
    }
    return address;
  }

  private static Auth here(Running process, Auth auth, List<String> remarks) {
    return switch (auth) {
      case Auth.Password password -> password;
      case Auth.Cookie(Path file) -> {
        Path here = process.here(file);
        if (Files.exists(here) && !Files.isReadable(here)) {
          remarks.add(Credentials.notReadable(here));
        } else if (!Files.exists(here) && !Files.notExists(here)) {
          remarks.add(Credentials.notReadable(here));
        }
        yield new Auth.Cookie(here);
      }
    };
  }
}
