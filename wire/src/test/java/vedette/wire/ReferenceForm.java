package vedette.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vedette.wire.Message.InventoryItem;
import vedette.wire.Message.ServiceAddress;

/// Messages in the form of the reference decodings: hashes as RPC prints them, 64-bit numbers as
/// decimal strings, other numbers as `Long`, other bytes as hex.
final class ReferenceForm {
  private ReferenceForm() {}

  static Map<String, @Nullable Object> of(Message message) {
    return switch (message) {
      case Message.Version m -> version(m);
      case Message.Addr m ->
          form(
              "addresses",
              list(
                  m.addresses(),
                  a ->
                      with(
                          form("time", a.time(), "services", Long.toUnsignedString(a.services())),
                          legacy(a.address()))));
      case Message.AddrV2 m ->
          form(
              "addresses",
              list(
                  m.addresses(),
                  a ->
                      with(
                          form("time", a.time(), "services", Long.toUnsignedString(a.services())),
                          bip155(a.address()))));
      case Message.Inv m -> items(m.items());
      case Message.GetData m -> items(m.items());
      case Message.NotFound m -> items(m.items());
      case Message.GetHeaders m -> locator(m.locatorVersion(), m.locator(), m.hashStop());
      case Message.GetBlocks m -> locator(m.locatorVersion(), m.locator(), m.hashStop());
      case Message.Headers m ->
          form("headers", list(m.headers(), ReferenceForm::header), "tx_counts", m.txCounts());
      case Message.Tx m -> transaction(m.transaction());
      case Message.Block m -> block(m);
      case Message.MerkleBlock m ->
          form(
              "header",
              header(m.header()),
              "total_transactions",
              m.totalTransactions(),
              "hashes",
              list(m.hashes(), Hash256::toString),
              "flag_bits",
              bits(m.flags()));
      case Message.Ping m ->
          form("nonce", m.nonce().isEmpty() ? null : Long.toUnsignedString(m.nonce().getAsLong()));
      case Message.Pong m -> form("nonce", Long.toUnsignedString(m.nonce()));
      case Message.FeeFilter m -> form("feerate", Long.toString(m.feerate()));
      case Message.SendCmpct m ->
          form("announce", m.announce() != 0, "version", Long.toUnsignedString(m.version()));
      case Message.CmpctBlock m ->
          form(
              "header",
              header(m.header()),
              "nonce",
              Long.toUnsignedString(m.nonce()),
              "short_ids",
              list(m.shortIds(), id -> String.format("%012x", id)),
              "prefilled",
              list(
                  m.prefilled(),
                  p ->
                      form(
                          "index",
                          (long) p.index(),
                          "differential_index",
                          (long) p.differentialIndex(),
                          "tx",
                          transaction(p.transaction()))));
      case Message.GetBlockTxn m ->
          form(
              "block_hash",
              m.blockHash().toString(),
              "indexes",
              list(m.indexes(), Integer::longValue),
              "differential_indexes",
              list(m.differentialIndexes(), Integer::longValue));
      case Message.BlockTxn m ->
          form(
              "block_hash",
              m.blockHash().toString(),
              "transactions",
              list(m.transactions(), ReferenceForm::transaction));
      case Message.GetCFilters m -> range(m.filterType(), m.startHeight(), m.stopHash());
      case Message.GetCFHeaders m -> range(m.filterType(), m.startHeight(), m.stopHash());
      case Message.GetCFCheckpt m ->
          form("filter_type", (long) m.filterType(), "stop_hash", m.stopHash().toString());
      case Message.CFilter m ->
          form(
              "filter_type",
              (long) m.filterType(),
              "block_hash",
              m.blockHash().toString(),
              "filter",
              m.filter().toString());
      case Message.CFHeaders m ->
          form(
              "filter_type",
              (long) m.filterType(),
              "stop_hash",
              m.stopHash().toString(),
              "previous_filter_header",
              m.previousFilterHeader().toString(),
              "filter_hashes",
              list(m.filterHashes(), Hash256::toString));
      case Message.CFCheckpt m ->
          form(
              "filter_type",
              (long) m.filterType(),
              "stop_hash",
              m.stopHash().toString(),
              "filter_headers",
              list(m.filterHeaders(), Hash256::toString));
      case Message.FilterLoad m ->
          form(
              "data",
              m.data().toString(),
              "hash_funcs",
              m.hashFuncs(),
              "tweak",
              m.tweak(),
              "flags",
              (long) m.flags());
      case Message.FilterAdd m -> form("data", m.data().toString());
      case Message.SendTxRcncl m ->
          form("version", m.version(), "salt", Long.toUnsignedString(m.salt()));
      case Message.Feature m ->
          form(
              "feature_id",
              m.id().utf8().orElse(null),
              "feature_id_bytes",
              m.id().toString(),
              "feature_data",
              m.data().toString());
      case Message.Reject m ->
          form(
              "message",
              m.message().utf8().orElse(null),
              "code",
              (long) m.code(),
              "reason",
              m.reason().utf8().orElse(null),
              "hash",
              m.hash().map(Hash256::toString).orElse(null));
      case Message.Alert m ->
          form("payload", m.payload().toString(), "signature", m.signature().toString());
      case Message.Verack _,
          Message.SendAddrV2 _,
          Message.SendHeaders _,
          Message.WtxidRelay _,
          Message.GetAddr _,
          Message.Mempool _,
          Message.FilterClear _ ->
          form();
    };
  }

