package vedette.watch;

import java.time.Instant;
import java.util.Optional;

/// What discovery and configuration know of a node.
///
/// @param key stable name, used everywhere
/// @param kind `bitcoind`
/// @param demo whether it is the demo node
/// @param chain main, test, testnet4, signet or regtest, if known before the node says it
/// @param process its process if one was found; empty says nothing (a node elsewhere has none here)
/// @param withoutRpc why it is not asked by RPC, a sentence; empty if it is asked
/// @param withoutTracepoints why it is not watched through eBPF, a sentence; empty if it is, or is
///   to be
public record NodeFacts(
    String key,
    String kind,
    boolean demo,
    Optional<String> chain,
    Optional<Running> process,
    Optional<String> withoutRpc,
    Optional<String> withoutTracepoints) {

  /// A process.
  ///
  /// @param startedAt when it started
  public record Running(int pid, Instant startedAt) {}
}
