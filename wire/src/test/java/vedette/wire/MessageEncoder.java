package vedette.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import vedette.wire.Message.InventoryItem;
import vedette.wire.Message.ServiceAddress;

/// Messages to bytes, so that tests can demand what was read to be what was there.
final class MessageEncoder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private MessageEncoder() {}

  static Bytes encode(Message message) {
    MessageEncoder encoder = new MessageEncoder();
    encoder.message(message);
    return Bytes.wrap(encoder.out.toByteArray());
  }

  private void message(Message message) {
    switch (message) {
      case Message.Version m -> version(m);
      case Message.Addr m ->
          many(
              m.addresses(),
              a -> {
                u32(a.time());
                u64(a.services());
                legacy(a.address());
              });
      case Message.AddrV2 m ->
          many(
              m.addresses(),
              a -> {
                u32(a.time());
                compact(a.services());
                u8(a.address().network().id());
                sized(a.address().address());
                port(a.address().port());
              });
      case Message.Inv m -> items(m.items());
      case Message.GetData m -> items(m.items());
      case Message.NotFound m -> items(m.items());
      case Message.GetHeaders m -> locator(m.locatorVersion(), m.locator(), m.hashStop());
      case Message.GetBlocks m -> locator(m.locatorVersion(), m.locator(), m.hashStop());
      case Message.Headers m -> {
        compact(m.headers().size());
        for (int i = 0; i < m.headers().size(); i++) {
          header(m.headers().get(i));
          compact(m.txCounts().get(i));
        }
      }
      case Message.Tx m -> transaction(m.transaction());
      case Message.Block m -> {
        header(m.header());
        many(m.transactions(), this::transaction);
      }
      case Message.MerkleBlock m -> {
        header(m.header());
        u32(m.totalTransactions());
        many(m.hashes(), this::hash);
        sized(m.flags());
      }
      case Message.Ping m -> m.nonce().ifPresent(this::u64);
      case Message.Pong m -> u64(m.nonce());
      case Message.FeeFilter m -> u64(m.feerate());
      case Message.SendCmpct m -> {
        u8(m.announce());
        u64(m.version());
      }
      case Message.CmpctBlock m -> compactBlock(m);
      case Message.GetBlockTxn m -> {
        hash(m.blockHash());
        many(m.differentialIndexes(), index -> compact(index));
      }
      case Message.BlockTxn m -> {
        hash(m.blockHash());
        many(m.transactions(), this::transaction);
      }
      case Message.FilterLoad m -> {
        sized(m.data());
        u32(m.hashFuncs());
        u32(m.tweak());
        u8(m.flags());
      }
      case Message.FilterAdd m -> sized(m.data());
      case Message.GetCFilters m -> range(m.filterType(), m.startHeight(), m.stopHash());
      case Message.GetCFHeaders m -> range(m.filterType(), m.startHeight(), m.stopHash());
      case Message.GetCFCheckpt m -> {
        u8(m.filterType());
        hash(m.stopHash());
      }
      case Message.CFilter m -> {
        u8(m.filterType());
        hash(m.blockHash());
        sized(m.filter());
      }
      case Message.CFHeaders m -> {
        u8(m.filterType());
        hash(m.stopHash());
        hash(m.previousFilterHeader());
        many(m.filterHashes(), this::hash);
      }
      case Message.CFCheckpt m -> {
        u8(m.filterType());
        hash(m.stopHash());
        many(m.filterHeaders(), this::hash);
      }
      case Message.SendTxRcncl m -> {
        u32(m.version());
        u64(m.salt());
      }
      case Message.Feature m -> {
        sized(m.id());
        sized(m.data());
      }
      case Message.Reject m -> {
        sized(m.message());
        u8(m.code());
        sized(m.reason());
        m.hash().ifPresent(this::hash);
      }
      case Message.Alert m -> {
        sized(m.payload());
        sized(m.signature());
      }
      case Message.Verack _,
          Message.SendAddrV2 _,
          Message.SendHeaders _,
          Message.WtxidRelay _,
          Message.GetAddr _,
          Message.Mempool _,
          Message.FilterClear _ -> {}
    }
  }

  private void version(Message.Version m) {
    u32(m.version());
    u64(m.services());
    u64(m.time());
    service(m.addrRecv());
    m.addrFrom().ifPresent(this::service);
    m.nonce().ifPresent(this::u64);
    m.userAgent().ifPresent(this::sized);
    m.startHeight().ifPresent(this::u32);
    m.relay().ifPresent(relay -> u8(relay ? 1 : 0));
  }

  private void service(ServiceAddress address) {
    u64(address.services());
    legacy(address.address());
  }

  private void legacy(NetworkAddress address) {
    bytes(ip16(address));
    port(address.port());
  }

  /// The 16-byte form that an address of `addr` or `version` had on the wire.
  static Bytes ip16(NetworkAddress address) {
    return switch (address.network().id()) {
      case 1 -> Bytes.parse("00000000000000000000ffff" + address.address());
      case 3 -> Bytes.parse("fd87d87eeb43" + address.address());
      default -> address.address();
    };
  }

  private void items(List<InventoryItem> items) {
    many(
        items,
        item -> {
          u32(item.kind());
          hash(item.hash());
        });
  }

  private void locator(int version, List<Hash256> locator, Hash256 stop) {
    u32(version);
    many(locator, this::hash);
    hash(stop);
  }

  private void range(int filterType, long start, Hash256 stop) {
    u8(filterType);
    u32(start);
    hash(stop);
  }

  private void header(BlockHeader header) {
    u32(header.version());
    hash(header.previousBlock());
    hash(header.merkleRoot());
    u32(header.time());
    u32(header.bits());
    u32(header.nonce());
  }

  private void compactBlock(Message.CmpctBlock m) {
    header(m.header());
    u64(m.nonce());
    many(
        m.shortIds(),
        id -> {
          u32(id);
          u8((int) (id >> 32));
          u8((int) (id >> 40));
        });
    many(
        m.prefilled(),
        one -> {
          compact(one.differentialIndex());
          transaction(one.transaction());
        });
  }

  /// From the fields and not from `raw`, but for a superfluous witness, which has no field.
  private void transaction(Transaction transaction) {
    if (transaction.raw().size() != transaction.size()) {
      bytes(transaction.raw());
      return;
    }
    u32(transaction.version());
    if (transaction.hasWitness()) {
      u8(0);
      u8(transaction.raw().at(5));
    }
    many(
        transaction.inputs(),
        input -> {
          hash(input.txid());
          u32(input.index());
          sized(input.scriptSig());
          u32(input.sequence());
        });
    many(
        transaction.outputs(),
        output -> {
          u64(output.value());
          sized(output.scriptPubKey());
        });
    if (transaction.hasWitness()) {
      transaction.inputs().forEach(input -> many(input.witness(), this::sized));
    }
    u32(transaction.lockTime());
  }

  private <T> void many(List<T> list, Consumer<? super T> each) {
    compact(list.size());
    list.forEach(each);
  }

  private void sized(Bytes bytes) {
    compact(bytes.size());
    bytes(bytes);
  }

  private void bytes(Bytes bytes) {
    out.writeBytes(bytes.toArray());
  }

  private void hash(Hash256 hash) {
    out.writeBytes(hash.toWire());
  }

  private void compact(long value) {
    if (Long.compareUnsigned(value, 0xfd) < 0) {
      u8((int) value);
    } else if (Long.compareUnsigned(value, 0xffff) <= 0) {
      u8(0xfd);
      u8((int) value);
      u8((int) (value >> 8));
    } else if (Long.compareUnsigned(value, 0xffffffffL) <= 0) {
      u8(0xfe);
      u32(value);
    } else {
      u8(0xff);
      u64(value);
    }
  }

  private void port(int port) {
    u8(port >> 8);
    u8(port);
  }

  private void u8(int value) {
    out.write(value);
  }

  private void u32(long value) {
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array());
  }

  private void u64(long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }
}
