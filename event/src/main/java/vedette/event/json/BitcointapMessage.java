package vedette.event.json;

import java.util.List;
import java.util.Optional;
import vedette.event.P2pMessage;
import vedette.wire.Decoding;
import vedette.wire.Hash256;
import vedette.wire.Message;

/// The `msg` member of bitcointap: one key, the variant, with its body.
///
/// A message that its shape cannot hold (an incomplete `version`, a `reject` without hash, a type
/// it does not know) is `Unknown` with the raw bytes, as there.
final class BitcointapMessage {
  private final BitcointapValues json;
  private final MessageDecoding decoder;
  private long undecoded;

  BitcointapMessage(BitcointapValues json, MessageDecoding decoder) {
    this.json = json;
    this.decoder = decoder;
  }

  /// How many messages were here in full and did not decode.
  long undecoded() {
    return undecoded;
  }

  BitcointapValues values() {
    return json;
  }

  void write(P2pMessage message) {
    if (message.type().equals("addrv2")
        && message.size() == 0
        && message.state() == P2pMessage.PayloadState.WHOLE) {
      json.truth("Emptyaddrv2", true);
      return;
    }
    boolean written =
        switch (decoder.decode(message)) {
          case Decoding.Decoded decoded -> variant(decoded.message());
          case Decoding.Undecoded _ -> {
            if (message.state() == P2pMessage.PayloadState.WHOLE) {
              undecoded++;
            }
            yield false;
          }
        };
    if (!written) {
      json.open("Unknown");
      json.text("command", message.type());
      json.bytes("payload", message.payload());
      json.close();
    }
  }

  /// Writes the variant, or nothing if there is none for the message.
  private boolean variant(Message message) {
    return switch (message) {
      case Message.Version version -> version(version);
      case Message.Verack _ -> flag("Verack");
      case Message.SendAddrV2 _ -> flag("Sendaddrv2");
      case Message.SendHeaders _ -> flag("Sendheaders");
      case Message.WtxidRelay _ -> flag("Wtxidrelay");
      case Message.GetAddr _ -> flag("Getaddr");
      case Message.Mempool _ -> flag("Mempool");
      case Message.FilterClear _ -> flag("Filterclear");
      case Message.Addr addr -> body("Addr", () -> json.addresses(addr.addresses(), true));
      case Message.AddrV2 addr -> body("Addrv2", () -> json.addresses(addr.addresses(), false));
      case Message.Inv inv -> items("Inv", inv.items());
      case Message.GetData getData -> items("Getdata", getData.items());
      case Message.NotFound notFound -> items("Notfound", notFound.items());
      case Message.GetHeaders get ->
          locator("Getheaders", get.locatorVersion(), get.locator(), get.hashStop());
      case Message.GetBlocks get ->
          locator("Getblocks", get.locatorVersion(), get.locator(), get.hashStop());
      case Message.Headers headers -> body("Headers", () -> headers(headers));
      case Message.Tx tx -> body("Tx", () -> json.transaction(tx.transaction()));
      case Message.Block block ->
          body(
              "Block",
              () -> {
                json.header("header", block.header());
                json.transactions(block.transactions());
              });
      case Message.MerkleBlock block -> body("Merkleblock", () -> merkleBlock(block));
      case Message.Ping ping ->
          ping.nonce().isPresent()
              ? body("Ping", () -> json.unsigned("value", ping.nonce().getAsLong()))
              : flag("Oldping");
      case Message.Pong pong -> body("Pong", () -> json.unsigned("value", pong.nonce()));
      case Message.FeeFilter filter ->
          body("Feefilter", () -> json.number("fee", filter.feerate()));
      case Message.SendCmpct send ->
          body(
              "Sendcompact",
              () -> {
                json.truth("send_compact", send.announce() != 0);
                json.unsigned("version", send.version());
              });
      case Message.CmpctBlock block -> body("Compactblock", () -> compactBlock(block));
      case Message.GetBlockTxn get -> body("Getblocktxn", () -> getBlockTxn(get));
      case Message.BlockTxn txn ->
          body(
              "Blocktxn",
              () -> {
                json.hash("block_hash", txn.blockHash());
                json.transactions(txn.transactions());
              });
      case Message.GetCFilters get ->
          body(
              "Getcfilter", () -> filterRange(get.filterType(), get.startHeight(), get.stopHash()));
      case Message.GetCFHeaders get ->
          body(
              "Getcfheaders",
              () -> filterRange(get.filterType(), get.startHeight(), get.stopHash()));
      case Message.CFilter filter -> body("Cfilter", () -> filter(filter));
      case Message.CFHeaders headers -> body("Cfheaders", () -> filterHeaders(headers));
      case Message.GetCFCheckpt get ->
          body(
              "Getcfcheckpt",
              () -> {
                json.number("filter_type", get.filterType());
                json.hash("stop_hash", get.stopHash());
              });
      case Message.CFCheckpt checkpoint ->
          body(
              "Cfcheckpt",
              () -> {
                json.number("filter_type", checkpoint.filterType());
                json.hash("stop_hash", checkpoint.stopHash());
                json.hashes("filter_headers", checkpoint.filterHeaders());
              });
      case Message.FilterLoad load -> load.flags() <= 2 && body("Filterload", () -> load(load));
      case Message.FilterAdd add -> body("Filteradd", () -> json.bytes("filter", add.data()));
      case Message.Reject reject -> reject(reject);
      case Message.Alert alert -> body("Alert", () -> json.bytes("alert", alert.payload()));
      case Message.SendTxRcncl _, Message.Feature _ -> false;
    };
  }

