package vedette.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A decoded P2P message: every type that current Bitcoin Core knows (`protocol.h`), and the two
/// retired ones that still occur (`alert`, `reject`).
///
/// Names are Core's and the BIPs'. Unsigned 32-bit fields are `long`; unsigned 64-bit fields
/// (services, nonces, salts) are `long` too and have to be read as unsigned. All lists are
/// unmodifiable. An optional component is empty where the sender left the field out.
public sealed interface Message {

  /// The type as it stands on the wire, for example `getcfheaders`.
  String type();

  /// `version`: opens the handshake. Everything from `addrFrom` on may be missing.
  ///
  /// @param version protocol version
  /// @param services service bits, unsigned
  /// @param time sender's clock, seconds since the epoch
  /// @param addrRecv the receiver as the sender sees it
  /// @param addrFrom the sender as it sees itself, together with `nonce`
  /// @param nonce detects a connection to oneself, unsigned
  /// @param userAgent BIP14 text, at most 256 bytes, not always UTF-8
  /// @param startHeight the sender's best height; −1 occurs
  /// @param relay BIP37: whether transactions should be announced
  record Version(
      int version,
      long services,
      long time,
      ServiceAddress addrRecv,
      Optional<ServiceAddress> addrFrom,
      OptionalLong nonce,
      Optional<Bytes> userAgent,
      OptionalInt startHeight,
      Optional<Boolean> relay)
      implements Message {
    @Override
    public String type() {
      return "version";
    }
  }

  /// An address with its services but without a time, as in `version`.
  ///
  /// @param services service bits, unsigned
  /// @param address where
  record ServiceAddress(long services, NetworkAddress address) {}

  /// `verack`: the handshake is done.
  record Verack() implements Message {
    @Override
    public String type() {
      return "verack";
    }
  }

  /// `sendaddrv2` (BIP155): the sender wants `addrv2`.
  record SendAddrV2() implements Message {
    @Override
    public String type() {
      return "sendaddrv2";
    }
  }

  /// `sendheaders` (BIP130): announce blocks by `headers`.
  record SendHeaders() implements Message {
    @Override
    public String type() {
      return "sendheaders";
    }
  }

  /// `wtxidrelay` (BIP339): announce transactions by wtxid.
  record WtxidRelay() implements Message {
    @Override
    public String type() {
      return "wtxidrelay";
    }
  }

  /// `getaddr`: asks for addresses.
  record GetAddr() implements Message {
    @Override
    public String type() {
      return "getaddr";
    }
  }

  /// `mempool` (BIP35): asks for the mempool's inventory.
  record Mempool() implements Message {
    @Override
    public String type() {
      return "mempool";
    }
  }

  /// `filterclear` (BIP37): drops the bloom filter.
  record FilterClear() implements Message {
    @Override
    public String type() {
      return "filterclear";
    }
  }

  /// `addr`: gossip of addresses, at most 1,000.
  record Addr(List<TimedAddress> addresses) implements Message {
    @Override
    public String type() {
      return "addr";
    }
  }

  /// `addrv2` (BIP155): gossip of addresses of any network, at most 1,000.
  record AddrV2(List<TimedAddress> addresses) implements Message {
    @Override
    public String type() {
      return "addrv2";
    }
  }

  /// A gossiped address.
  ///
  /// @param time when it was last seen, seconds since the epoch, unsigned 32 bit
  /// @param services service bits, unsigned
  /// @param address where
  record TimedAddress(long time, long services, NetworkAddress address) {}

  /// `inv`: "I have these", at most 50,000.
  record Inv(List<InventoryItem> items) implements Message {
    @Override
    public String type() {
      return "inv";
    }
  }

  /// `getdata`: "send me these", at most 50,000.
  record GetData(List<InventoryItem> items) implements Message {
    @Override
    public String type() {
      return "getdata";
    }
  }

  /// `notfound`: "I do not have these".
  record NotFound(List<InventoryItem> items) implements Message {
    @Override
    public String type() {
      return "notfound";
    }
  }

  /// `getheaders`: asks for headers after the best common block of the locator.
  ///
  /// @param locatorVersion protocol version in front of the locator; receivers ignore it
  /// @param locator block hashes, newest first, at most 101
  /// @param hashStop last one wanted, zero for as many as possible
  record GetHeaders(int locatorVersion, List<Hash256> locator, Hash256 hashStop)
      implements Message {
    @Override
    public String type() {
      return "getheaders";
    }
  }

