package vedette.poll.monerod;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// What monerod says. What a restricted port masks (with 0, an empty text or 2^64 − 1) is empty, as
/// is what a version does not tell. Amounts are in piconero (10^12 are one XMR), times in Unix
/// seconds.
///
/// Source: Monero `src/rpc/core_rpc_server.cpp` and `core_rpc_server_commands_defs.h`.
public sealed interface MonerodAnswer extends Answer {

  /// `get_info`.
  ///
  /// @param network mainnet, testnet, stagenet or fakechain (regtest)
  /// @param height of the newest block; the node itself counts blocks, which is one more
  /// @param target the newest block that peers speak of; empty when the node knows of none beyond
  ///   its own
  /// @param synchronised whether it once had all blocks since its start; stays true when the last
  ///   peer leaves
  /// @param busySyncing whether it is adding blocks just now
  /// @param offline whether it was started without any network
  /// @param restricted whether this port masks what would tell about the node
  /// @param untrusted whether the answer comes from another node, which bridges the time until this
  ///   one has synchronised
  /// @param ownHeight of its newest own block, while another node answers for it
  /// @param pool transactions that wait
  /// @param transactions in the chain, without those that pay miners
  /// @param alternatives blocks off the chain that it keeps
  /// @param started when it was
  /// @param database bytes of the chain's file
  /// @param free bytes on the chain's device
  /// @param version its own word, such as 0.18.4.0-release
  /// @param updateAvailable whether it has heard of a newer version
  /// @param weightLimit most that a block may weigh now
  record Overview(
      String network,
      long height,
      OptionalLong target,
      String topHash,
      boolean synchronised,
      boolean busySyncing,
      boolean offline,
      boolean restricted,
      boolean untrusted,
      OptionalLong ownHeight,
      OptionalLong outgoing,
      OptionalLong incoming,
      OptionalLong rpcConnections,
      OptionalLong whitePeers,
      OptionalLong greyPeers,
      OptionalLong pool,
      OptionalLong transactions,
      OptionalLong alternatives,
      OptionalDouble difficulty,
      OptionalLong started,
      OptionalLong database,
      OptionalLong free,
      Optional<String> version,
      Optional<Boolean> updateAvailable,
      OptionalLong weightLimit,
      OptionalLong weightMedian)
      implements MonerodAnswer {}

  /// `get_last_block_header`.
  ///
  /// @param timestamp as the miner wrote it: may lie, up to two hours ahead; empty for the first
  ///   block, which has none
  /// @param reward of the miner, subsidy and fees
  /// @param transactions besides the miner's
  record Header(
      long height,
      String hash,
      OptionalLong timestamp,
      OptionalLong reward,
      OptionalLong transactions,
      OptionalLong weight,
      OptionalLong majorVersion,
      OptionalLong minorVersion,
      OptionalDouble difficulty)
      implements MonerodAnswer {}

  /// `get_transaction_pool_stats`.
  ///
  /// @param bytes of all
  /// @param fees of all
  /// @param oldest since when the oldest waits; empty if none does
  /// @param failing not valid any more on top of the chain as it is
  /// @param notRelayed known to this node alone
  /// @param olderThan10Minutes waiting for longer than that
  record Pool(
      long transactions,
      OptionalLong bytes,
      OptionalLong fees,
      OptionalLong oldest,
      OptionalLong failing,
      OptionalLong doubleSpends,
      OptionalLong notRelayed,
      OptionalLong olderThan10Minutes)
      implements MonerodAnswer {}

  /// `get_connections`, without anybody's address.
  ///
  /// @param all how many there are, also beyond those in the list
  record Connections(int all, List<Peer> peers) implements MonerodAnswer {
    /// Keeps its own list.
    public Connections {
      peers = List.copyOf(peers);
    }
  }

  /// A peer.
  ///
  /// @param network ipv4, ipv6, i2p, tor or other
  /// @param state normal, synchronizing, standby, idle, before_handshake or other
  /// @param height its newest block, as it says
  /// @param seconds since it connected
  /// @param received bytes from it
  /// @param sent bytes to it
  record Peer(
      boolean incoming,
      String network,
      String state,
      OptionalLong height,
      OptionalLong seconds,
      OptionalLong received,
      OptionalLong sent) {}

  /// `get_net_stats`: bytes since its start.
  record Traffic(long received, long sent) implements MonerodAnswer {}

  /// `sync_info`.
  ///
  /// @param waitingBlocks fetched and not yet checked
  /// @param waitingBytes the same
  record Sync(long waitingBlocks, long waitingBytes) implements MonerodAnswer {}

  /// `hard_fork_info` of the newest rules. Its `state` is left out: a node tells it by the calendar
  /// alone, and calls itself probably forked a year after the last change of rules.
  ///
  /// @param enabled whether they are in force
  /// @param earliest the first height at which they may be
  /// @param votes blocks of the window that vote for them
  record HardFork(
      long version,
      boolean enabled,
      OptionalLong earliest,
      OptionalLong votes,
      OptionalLong window,
      OptionalLong threshold)
      implements MonerodAnswer {}

  /// `get_fee_estimate`: for a byte, from slow to fast; older versions tell only the first.
  record Fees(List<Long> perByte) implements MonerodAnswer {
    /// Keeps its own list.
    public Fees {
      perByte = List.copyOf(perByte);
    }
  }
}
