package vedette.poll.lnd;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An LND that runs on this machine.
///
/// @param key names it for as long as its directory stays where it is: `lnd` on the main network,
///   otherwise with the network's name behind; a second one has the name of its directory behind
/// @param pid as this machine numbers it
/// @param started when, to a hundredth of a second or so
/// @param network mainnet, testnet, testnet4, signet, simnet or regtest
/// @param directory as the process itself sees it; empty if that cannot be told
/// @param service how to ask it; empty if it cannot be asked, the remarks say why
/// @param remarks what could not be found or read and what to do, a sentence each
public record FoundLnd(
    String key,
    int pid,
    Optional<Instant> started,
    String network,
    Optional<Path> directory,
    Optional<Lnd> service,
    List<String> remarks) {
  /// Keeps its own list.
  public FoundLnd {
    remarks = List.copyOf(remarks);
  }
}