  /// `getblocks`: like `getheaders`, answered by `inv`; no longer sent by Core.
  ///
  /// @param locatorVersion protocol version in front of the locator; receivers ignore it
  /// @param locator block hashes, newest first, at most 101
  /// @param hashStop last one wanted, zero for as many as possible
  record GetBlocks(int locatorVersion, List<Hash256> locator, Hash256 hashStop) implements Message {
    @Override
    public String type() {
      return "getblocks";
    }
  }

  /// `headers`: block headers, at most 2,000.
  ///
  /// @param headers in chain order
  /// @param txCounts the transaction count that follows each header; Core sends 0
  record Headers(List<BlockHeader> headers, List<Long> txCounts) implements Message {
    @Override
    public String type() {
      return "headers";
    }
  }

  /// `tx`: one transaction.
  record Tx(Transaction transaction) implements Message {
    @Override
    public String type() {
      return "tx";
    }
  }

  /// `block`: a whole block.
  record Block(BlockHeader header, List<Transaction> transactions) implements Message {
    @Override
    public String type() {
      return "block";
    }
  }

  /// `merkleblock` (BIP37): a header and a partial merkle tree.
  ///
  /// @param header the block's header
  /// @param totalTransactions number of transactions in the block, unsigned 32 bit
  /// @param hashes the tree's hashes, depth first
  /// @param flags flag bits, least significant bit of each byte first, padding included
  record MerkleBlock(BlockHeader header, long totalTransactions, List<Hash256> hashes, Bytes flags)
      implements Message {
    @Override
    public String type() {
      return "merkleblock";
    }
  }

  /// `ping`: asks for a `pong`; without nonce from or to peers of version ≤ 60000 ("old ping").
  record Ping(OptionalLong nonce) implements Message {
    @Override
    public String type() {
      return "ping";
    }
  }

  /// `pong` (BIP31): echoes the nonce.
  record Pong(long nonce) implements Message {
    @Override
    public String type() {
      return "pong";
    }
  }

  /// `feefilter` (BIP133): announce nothing below this feerate.
  ///
  /// @param feerate satoshi per 1,000 vbytes, signed; out-of-range values occur
  record FeeFilter(long feerate) implements Message {
    @Override
    public String type() {
      return "feefilter";
    }
  }

  /// `sendcmpct` (BIP152): how compact blocks shall come.
  ///
  /// @param announce 1: without asking (high bandwidth), 0: after an announcement; others occur
  /// @param version compact block version, unsigned; Core uses 2
  record SendCmpct(int announce, long version) implements Message {
    @Override
    public String type() {
      return "sendcmpct";
    }
  }

  /// `cmpctblock` (BIP152): a block as short ids and a few whole transactions.
  ///
  /// @param header the block's header
  /// @param nonce salts the short ids, unsigned
  /// @param shortIds 48-bit SipHash prefixes
  /// @param prefilled transactions sent along
  record CmpctBlock(
      BlockHeader header, long nonce, List<Long> shortIds, List<PrefilledTransaction> prefilled)
      implements Message {
    @Override
    public String type() {
      return "cmpctblock";
    }
  }

  /// A whole transaction inside a compact block.
  ///
  /// @param index its place in the block, absolute
  /// @param differentialIndex what stands on the wire: distance to the previous one, less one
  /// @param transaction the transaction
  record PrefilledTransaction(int index, int differentialIndex, Transaction transaction) {}

  /// `getblocktxn` (BIP152): asks for the transactions that are missing.
  ///
  /// @param blockHash which block
  /// @param indexes places in the block, absolute
  /// @param differentialIndexes the same as they stand on the wire
  record GetBlockTxn(Hash256 blockHash, List<Integer> indexes, List<Integer> differentialIndexes)
      implements Message {
    @Override
    public String type() {
      return "getblocktxn";
    }
  }

  /// `blocktxn` (BIP152): the missing transactions.
  record BlockTxn(Hash256 blockHash, List<Transaction> transactions) implements Message {
    @Override
    public String type() {
      return "blocktxn";
    }
  }

  /// `getcfilters` (BIP157): asks for filters of a range of blocks.
  ///
  /// @param filterType 0 basic
  /// @param startHeight first height, unsigned 32 bit
  /// @param stopHash last block
  record GetCFilters(int filterType, long startHeight, Hash256 stopHash) implements Message {
    @Override
    public String type() {
      return "getcfilters";
    }
  }

