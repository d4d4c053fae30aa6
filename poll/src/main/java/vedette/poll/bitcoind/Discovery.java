package vedette.poll.bitcoind;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final ProcessTable processes;
  private final Keys keys = new Keys();

  private Discovery(ProcessTable processes) {
    this.processes = processes;
  }

  /// Looks at this machine.
  public static Discovery ofThisMachine() {
    return new Discovery(new ProcessTable(Path.of("/proc")));
  }

  /// Looks at something that is made like `/proc`.
  static Discovery of(Path proc) {
    return new Discovery(new ProcessTable(proc));
  }

  private record Sighting(Running process, NodeConfig config) {
    Keys.Nameless nameless() {
      return new Keys.Nameless(
          config.chain(),
          process.place(),
          config.dataDirectory().map(Path::toString).orElse("of user " + process.user()));
    }
  }

  /// The nodes that run now, sorted by key. Takes some milliseconds.
  public List<FoundNode> find() {
    return find(Set.of());
  }

  /// Also those whose programs somebody has given other names.
  ///
  /// @param more file names of executables
  public List<FoundNode> find(Set<String> more) {
    Set<String> names = new HashSet<>(FoundNode.USUAL_NAMES);
    names.addAll(more);
    List<Sighting> sightings = new ArrayList<>();
    for (Running process : processes.named(names)) {
      NodeConfig config =
          NodeConfig.of(process.start(), path -> ProcessTable.read(process.here(path)));
      sightings.add(new Sighting(process, config));
    }
    // While a node restarts, the old process may still be there: the younger one counts.
    sightings.sort(Comparator.comparingLong(sighting -> sighting.process().ticks()));
    List<String> named = keys.names(sightings.stream().map(Sighting::nameless).toList());
    Map<String, FoundNode> byKey = new HashMap<>();
    for (int i = 0; i < named.size(); i++) {
      byKey.put(named.get(i), node(named.get(i), sightings.get(i)));
    }
    return byKey.values().stream().sorted(Comparator.comparing(FoundNode::key)).toList();
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
    if (!process.foreignNetwork()) {
      return Address.nearest(config.listening());
    }
    Optional<Address> address =
        Address.fromOutside(config.listening(), processes.addresses(process.pid()));
    if (address.isEmpty() && !config.listening().isEmpty()) {
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
