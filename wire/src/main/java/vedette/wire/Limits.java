package vedette.wire;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.wire.Message.InventoryItem;
import vedette.wire.Message.PrefilledTransaction;
import vedette.wire.Message.TimedAddress;

/// What Bitcoin Core refuses although it is well-formed (`net_processing.cpp`, `net.h`,
/// `protocol.h`, `blockencodings.h`, `bloom.h`): such a message says something about its sender.
final class Limits {
  private static final int MESSAGE_BYTES = 4_000_000;
  private static final int USER_AGENT_BYTES = 256;
  private static final int ADDRESSES = 1_000;
  private static final int ADDRESS_BYTES = 512;
  private static final int INVENTORY = 50_000;
  private static final int NOT_FOUND = 5_016;
  private static final int LOCATOR = 101;
  private static final int HEADERS = 2_000;
  private static final int BLOCK_INDEX = 65_535;
  private static final int FILTER_BYTES = 36_000;
  private static final int FILTER_FUNCTIONS = 50;
  private static final int FILTER_ELEMENT_BYTES = 520;
  private static final int FEATURE_ID_LEAST = 4;
  private static final int FEATURE_ID_BYTES = 80;
  private static final int FEATURE_DATA_BYTES = 512;
  private static final int REJECT_MESSAGE_BYTES = 12;
  private static final int REJECT_REASON_BYTES = 111;

  private Limits() {}

  /// The first limit that is broken, in words; empty if none is.
  static Optional<String> broken(Message message, int size, int trailing) {
    if (size > MESSAGE_BYTES) {
      return Optional.ofNullable(above("payload", size, MESSAGE_BYTES, "bytes"));
    }
    return Optional.ofNullable(inFields(message, trailing));
  }

  private static @Nullable String inFields(Message message, int trailing) {
    return switch (message) {
      case Message.Version version ->
          version
              .userAgent()
              .map(agent -> above("userAgent", agent.size(), USER_AGENT_BYTES, "bytes"))
              .orElse(null);
      case Message.Addr addr -> above("addresses", addr.addresses().size(), ADDRESSES, "entries");
      case Message.AddrV2 addr -> addresses(addr.addresses());
      case Message.Inv inv -> inventory(inv.items(), INVENTORY);
      case Message.GetData getData -> inventory(getData.items(), INVENTORY);
      case Message.NotFound notFound -> inventory(notFound.items(), NOT_FOUND);
      case Message.GetHeaders get -> above("locator", get.locator().size(), LOCATOR, "hashes");
      case Message.GetBlocks get -> above("locator", get.locator().size(), LOCATOR, "hashes");
      case Message.Headers headers ->
          above("headers", headers.headers().size(), HEADERS, "entries");
      case Message.Tx tx -> transaction("transaction", tx.transaction());
      case Message.Block block -> transactions(block.transactions());
      case Message.BlockTxn blockTxn -> transactions(blockTxn.transactions());
      case Message.CmpctBlock block -> compactBlock(block);
      case Message.GetBlockTxn get ->
          get.indexes().isEmpty()
              ? null
              : above("indexes", get.indexes().getLast(), BLOCK_INDEX, "as place in the block");
      case Message.CFHeaders headers ->
          above("filterHashes", headers.filterHashes().size(), HEADERS, "hashes");
      case Message.FilterLoad load ->
          first(
              above("data", load.data().size(), FILTER_BYTES, "bytes"),
              above("hashFuncs", load.hashFuncs(), FILTER_FUNCTIONS, "hash functions"));
      case Message.FilterAdd add -> above("data", add.data().size(), FILTER_ELEMENT_BYTES, "bytes");
      case Message.SendCmpct send -> above("announce", send.announce(), 1, "as a yes or no");
      case Message.Feature feature -> feature(feature, trailing);
      case Message.Reject reject ->
          first(
              above("message", reject.message().size(), REJECT_MESSAGE_BYTES, "bytes"),
              above("reason", reject.reason().size(), REJECT_REASON_BYTES, "bytes"));
      case Message.Alert _,
          Message.CFCheckpt _,
          Message.CFilter _,
          Message.FeeFilter _,
          Message.FilterClear _,
          Message.GetAddr _,
          Message.GetCFCheckpt _,
          Message.GetCFHeaders _,
          Message.GetCFilters _,
          Message.Mempool _,
          Message.MerkleBlock _,
          Message.Ping _,
          Message.Pong _,
          Message.SendAddrV2 _,
          Message.SendHeaders _,
          Message.SendTxRcncl _,
          Message.Verack _,
          Message.WtxidRelay _ ->
          null;
    };
  }

  private static @Nullable String above(String field, long found, long most, String unit) {
    return found <= most ? null : field + ": at most " + most + " " + unit + ", " + found;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  private static @Nullable String inventory(List<InventoryItem> items, int most) {
    return above("items", items.size(), most, "entries");
  }

  private static @Nullable String addresses(List<TimedAddress> addresses) {
    String broken = above("addresses", addresses.size(), ADDRESSES, "entries");
    for (int i = 0; broken == null && i < addresses.size(); i++) {
      NetworkAddress address = addresses.get(i).address();
      int size = address.address().size();
      int fitting = Hosts.fitting(address.network());
      if (fitting != 0 && size != fitting) {
        broken =
            "addresses["
                + i
                + "]: "
                + fitting
                + " bytes for "
                + address.network().label()
                + ", "
                + size;
      } else if (size > ADDRESS_BYTES) {
        broken = above("addresses[" + i + "]", size, ADDRESS_BYTES, "bytes");
      }
    }
    return broken;
  }

  private static @Nullable String compactBlock(Message.CmpctBlock block) {
    List<PrefilledTransaction> prefilled = block.prefilled();
    String broken =
        above(
            "shortIds and prefilled",
            (long) block.shortIds().size() + prefilled.size(),
            BLOCK_INDEX,
            "entries");
    if (broken == null && !prefilled.isEmpty()) {
      broken =
          above("prefilled", prefilled.getLast().index(), BLOCK_INDEX, "as place in the block");
    }
    for (int i = 0; broken == null && i < prefilled.size(); i++) {
      broken = transaction("prefilled[" + i + "]", prefilled.get(i).transaction());
    }
    return broken;
  }

  private static @Nullable String feature(Message.Feature feature, int trailing) {
    int id = feature.id().size();
    if (id < FEATURE_ID_LEAST) {
      return "id: at least " + FEATURE_ID_LEAST + " bytes, " + id;
    }
    return first(
        above("id", id, FEATURE_ID_BYTES, "bytes"),
        first(
            above("data", feature.data().size(), FEATURE_DATA_BYTES, "bytes"),
            above("after data", trailing, 0, "bytes")));
  }

  private static @Nullable String transactions(List<Transaction> transactions) {
    for (int i = 0; i < transactions.size(); i++) {
      Transaction transaction = transactions.get(i);
      if (isOdd(transaction)) {
        return transaction("transactions[" + i + "]", transaction);
      }
    }
    return null;
  }

  private static @Nullable String transaction(String field, Transaction transaction) {
    if (!isOdd(transaction)) {
      return null;
    }
    return flag(transaction) > 1
        ? field + ": flag 1 for optional data, " + flag(transaction)
        : field + ": no witness of empty stacks only, one found";
  }

  private static boolean isOdd(Transaction transaction) {
    return transaction.raw().size() != transaction.size() || flag(transaction) > 1;
  }

  /// The flag of BIP144, 0 if there is none.
  private static int flag(Transaction transaction) {
    return transaction.raw().at(4) == 0 ? transaction.raw().at(5) & 0xff : 0;
  }
}
