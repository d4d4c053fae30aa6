package vedette.event.json;

import java.util.List;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.wire.BlockHeader;
import vedette.wire.Decoding;
import vedette.wire.Hash256;
import vedette.wire.Message;

/// The `message` member: type, size, then the decoded fields or why there are none.
final class MessageJson {
  /// Digits of a 48-bit short id.
  private static final int SHORT_ID_DIGITS = 12;

  private final JsonLine line;
  private final EventJson.Options options;
  private final MessageDecoding decoder;
  private long undecoded;

  MessageJson(JsonLine line, EventJson.Options options, MessageDecoding decoder) {
    this.line = line;
    this.options = options;
    this.decoder = decoder;
  }

  /// How many messages were here in full and did not decode.
  long undecoded() {
    return undecoded;
  }

  void write(P2pMessage message) {
    line.startObject(Key.MESSAGE);
    line.text(Key.TYPE, message.type());
    line.unsigned(Key.SIZE, message.size());
    if (options.decode()) {
      switch (decoder.decode(message)) {
        case Decoding.Decoded decoded -> decoded(decoded);
        case Decoding.Undecoded why -> {
          if (message.state() == PayloadState.WHOLE) {
            undecoded++;
          }
          undecoded(message, why.reason());
        }
      }
    } else if (message.state() != PayloadState.WHOLE && message.state() != PayloadState.NOT_TAKEN) {
      // Nobody asked for fields, but a payload that is shorter than it was is never kept quiet.
      undecoded(message, message.state().reason());
    }
    if (options.payload() && payloadIsHere(message)) {
      line.hex(Key.PAYLOAD, message.payload());
    }
    line.endObject();
  }

  private void decoded(Decoding.Decoded decoded) {
    fields(decoded.message());
    if (!decoded.trailing().isEmpty()) {
      line.hex(Key.TRAILING, decoded.trailing());
    }
    decoded.overLimit().ifPresent(limit -> line.text(Key.OVER_LIMIT, limit));
  }

  private void undecoded(P2pMessage message, String reason) {
    line.startObject(Key.UNDECODED);
    line.text(Key.REASON, reason);
    if (payloadIsHere(message)) {
      line.hex(Key.PAYLOAD, message.payload());
    }
    line.endObject();
  }

  /// Whether the bytes say something: an empty payload that is whole does, one that is missing not.
  private static boolean payloadIsHere(P2pMessage message) {
    return !message.payload().isEmpty() || message.state() == PayloadState.WHOLE;
  }

  private void fields(Message message) {
    switch (message) {
      case Message.Version version -> version(version);
      case Message.Verack _,
          Message.SendAddrV2 _,
          Message.SendHeaders _,
          Message.WtxidRelay _,
          Message.GetAddr _,
          Message.Mempool _,
          Message.FilterClear _ -> {}
      case Message.Addr addr -> AddressJson.timed(line, addr.addresses());
      case Message.AddrV2 addr -> AddressJson.timed(line, addr.addresses());
      case Message.Inv inv -> items(inv.items());
      case Message.GetData getData -> items(getData.items());
      case Message.NotFound notFound -> items(notFound.items());
      case Message.GetHeaders get -> locator(get.locatorVersion(), get.locator(), get.hashStop());
      case Message.GetBlocks get -> locator(get.locatorVersion(), get.locator(), get.hashStop());
      case Message.Headers headers -> headers(headers);
      case Message.Tx tx -> TransactionJson.transaction(line, tx.transaction());
      case Message.Block block -> {
        TransactionJson.header(line, block.header());
        TransactionJson.transactions(line, block.transactions());
      }
      case Message.MerkleBlock block -> {
        TransactionJson.header(line, block.header());
        line.number(Key.TOTAL_TRANSACTIONS, block.totalTransactions());
        line.hashes(Key.HASHES, block.hashes());
        line.hex(Key.FLAGS, block.flags());
      }
      case Message.Ping ping -> ping.nonce().ifPresent(nonce -> line.decimal(Key.NONCE, nonce));
      case Message.Pong pong -> line.decimal(Key.NONCE, pong.nonce());
      case Message.FeeFilter filter -> line.number(Key.FEERATE, filter.feerate());
      case Message.SendCmpct send -> {
        line.number(Key.ANNOUNCE, send.announce());
        line.decimal(Key.VERSION, send.version());
      }
      case Message.CmpctBlock block -> compactBlock(block);
      case Message.GetBlockTxn get -> {
        line.hash(Key.BLOCK_HASH, get.blockHash());
        numbers(Key.INDEXES, get.indexes());
        numbers(Key.DIFFERENTIAL_INDEXES, get.differentialIndexes());
      }
      case Message.BlockTxn txn -> {
        line.hash(Key.BLOCK_HASH, txn.blockHash());
        TransactionJson.transactions(line, txn.transactions());
      }
      case Message.GetCFilters get ->
          filterRange(get.filterType(), get.startHeight(), get.stopHash());
      case Message.GetCFHeaders get ->
          filterRange(get.filterType(), get.startHeight(), get.stopHash());
      case Message.CFilter filter -> {
        line.number(Key.FILTER_TYPE, filter.filterType());
        line.hash(Key.BLOCK_HASH, filter.blockHash());
        line.hex(Key.FILTER, filter.filter());
      }
      case Message.CFHeaders headers -> {
        line.number(Key.FILTER_TYPE, headers.filterType());
        line.hash(Key.STOP_HASH, headers.stopHash());
        line.hash(Key.PREVIOUS_FILTER_HEADER, headers.previousFilterHeader());
        line.hashes(Key.FILTER_HASHES, headers.filterHashes());
      }
      case Message.GetCFCheckpt get -> {
        line.number(Key.FILTER_TYPE, get.filterType());
        line.hash(Key.STOP_HASH, get.stopHash());
      }
      case Message.CFCheckpt checkpoint -> {
        line.number(Key.FILTER_TYPE, checkpoint.filterType());
        line.hash(Key.STOP_HASH, checkpoint.stopHash());
        line.hashes(Key.FILTER_HEADERS, checkpoint.filterHeaders());
      }
      case Message.FilterLoad load -> {
        line.hex(Key.DATA, load.data());
        line.number(Key.HASH_FUNCS, load.hashFuncs());
        line.number(Key.TWEAK, load.tweak());
        line.number(Key.FLAGS, load.flags());
      }
      case Message.FilterAdd add -> line.hex(Key.DATA, add.data());
      case Message.SendTxRcncl send -> {
        line.number(Key.VERSION, send.version());
        line.decimal(Key.SALT, send.salt());
      }
      case Message.Feature feature -> {
        line.textOrHex(Key.FEATURE_ID, Key.FEATURE_ID_BYTES, feature.id());
        line.hex(Key.FEATURE_DATA, feature.data());
      }
      case Message.Reject reject -> {
        line.textOrHex(Key.MESSAGE, Key.MESSAGE_BYTES, reject.message());
        line.number(Key.CODE, reject.code());
        line.textOrHex(Key.REASON, Key.REASON_BYTES, reject.reason());
        reject.hash().ifPresent(hash -> line.hash(Key.HASH, hash));
      }
      case Message.Alert alert -> {
        line.hex(Key.ALERT, alert.payload());
        line.hex(Key.SIGNATURE, alert.signature());
      }
    }
  }