  private static Map<String, @Nullable Object> version(Message.Version m) {
    return form(
        "version",
        (long) m.version(),
        "services",
        Long.toUnsignedString(m.services()),
        "time",
        Long.toString(m.time()),
        "addr_recv",
        service(m.addrRecv()),
        "addr_from",
        m.addrFrom().map(ReferenceForm::service).orElse(null),
        "nonce",
        m.nonce().isEmpty() ? null : Long.toUnsignedString(m.nonce().getAsLong()),
        "user_agent",
        m.userAgent().flatMap(Bytes::utf8).orElse(null),
        "start_height",
        m.startHeight().isEmpty() ? null : (long) m.startHeight().getAsInt(),
        "relay",
        m.relay().orElse(null));
  }

  private static Map<String, @Nullable Object> service(ServiceAddress address) {
    return with(
        form("services", Long.toUnsignedString(address.services())), legacy(address.address()));
  }

  private static Map<String, @Nullable Object> legacy(NetworkAddress address) {
    return form(
        "ip16",
        MessageEncoder.ip16(address).toString(),
        "host",
        address.host(),
        "port",
        (long) address.port());
  }

  private static Map<String, @Nullable Object> bip155(NetworkAddress address) {
    String label = address.network().label();
    return form(
        "network_id",
        (long) address.network().id(),
        "network",
        label.startsWith("unknown_") ? null : label,
        "bytes",
        address.address().toString(),
        "host",
        address.host().isEmpty() ? null : address.host(),
        "port",
        (long) address.port());
  }

  private static Map<String, @Nullable Object> items(List<InventoryItem> items) {
    return form(
        "items", list(items, item -> form("type", item.kind(), "hash", item.hash().toString())));
  }

  private static Map<String, @Nullable Object> locator(
      int version, List<Hash256> locator, Hash256 stop) {
    return form(
        "locator_version",
        (long) version,
        "locator",
        list(locator, Hash256::toString),
        "hash_stop",
        stop.toString());
  }

  private static Map<String, @Nullable Object> range(int filterType, long start, Hash256 stop) {
    return form(
        "filter_type", (long) filterType, "start_height", start, "stop_hash", stop.toString());
  }

  private static Map<String, @Nullable Object> header(BlockHeader header) {
    return form(
        "version",
        (long) header.version(),
        "prev_block",
        header.previousBlock().toString(),
        "merkle_root",
        header.merkleRoot().toString(),
        "time",
        header.time(),
        "bits",
        String.format("%08x", header.bits()),
        "nonce",
        header.nonce(),
        "hash",
        header.hash().toString());
  }

  private static Map<String, @Nullable Object> block(Message.Block block) {
    List<Transaction> transactions = block.transactions();
    int countLength = transactions.size() < 0xfd ? 1 : transactions.size() <= 0xffff ? 3 : 5;
    return form(
        "header",
        header(block.header()),
        "tx_count",
        (long) transactions.size(),
        "weight",
        4L * (BlockHeader.SIZE + countLength)
            + transactions.stream().mapToLong(Transaction::weight).sum(),
        "transactions",
        list(transactions, ReferenceForm::transaction),
        "merkle_root_matches",
        merkleRoot(transactions).equals(block.header().merkleRoot()));
  }

  private static Map<String, @Nullable Object> transaction(Transaction transaction) {
    return form(
        "txid",
        transaction.txid().toString(),
        "wtxid",
        transaction.wtxid().toString(),
        "size",
        (long) transaction.size(),
        "weight",
        (long) transaction.weight(),
        "vin",
        (long) transaction.inputs().size(),
        "vout",
        (long) transaction.outputs().size(),
        "out_total",
        Long.toString(transaction.outputs().stream().mapToLong(Transaction.Output::value).sum()),
        "has_witness",
        transaction.hasWitness(),
        "vsize",
        (long) transaction.vsize(),
        "version",
        transaction.version(),
        "locktime",
        transaction.lockTime(),
        "inputs",
        list(
            transaction.inputs(),
            input ->
                form(
                    "txid",
                    input.txid().toString(),
                    "vout",
                    input.index(),
                    "script_sig",
                    input.scriptSig().toString(),
                    "sequence",
                    input.sequence(),
                    "witness",
                    list(input.witness(), Bytes::toString))),
        "outputs",
        list(
            transaction.outputs(),
            output ->
                form(
                    "value",
                    Long.toString(output.value()),
                    "script_pubkey",
                    output.scriptPubKey().toString())));
  }

  private static Hash256 merkleRoot(List<Transaction> transactions) {
    List<Hash256> level = transactions.stream().map(Transaction::txid).toList();
    while (level.size() > 1) {
      List<Hash256> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(pair(level.get(i), level.get(Math.min(i + 1, level.size() - 1))));
      }
      level = above;
    }
    return level.isEmpty() ? Hash256.ZERO : level.getFirst();
  }

  private static Hash256 pair(Hash256 left, Hash256 right) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(left.toWire());
      return Hash256.read(sha.digest(sha.digest(right.toWire())), 0);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String bits(Bytes flags) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < 8 * flags.size(); i++) {
      bits.append((flags.at(i / 8) >> (i % 8)) & 1);
    }
    return bits.toString();
  }

  private static <T> List<@Nullable Object> list(
      List<T> list, Function<? super T, ? extends @Nullable Object> each) {
    List<@Nullable Object> result = new ArrayList<>(list.size());
    list.forEach(element -> result.add(each.apply(element)));
    return result;
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> form, Map<String, @Nullable Object> more) {
    form.putAll(more);
    return form;
  }

  private static Map<String, @Nullable Object> form(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      form.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return form;
  }
}
