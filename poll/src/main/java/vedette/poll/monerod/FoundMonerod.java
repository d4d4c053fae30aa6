package vedette.poll.monerod;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A monerod that runs on this machine.
///
/// @param key names it for as long as its data directory stays where it is: `monero` for the main
///   network, otherwise with the network's name, such as `monero-stagenet`; a second one of the
///   same network has the name of its data directory behind
/// @param pid as this machine numbers it
/// @param started when, to a hundredth of a second or so
/// @param network mainnet, testnet, stagenet or regtest
/// @param dataDirectory as the process itself sees it; empty if that cannot be told
/// @param endpoint where to ask it; empty if it cannot be asked, the remarks say why
/// @param ports where its RPC listens, the unrestricted and the restricted one
/// @param restricted whether what answers there masks what would tell about the node
/// @param login what it wants to hear, as far as it is known
/// @param remarks what could not be found or read and what to do, a sentence each
public record FoundMonerod(
    String key,
    int pid,
    Optional<Instant> started,
    String network,
    Optional<Path> dataDirectory,
    Optional<URI> endpoint,
    Set<Integer> ports,
    boolean restricted,
    Optional<Monerod.Login> login,
    List<String> remarks) {
  /// Keeps its own list.
  public FoundMonerod {
    ports = Set.copyOf(ports);
    remarks = List.copyOf(remarks);
  }
}