  private void version(Message.Version version) {
    line.number(Key.VERSION, version.version());
    line.decimal(Key.SERVICES, version.services());
    line.number(Key.TIME, version.time());
    AddressJson.service(line, Key.ADDR_RECV, version.addrRecv());
    version.addrFrom().ifPresent(from -> AddressJson.service(line, Key.ADDR_FROM, from));
    version.nonce().ifPresent(nonce -> line.decimal(Key.NONCE, nonce));
    version
        .userAgent()
        .ifPresent(agent -> line.textOrHex(Key.USER_AGENT, Key.USER_AGENT_BYTES, agent));
    version.startHeight().ifPresent(height -> line.number(Key.START_HEIGHT, height));
    version.relay().ifPresent(relay -> line.truth(Key.RELAY, relay));
  }

  private void items(List<Message.InventoryItem> items) {
    line.startArray(Key.ITEMS);
    for (Message.InventoryItem item : items) {
      line.startObject();
      line.text(Key.TYPE, item.label());
      line.hash(Key.HASH, item.hash());
      line.endObject();
    }
    line.endArray();
  }

  private void locator(int version, List<Hash256> locator, Hash256 stop) {
    line.number(Key.LOCATOR_VERSION, version);
    line.hashes(Key.LOCATOR, locator);
    line.hash(Key.HASH_STOP, stop);
  }

  private void headers(Message.Headers headers) {
    line.startArray(Key.HEADERS);
    for (int i = 0; i < headers.headers().size(); i++) {
      BlockHeader header = headers.headers().get(i);
      line.startObject();
      TransactionJson.headerMembers(line, header);
      long count = i < headers.txCounts().size() ? headers.txCounts().get(i) : 0;
      if (count != 0) {
        line.unsigned(Key.TX_COUNT, count);
      }
      line.endObject();
    }
    line.endArray();
  }

  private void compactBlock(Message.CmpctBlock block) {
    TransactionJson.header(line, block.header());
    line.decimal(Key.NONCE, block.nonce());
    line.startArray(Key.SHORT_IDS);
    for (long id : block.shortIds()) {
      line.fixedHex(id, SHORT_ID_DIGITS);
    }
    line.endArray();
    line.startArray(Key.PREFILLED);
    for (Message.PrefilledTransaction prefilled : block.prefilled()) {
      line.startObject();
      line.number(Key.INDEX, prefilled.index());
      line.number(Key.DIFFERENTIAL_INDEX, prefilled.differentialIndex());
      TransactionJson.transaction(line, prefilled.transaction());
      line.endObject();
    }
    line.endArray();
  }

  private void filterRange(int type, long start, Hash256 stop) {
    line.number(Key.FILTER_TYPE, type);
    line.number(Key.START_HEIGHT, start);
    line.hash(Key.STOP_HASH, stop);
  }

  private void numbers(Key key, List<Integer> numbers) {
    line.startArray(key);
    for (int number : numbers) {
      line.number(number);
    }
    line.endArray();
  }
}
