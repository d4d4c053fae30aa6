package vedette.poll.bitcoind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// What bitcoind says, reduced to what is watched. Fields have Core's names and units unless said
/// otherwise; what a version does not tell is empty. Source: Bitcoin Core `src/rpc/`.
public sealed interface BitcoindAnswer extends Answer {

  /// `getblockchaininfo`.
  ///
  /// @param chain main, test, testnet4, signet or regtest
  /// @param blocks height of the most-work validated chain
  /// @param headers height of the best header chain
  /// @param bestBlockHash hex, RPC byte order
  /// @param time time of the tip's header, seconds since the epoch
  /// @param medianTime median time past, seconds since the epoch
  /// @param verificationProgress estimate, 0 to 1
  /// @param sizeOnDisk bytes, empty if not told
  /// @param pruneHeight lowest height that is kept, empty if not pruned
  /// @param warnings Core's sentences, none if all is well
  record Blockchain(
      String chain,
      long blocks,
      long headers,
      String bestBlockHash,
      double difficulty,
      OptionalLong time,
      OptionalLong medianTime,
      double verificationProgress,
      boolean initialBlockDownload,
      OptionalLong sizeOnDisk,
      boolean pruned,
      OptionalLong pruneHeight,
      List<String> warnings)
      implements BitcoindAnswer {
    /// Keeps its own list.
    public Blockchain {
      warnings = List.copyOf(warnings);
    }
  }

  /// `getnetworkinfo`.
  ///
  /// @param version as a number, 310000 for v31.0
  /// @param subversion user agent
  /// @param networks names of the networks that can be reached
  /// @param relayFee BTC/kvB
  record Network(
      int version,
      String subversion,
      OptionalInt connectionsIn,
      OptionalInt connectionsOut,
      int connections,
      boolean networkActive,
      List<String> networks,
      double relayFee,
      int localAddresses,
      List<String> warnings)
      implements BitcoindAnswer {
    /// Keeps its own lists.
    public Network {
      networks = List.copyOf(networks);
      warnings = List.copyOf(warnings);
    }
  }

  /// `getmempoolinfo`. Fees in BTC/kvB as Core tells them.
  ///
  /// @param size transactions
  /// @param bytes virtual bytes of all transactions
  /// @param usage bytes of memory
  /// @param totalFee BTC
  record Mempool(
      boolean loaded,
      long size,
      long bytes,
      long usage,
      OptionalDouble totalFee,
      long maxMempool,
      double mempoolMinFee,
      double minRelayTxFee,
      OptionalLong unbroadcastCount)
      implements BitcoindAnswer {}

  /// `getnettotals`: bytes since the process started.
  record NetTotals(
      long totalBytesRecv, long totalBytesSent, OptionalLong uploadTarget, OptionalLong uploadLeft)
      implements BitcoindAnswer {}

  /// `getpeerinfo`.
  ///
  /// @param leftOut peers that were listed without what a peer must have, such as one that is just
  ///   being disconnected
  record Peers(List<PeerInfo> peers, int leftOut) implements BitcoindAnswer {
    /// Keeps its own list.
    public Peers {
      peers = List.copyOf(peers);
    }

    /// All of them, none left out.
    public Peers(List<PeerInfo> peers) {
      this(peers, 0);
    }
  }

  /// One peer. Times in seconds since the epoch, 0 for "not yet" as in Core; durations in seconds.
  ///
  /// @param address `addr`: address and port, or the name it was added by
  /// @param services `servicesnames`, Core's words
  /// @param transport v1, v2 or detecting
  /// @param startingHeight what it told when it connected; Core does not repeat it since 31
  /// @param mappedAs autonomous system, if an asmap is loaded
  /// @param minFeeFilter BTC/kvB
  record PeerInfo(
      long id,
      String address,
      String network,
      boolean inbound,
      String connectionType,
      Optional<String> transport,
      List<String> services,
      int version,
      String subversion,
      long connectedAt,
      OptionalDouble pingTime,
      OptionalDouble minPing,
      OptionalDouble pingWait,
      long bytesSent,
      long bytesReceived,
      long lastSend,
      long lastReceived,
      long lastBlock,
      long lastTransaction,
      OptionalLong syncedHeaders,
      OptionalLong syncedBlocks,
      OptionalLong startingHeight,
      long timeOffset,
      OptionalLong addrProcessed,
      OptionalLong addrRateLimited,
      OptionalLong mappedAs,
      OptionalDouble minFeeFilter,
      boolean bip152HighBandwidthTo,
      boolean bip152HighBandwidthFrom,
      int inflight,
      OptionalLong invToSend) {
    /// Keeps its own list.
    public PeerInfo {
      services = List.copyOf(services);
    }
  }

  /// `getchaintips`.
  record ChainTips(List<Tip> tips) implements BitcoindAnswer {
    /// Keeps its own list.
    public ChainTips {
      tips = List.copyOf(tips);
    }

    /// One tip.
    ///
    /// @param branchLength blocks beside the active chain, 0 for the active tip
    /// @param status active, valid-fork, valid-headers, headers-only or invalid
    public record Tip(long height, String hash, long branchLength, String status) {}
  }

  /// `getindexinfo`.
  record Indexes(Map<String, Index> indexes) implements BitcoindAnswer {
    /// Keeps its own map.
    public Indexes {
      indexes = Map.copyOf(indexes);
    }

    /// One index.
    public record Index(boolean synced, long bestBlockHeight) {}
  }

  /// `uptime`, seconds.
  record Uptime(long seconds) implements BitcoindAnswer {}

  /// `getaddrmaninfo`: network → how many addresses are known; without Core's sum over all.
  record AddressManager(Map<String, Table> networks) implements BitcoindAnswer {
    /// Keeps its own map.
    public AddressManager {
      networks = Map.copyOf(networks);
    }

    /// Addresses of one network.
    public record Table(long fresh, long tried) {}
  }

  /// `getmemoryinfo`, the pool of locked memory, bytes.
  record Memory(long used, long free, long total, long locked, long chunksUsed, long chunksFree)
      implements BitcoindAnswer {}
}
