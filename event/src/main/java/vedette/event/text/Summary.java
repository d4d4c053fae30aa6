package vedette.event.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vedette.wire.BlockHeader;
import vedette.wire.Bytes;
import vedette.wire.Hash256;
import vedette.wire.Message;
import vedette.wire.Transaction;

/// What a message says, in few words. Everything returned is harmless.
final class Summary {
  /// Kinds that are told apart: a peer may invent thousands.
  private static final int KINDS = 6;

  private Summary() {}

  static String of(Message message) {
    return switch (message) {
      case Message.Version version -> version(version);
      case Message.Verack _,
          Message.SendAddrV2 _,
          Message.SendHeaders _,
          Message.WtxidRelay _,
          Message.GetAddr _,
          Message.Mempool _,
          Message.FilterClear _ ->
          "";
      case Message.Addr addr -> addresses(addr.addresses());
      case Message.AddrV2 addr -> addresses(addr.addresses());
      case Message.Inv inv -> items(inv.items());
      case Message.GetData getData -> items(getData.items());
      case Message.NotFound notFound -> items(notFound.items());
      case Message.GetHeaders get -> locator(get.locator(), get.hashStop());
      case Message.GetBlocks get -> locator(get.locator(), get.hashStop());
      case Message.Headers headers -> headers(headers.headers());
      case Message.Tx tx -> transaction(tx.transaction());
      case Message.Block block ->
          Words.blockHash(block.header().hash()) + "  " + block.transactions().size() + " tx";
      case Message.MerkleBlock block ->
          Words.blockHash(block.header().hash())
              + "  "
              + block.hashes().size()
              + " hashes of "
              + block.totalTransactions()
              + " tx";
      case Message.Ping ping ->
          ping.nonce().isPresent()
              ? Long.toUnsignedString(ping.nonce().getAsLong())
              : "without nonce";
      case Message.Pong pong -> Long.toUnsignedString(pong.nonce());
      case Message.FeeFilter filter -> filter.feerate() + " sat/kvB";
      case Message.SendCmpct send ->
          "version " + Long.toUnsignedString(send.version()) + ", announce " + send.announce();
      case Message.CmpctBlock block ->
          Words.blockHash(block.header().hash())
              + "  "
              + block.shortIds().size()
              + " short ids, "
              + block.prefilled().size()
              + " tx";
      case Message.GetBlockTxn get ->
          Words.blockHash(get.blockHash()) + "  " + get.indexes().size() + " tx wanted";
      case Message.BlockTxn txn ->
          Words.blockHash(txn.blockHash()) + "  " + txn.transactions().size() + " tx";
      case Message.GetCFilters get -> range(get.startHeight(), get.stopHash());
      case Message.GetCFHeaders get -> range(get.startHeight(), get.stopHash());
      case Message.CFilter filter ->
          Words.blockHash(filter.blockHash()) + "  " + filter.filter().size() + " bytes";
      case Message.CFHeaders headers ->
          headers.filterHashes().size() + " to " + Words.blockHash(headers.stopHash());
      case Message.GetCFCheckpt get -> "to " + Words.blockHash(get.stopHash());
      case Message.CFCheckpt checkpoint ->
          checkpoint.filterHeaders().size() + " to " + Words.blockHash(checkpoint.stopHash());
      case Message.FilterLoad load ->
          load.data().size() + " bytes, " + load.hashFuncs() + " hash functions";
      case Message.FilterAdd add -> add.data().size() + " bytes";
      case Message.SendTxRcncl send -> "version " + send.version();
      case Message.Feature feature -> text(feature.id());
      case Message.Reject reject ->
          String.format(
              Locale.ROOT,
              "%s: %s (code %d)",
              text(reject.message()),
              text(reject.reason()),
              reject.code());
      case Message.Alert alert -> alert.payload().size() + " bytes";
    };
  }

  private static String version(Message.Version version) {
    StringBuilder text = new StringBuilder();
    version.userAgent().ifPresent(agent -> text.append(text(agent)).append(' '));
    text.append("version ").append(version.version());
    version.startHeight().ifPresent(height -> text.append(", height ").append(height));
    return text.toString();
  }

  private static String transaction(Transaction transaction) {
    return String.format(
        Locale.ROOT,
        "%s  %d vB, %d in, %d out",
        Words.hash(transaction.txid()),
        transaction.vsize(),
        transaction.inputs().size(),
        transaction.outputs().size());
  }

  private static String addresses(List<Message.TimedAddress> addresses) {
    return counts(addresses.stream().map(address -> address.address().network().label()).toList());
  }

  private static String items(List<Message.InventoryItem> items) {
    String counts = counts(items.stream().map(Message.InventoryItem::label).toList());
    return items.size() == 1 ? counts + " " + Words.hash(items.getFirst().hash()) : counts;
  }

  /// `3 wtx, 1 block`, the kinds in the order in which they first occur.
  private static String counts(List<String> labels) {
    if (labels.isEmpty()) {
      return "none";
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    labels.forEach(label -> counts.merge(label, 1, Integer::sum));
    String text =
        counts.entrySet().stream()
            .limit(KINDS)
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return counts.size() <= KINDS ? text : text + ", " + (counts.size() - KINDS) + " more kinds";
  }

  private static String headers(List<BlockHeader> headers) {
    return headers.isEmpty()
        ? "none"
        : headers.size() + " to " + Words.blockHash(headers.getLast().hash());
  }

  private static String locator(List<Hash256> locator, Hash256 stop) {
    String from = locator.isEmpty() ? "no locator" : "from " + Words.blockHash(locator.getFirst());
    return stop.equals(Hash256.ZERO) ? from : from + " to " + Words.blockHash(stop);
  }

  private static String range(long start, Hash256 stop) {
    return "from height " + start + " to " + Words.blockHash(stop);
  }

  private static String text(Bytes bytes) {
    return bytes.utf8().map(Cells::harmless).orElseGet(() -> "0x" + bytes);
  }
}