  /// `cfilter` (BIP157): one block's filter.
  record CFilter(int filterType, Hash256 blockHash, Bytes filter) implements Message {
    @Override
    public String type() {
      return "cfilter";
    }
  }

  /// `getcfheaders` (BIP157): asks for filter headers of a range of blocks.
  ///
  /// @param filterType 0 basic
  /// @param startHeight first height, unsigned 32 bit
  /// @param stopHash last block
  record GetCFHeaders(int filterType, long startHeight, Hash256 stopHash) implements Message {
    @Override
    public String type() {
      return "getcfheaders";
    }
  }

  /// `cfheaders` (BIP157): filter hashes and the header before them.
  record CFHeaders(
      int filterType, Hash256 stopHash, Hash256 previousFilterHeader, List<Hash256> filterHashes)
      implements Message {
    @Override
    public String type() {
      return "cfheaders";
    }
  }

  /// `getcfcheckpt` (BIP157): asks for every 1,000th filter header.
  record GetCFCheckpt(int filterType, Hash256 stopHash) implements Message {
    @Override
    public String type() {
      return "getcfcheckpt";
    }
  }

  /// `cfcheckpt` (BIP157): every 1,000th filter header.
  record CFCheckpt(int filterType, Hash256 stopHash, List<Hash256> filterHeaders)
      implements Message {
    @Override
    public String type() {
      return "cfcheckpt";
    }
  }

  /// `filterload` (BIP37): sets a bloom filter.
  ///
  /// @param data the filter, at most 36,000 bytes
  /// @param hashFuncs number of hash functions, unsigned 32 bit, at most 50
  /// @param tweak unsigned 32 bit
  /// @param flags 0 none, 1 all, 2 public keys only
  record FilterLoad(Bytes data, long hashFuncs, long tweak, int flags) implements Message {
    @Override
    public String type() {
      return "filterload";
    }
  }

  /// `filteradd` (BIP37): adds one element, at most 520 bytes.
  record FilterAdd(Bytes data) implements Message {
    @Override
    public String type() {
      return "filteradd";
    }
  }

  /// `sendtxrcncl` (BIP330): offers transaction reconciliation.
  ///
  /// @param version unsigned 32 bit
  /// @param salt unsigned
  record SendTxRcncl(long version, long salt) implements Message {
    @Override
    public String type() {
      return "sendtxrcncl";
    }
  }

  /// `feature` (BIP434): announces a feature between `version` and `verack`.
  ///
  /// @param id 4 to 80 bytes, meant to be text
  /// @param data at most 512 bytes
  record Feature(Bytes id, Bytes data) implements Message {
    @Override
    public String type() {
      return "feature";
    }
  }

  /// `reject` (BIP61, retired): why a message was refused.
  ///
  /// @param message type of the refused message
  /// @param code 0x01 malformed, 0x10 invalid, 0x11 obsolete, 0x12 duplicate, 0x40 nonstandard,
  ///   0x41 dust, 0x42 insufficient fee, 0x43 checkpoint
  /// @param reason free text
  /// @param hash the refused block or transaction, if there is one
  record Reject(Bytes message, int code, Bytes reason, Optional<Hash256> hash) implements Message {
    @Override
    public String type() {
      return "reject";
    }
  }

  /// `alert` (retired): a signed notice; Core still sends one fixed final alert to old peers.
  record Alert(Bytes payload, Bytes signature) implements Message {
    @Override
    public String type() {
      return "alert";
    }
  }

  /// What an inventory entry names.
  ///
  /// @param kind the number on the wire, unsigned 32 bit: 0 undefined, 1 tx, 2 block, 3 filtered
  ///   block, 4 compact block, 5 wtx, 0x40000001 witness tx, 0x40000002 witness block; others occur
  /// @param hash of what
  record InventoryItem(long kind, Hash256 hash) {
    /// Core's name for the kind in lower snake case, or `unknown_<number>`.
    public String label() {
      if (kind == 0x40000001L) {
        return "witness_tx";
      }
      if (kind == 0x40000002L) {
        return "witness_block";
      }
      return switch ((int) kind) {
        case 0 -> "undefined";
        case 1 -> "tx";
        case 2 -> "block";
        case 3 -> "filtered_block";
        case 4 -> "cmpct_block";
        case 5 -> "wtx";
        default -> "unknown_" + kind;
      };
    }
  }
}
