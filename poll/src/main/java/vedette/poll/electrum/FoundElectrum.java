package vedette.poll.electrum;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vedette.poll.process.Address;
import vedette.poll.tls.Trust;

/// An Electrum server that runs on this machine.
///
/// @param key names it for as long as its index stays where it is: `electrs` or `fulcrum`, for
///   electrs of another chain with the chain's word; a second one has the name of its directory
///   behind
/// @param pid as this machine numbers it
/// @param started when, to a hundredth of a second or so
/// @param software electrs or fulcrum
/// @param chain Core's word; empty if only the server itself knows
/// @param address where to ask it; empty if it cannot be asked, the remarks say why
/// @param encrypted whether that speaks TLS
/// @param stats where Fulcrum shows its figures
/// @param metrics where electrs shows its figures
/// @param daemon where its bitcoind is, as the server itself sees it
/// @param remarks what could not be found or read and what to do, a sentence each
public record FoundElectrum(
    String key,
    int pid,
    Optional<Instant> started,
    String software,
    Optional<String> chain,
    Optional<Address> address,
    boolean encrypted,
    Optional<URI> stats,
    Optional<URI> metrics,
    Optional<Address> daemon,
    List<String> remarks) {
  /// Keeps its own list.
  public FoundElectrum {
    remarks = List.copyOf(remarks);
  }

  /// How to ask it; empty if it cannot be asked.
  ///
  /// @param trust whom to believe if it speaks TLS
  /// @throws vedette.poll.PollException if its address is none
  public Optional<Electrum> service(Trust trust) {
    return address.map(at ->
        new Electrum(
            at.host(),
            at.port(),
            encrypted ? Optional.of(trust) : Optional.empty(),
            stats,
            metrics));
  }
}
