package vedette.poll.bitcoind;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A node process that runs on this machine.
///
/// @param key names it for as long as its data directory stays where it is: `main` for the main
///   network, otherwise the chain's name; a second one of the same chain has the name of its data
///   directory behind, such as `regtest-two`
/// @param pid as this machine numbers it
/// @param started when, to a hundredth of a second or so; tells a restart
/// @param executable its file name: bitcoind, bitcoin-node, bitcoin-qt or what else was looked for
/// @param chain main, test, testnet4, signet or regtest, or another word that it was given
/// @param dataDirectory as the process itself sees it; empty if that cannot be told
/// @param networkDirectory where the chain's own files are, as this machine reaches it
/// @param service how to ask it; empty if it cannot be asked, the remarks say why
/// @param remarks what could not be found or read and what to do, a sentence each
public record FoundNode(
    String key,
    int pid,
    Optional<Instant> started,
    String executable,
    String chain,
    Optional<Path> dataDirectory,
    Optional<Path> networkDirectory,
    Optional<Bitcoind> service,
    List<String> remarks) {
  static final Set<String> USUAL_NAMES = Set.of("bitcoind", "bitcoin-node", "bitcoin-qt");

  /// Keeps its own list.
  public FoundNode {
    remarks = List.copyOf(remarks);
  }

  /// Whether it has the name of one of Core's programs.
  public boolean hasUsualName() {
    return USUAL_NAMES.contains(executable);
  }
}