  private boolean flag(String variant) {
    json.truth(variant, true);
    return true;
  }

  private boolean body(String variant, Runnable members) {
    json.open(variant);
    members.run();
    json.close();
    return true;
  }

  private boolean version(Message.Version version) {
    Optional<String> agent = version.userAgent().flatMap(bytes -> bytes.utf8());
    if (version.addrFrom().isEmpty()
        || version.nonce().isEmpty()
        || agent.isEmpty()
        || version.startHeight().isEmpty()
        || version.relay().isEmpty()) {
      return false;
    }
    Message.ServiceAddress sender = version.addrFrom().get();
    return body(
        "Version",
        () -> {
          json.number("version", Integer.toUnsignedLong(version.version()));
          json.unsigned("services", version.services());
          json.number("timestamp", version.time());
          address("receiver", version.addrRecv());
          address("sender", sender);
          json.unsigned("nonce", version.nonce().getAsLong());
          json.text("user_agent", agent.get());
          json.number("start_height", version.startHeight().getAsInt());
          json.truth("relay", version.relay().get());
        });
  }

  private void address(String name, Message.ServiceAddress address) {
    json.open(name);
    json.addressMembers(0, address.services(), address.address(), true);
    json.close();
  }

  private boolean items(String variant, List<Message.InventoryItem> items) {
    return body(
        variant,
        () -> {
          json.openArray("items");
          for (Message.InventoryItem item : items) {
            json.openElement();
            json.open("item");
            item(item);
            json.close();
            json.close();
          }
          json.closeArray();
        });
  }

  private void item(Message.InventoryItem item) {
    if (item.kind() == 0) {
      json.truth("Error", true);
      return;
    }
    String name =
        switch (item.label()) {
          case "tx" -> "Transaction";
          case "block" -> "Block";
          case "cmpct_block" -> "CompactBlock";
          case "wtx" -> "Wtx";
          case "witness_tx" -> "WitnessTransaction";
          case "witness_block" -> "WitnessBlock";
          default -> "Unknown";
        };
    if (name.equals("Unknown")) {
      json.open(name);
      json.number("inv_type", item.kind());
      json.hash("hash", item.hash());
      json.close();
    } else {
      json.hash(name, item.hash());
    }
  }

  private boolean locator(String variant, int version, List<Hash256> locator, Hash256 stop) {
    return body(
        variant,
        () -> {
          json.number("version", Integer.toUnsignedLong(version));
          json.hashes("locator_hashes", locator);
          json.hash("stop_hash", stop);
        });
  }

  private void headers(Message.Headers headers) {
    json.openArray("headers");
    headers
        .headers()
        .forEach(header -> {
          json.openElement();
          json.headerMembers(header);
          json.close();
        });
    json.closeArray();
  }

  private void merkleBlock(Message.MerkleBlock block) {
    json.header("header", block.header());
    json.number("num_transactions", block.totalTransactions());
    json.openArray("bits");
    for (int i = 0; i < 8 * block.flags().size(); i++) {
      json.truth((block.flags().at(i / 8) >> (i % 8) & 1) == 1);
    }
    json.closeArray();
    json.hashes("hashes", block.hashes());
  }

  private void compactBlock(Message.CmpctBlock block) {
    json.header("header", block.header());
    json.unsigned("nonce", block.nonce());
    json.openArray("short_ids");
    block.shortIds().forEach(json::shortId);
    json.closeArray();
    json.openArray("transactions");
    for (Message.PrefilledTransaction prefilled : block.prefilled()) {
      json.openElement();
      json.number("diff_index", prefilled.differentialIndex());
      json.transaction(prefilled.transaction());
      json.close();
    }
    json.closeArray();
  }

  private void getBlockTxn(Message.GetBlockTxn get) {
    json.hash("block_hash", get.blockHash());
    json.openArray("tx_indexes");
    get.indexes().forEach(json::unsigned);
    json.closeArray();
  }

  private void filterRange(int type, long start, Hash256 stop) {
    json.number("filter_type", type);
    json.number("start_height", start);
    json.hash("stop_hash", stop);
  }

  private void filter(Message.CFilter filter) {
    json.number("filter_type", filter.filterType());
    json.hash("block_hash", filter.blockHash());
    json.bytes("filter", filter.filter());
  }

  private void filterHeaders(Message.CFHeaders headers) {
    json.number("filter_type", headers.filterType());
    json.hash("stop_hash", headers.stopHash());
    json.hash("previous_filter_header", headers.previousFilterHeader());
    json.hashes("filter_hashes", headers.filterHashes());
  }

  private void load(Message.FilterLoad load) {
    json.bytes("filter", load.data());
    json.number("hash_funcs", load.hashFuncs());
    json.number("tweak", load.tweak());
    json.number("flags", load.flags());
  }

  private boolean reject(Message.Reject reject) {
    Optional<String> command = reject.message().utf8();
    Optional<String> details = reject.reason().utf8();
    int reason = reason(reject.code());
    if (command.isEmpty() || details.isEmpty() || reject.hash().isEmpty() || reason < 0) {
      return false;
    }
    return body(
        "Reject",
        () -> {
          json.text("rejected_command", command.get());
          json.number("reason", reason);
          json.text("reason_details", details.get());
          json.hash("hash", reject.hash().get());
        });
  }

  private static int reason(int code) {
    return switch (code) {
      case 0x01 -> 0;
      case 0x10 -> 1;
      case 0x11 -> 2;
      case 0x12 -> 3;
      case 0x40 -> 4;
      case 0x41 -> 5;
      case 0x42 -> 6;
      case 0x43 -> 7;
      default -> -1;
    };
  }
}
