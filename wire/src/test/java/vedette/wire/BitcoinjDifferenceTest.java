package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bitcoinj.core.AddressV1Message;
import org.bitcoinj.core.AddressV2Message;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.BloomFilter;
import org.bitcoinj.core.FeeFilterMessage;
import org.bitcoinj.core.FilteredBlock;
import org.bitcoinj.core.GetBlocksMessage;
import org.bitcoinj.core.GetDataMessage;
import org.bitcoinj.core.GetHeadersMessage;
import org.bitcoinj.core.HeadersMessage;
import org.bitcoinj.core.InventoryMessage;
import org.bitcoinj.core.ListMessage;
import org.bitcoinj.core.NotFoundMessage;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.Ping;
import org.bitcoinj.core.Pong;
import org.bitcoinj.core.RejectMessage;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.core.VersionMessage;
import org.junit.jupiter.api.Test;

/// What bitcoinj can read, it reads as we do.
///
/// bitcoinj knows about half of the types and gives up on much that Core reads, so only what both
/// decode is compared. Where it is known to read something else, [#known] says so.
class BitcoinjDifferenceTest {

  @FunctionalInterface
  private interface Theirs {
    List<Object> read(ByteBuffer payload);
  }

  private static final Map<String, Theirs> THEIRS =
      Map.ofEntries(
          Map.entry("version", in -> version(VersionMessage.read(in))),
          Map.entry("addr", in -> addresses(AddressV1Message.read(in).getAddresses())),
          Map.entry("addrv2", in -> addresses(AddressV2Message.read(in).getAddresses())),
          Map.entry("inv", in -> items(InventoryMessage.read(in))),
          Map.entry("getdata", in -> items(GetDataMessage.read(in))),
          Map.entry("notfound", in -> items(NotFoundMessage.read(in))),
          Map.entry("getheaders", in -> locator(GetHeadersMessage.read(in))),
          Map.entry("getblocks", in -> locator(GetBlocksMessage.read(in))),
          Map.entry("headers", in -> headers(HeadersMessage.read(in))),
          Map.entry("tx", in -> transaction(org.bitcoinj.core.Transaction.read(in))),
          Map.entry("block", in -> block(Block.read(in))),
          Map.entry("merkleblock", in -> merkleBlock(FilteredBlock.read(in))),
          Map.entry("ping", in -> List.of(Ping.read(in).nonce())),
          Map.entry("pong", in -> List.of(Pong.read(in).nonce())),
          Map.entry("feefilter", in -> List.of(FeeFilterMessage.read(in).feeRate().value)),
          Map.entry("filterload", in -> List.of(bytes(BloomFilter.read(in).serialize()))),
          Map.entry("reject", in -> List.of(bytes(RejectMessage.read(in).serialize()))));

  private static final Set<Integer> REJECT_CODES =
      Set.of(0x01, 0x10, 0x11, 0x12, 0x40, 0x41, 0x42, 0x43);

  @Test
  void vectorsReadAsBitcoinjReadsThem() {
    Map<String, Integer> compared = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    for (Vector vector : Vector.ALL) {
      compare(vector.toString(), vector.type(), vector.payload(), compared, differences);
    }

    assertThat(differences).isEmpty();
    assertThat(compared.keySet()).isEqualTo(new TreeMap<>(THEIRS).keySet());
  }

  @Test
  void vectorsWithMistakesReadAsBitcoinjReadsThemOrNotAtAll() {
    Map<String, Integer> compared = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    Mutations mutations = new Mutations(7);
    for (Vector vector : Vector.ALL) {
      for (int i = 0; THEIRS.containsKey(vector.type()) && i < 100; i++) {
        Bytes payload = mutations.of(vector.payload());
        compare("seed 7, " + payload, vector.type(), payload, compared, differences);
      }
    }

    System.out.println("read by both: " + compared);
    assertThat(differences).isEmpty();
    assertThat(compared.values()).allMatch(count -> count >= 10).hasSize(THEIRS.size());
  }

  @Test
  void recordedMessagesReadAsBitcoinjReadsThem() {
    SharedData data = SharedData.findOrSkip();
    Map<String, Integer> compared = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    for (String type : THEIRS.keySet()) {
      for (SharedData.Captured record : data.records(type.equals("reject") ? "unknown" : type)) {
        String what = type + " of " + record.payload().size() + " bytes";
        compare(what, record.type(), record.payload(), compared, differences);
      }
    }

    System.out.println("read by both: " + compared);
    assertThat(differences).isEmpty();
    assertThat(compared.get("tx")).isGreaterThan(400);
    assertThat(compared.get("block")).isGreaterThan(60);
    assertThat(compared).hasSize(THEIRS.size());
  }

  private static void compare(
      String what,
      String type,
      Bytes payload,
      Map<String, Integer> compared,
      List<String> differences) {
    Theirs reader = THEIRS.get(type);
    if (reader == null
        || !(MessageDecoder.decode(type, payload)
            instanceof Decoding.Decoded(Message message, Bytes trailing, var overLimit))
        || known(message, overLimit.isPresent())) {
      return;
    }
    List<Object> theirs;
    try {
      theirs = reader.read(ByteBuffer.wrap(payload.toArray()));
    } catch (RuntimeException refusedByBitcoinj) {
      // of a dozen kinds: bitcoinj leaks what its parts throw
      return;
    }
    compared.merge(type, 1, Integer::sum);
    List<Object> ours = ours(message);
    if (!ours.equals(theirs)) {
      int at = 0;
      while (at < Math.min(ours.size(), theirs.size()) && ours.get(at).equals(theirs.get(at))) {
        at++;
      }
      differences.add(
          what
              + ": field "
              + at
              + ": ours "
              + ours.subList(at, Math.min(ours.size(), at + 3))
              + ", theirs "
              + theirs.subList(at, Math.min(theirs.size(), at + 3)));
    }
  }

  /// What bitcoinj is known to read otherwise.
  private static boolean known(Message message, boolean overLimit) {
    return switch (message) {
      // keeps a superfluous witness, and what stands behind another flag than 1
      case Message.Tx _ -> overLimit;
      // makes text of both and one code of all unknown ones; looks for a hash only behind these two
      case Message.Reject m ->
          !REJECT_CODES.contains(m.code())
              || m.message().utf8().isEmpty()
              || m.reason().utf8().isEmpty()
              || (m.hash().isPresent()
                  && !List.of("tx", "block").contains(m.message().utf8().orElseThrow()));
      default -> false;
    };
  }

  private static List<Object> ours(Message message) {
    List<Object> fields = new ArrayList<>();
    switch (message) {
      case Message.Version m ->
          Collections.addAll(
              fields,
              m.version(),
              m.services(),
              m.time(),
              m.addrRecv().services(),
              m.addrRecv().address().port(),
              m.userAgent()
                  .map(agent -> new String(agent.toArray(), StandardCharsets.UTF_8))
                  .orElse(""),
              // bitcoinj reads the height as unsigned, Core as signed
              Integer.toUnsignedLong(m.startHeight().orElse(0)),
              m.relay().orElse(true));
      case Message.Addr m -> m.addresses().forEach(address -> ours(address, fields));
      case Message.AddrV2 m -> m.addresses().forEach(address -> ours(address, fields));
      case Message.Inv m -> ours(m.items(), fields);
      case Message.GetData m -> ours(m.items(), fields);
      case Message.NotFound m -> ours(m.items(), fields);
      case Message.GetHeaders m -> {
        m.locator().forEach(hash -> fields.add(hash.toString()));
        fields.add(m.hashStop().toString());
      }
      case Message.GetBlocks m -> {
        m.locator().forEach(hash -> fields.add(hash.toString()));
        fields.add(m.hashStop().toString());
      }
      case Message.Headers m -> m.headers().forEach(header -> ours(header, fields));
      case Message.Tx m -> ours(m.transaction(), fields);
      case Message.Block m -> {
        ours(m.header(), fields);
        m.transactions().forEach(transaction -> ours(transaction, fields));
      }
      case Message.MerkleBlock m -> {
        ours(m.header(), fields);
        fields.add((int) m.totalTransactions());
      }
      case Message.Ping m -> fields.add(m.nonce().getAsLong());
      case Message.Pong m -> fields.add(m.nonce());
      case Message.FeeFilter m -> fields.add(m.feerate());
      case Message.FilterLoad m -> fields.add(MessageEncoder.encode(m).toString());
      case Message.Reject m -> fields.add(MessageEncoder.encode(m).toString());
      default -> throw new AssertionError(message.type());
    }
    return fields;
  }

  private static void ours(Message.TimedAddress address, List<Object> fields) {
    Collections.addAll(fields, address.time(), address.services(), address.address().port());
  }

  private static void ours(List<Message.InventoryItem> items, List<Object> fields) {
    items.forEach(item -> Collections.addAll(fields, (int) item.kind(), item.hash().toString()));
  }

  private static void ours(BlockHeader header, List<Object> fields) {
    Collections.addAll(
        fields,
        header.hash().toString(),
        header.version(),
        header.previousBlock().toString(),
        header.merkleRoot().toString(),
        header.time(),
        header.nonce());
  }

  private static void ours(Transaction transaction, List<Object> fields) {
    Collections.addAll(
        fields,
        transaction.txid().toString(),
        transaction.wtxid().toString(),
        transaction.size(),
        transaction.weight(),
        transaction.vsize(),
        transaction.version(),
        transaction.lockTime());
    for (Transaction.Input input : transaction.inputs()) {
      Collections.addAll(
          fields,
          input.txid().toString(),
          input.index(),
          input.scriptSig().toString(),
          input.sequence());
      input.witness().forEach(item -> fields.add(item.toString()));
    }
    for (Transaction.Output output : transaction.outputs()) {
      Collections.addAll(fields, output.value(), output.scriptPubKey().toString());
    }
  }

  private static List<Object> version(VersionMessage m) {
    return List.of(
        m.clientVersion,
        m.localServices.bits(),
        m.time.getEpochSecond(),
        m.receivingServices.bits(),
        m.receivingAddr.getPort(),
        m.subVer,
        m.bestHeight,
        m.relayTxesBeforeFilter);
  }

  private static List<Object> addresses(List<PeerAddress> addresses) {
    List<Object> fields = new ArrayList<>();
    for (PeerAddress address : addresses) {
      Collections.addAll(
          fields, address.time().getEpochSecond(), address.getServices().bits(), address.getPort());
    }
    return fields;
  }

  private static List<Object> items(ListMessage message) {
    List<Object> fields = new ArrayList<>();
    message
        .getItems()
        .forEach(item -> Collections.addAll(fields, item.type.code, item.hash.toString()));
    return fields;
  }

  private static List<Object> locator(GetBlocksMessage message) {
    List<Object> fields = new ArrayList<>();
    message.getLocator().getHashes().forEach(hash -> fields.add(hash.toString()));
    fields.add(message.getStopHash().toString());
    return fields;
  }

  private static List<Object> headers(HeadersMessage message) {
    List<Object> fields = new ArrayList<>();
    message.getBlockHeaders().forEach(header -> header(header, fields));
    return fields;
  }

  private static void header(Block header, List<Object> fields) {
    Collections.addAll(
        fields,
        header.getHash().toString(),
        (int) header.getVersion(),
        header.getPrevBlockHash().toString(),
        header.getMerkleRoot().toString(),
        header.time().getEpochSecond(),
        header.getNonce());
  }

  private static List<Object> block(Block block) {
    List<Object> fields = new ArrayList<>();
    header(block, fields);
    if (block.getTransactions() != null) {
      block.getTransactions().forEach(transaction -> fields.addAll(transaction(transaction)));
    }
    return fields;
  }

  private static List<Object> merkleBlock(FilteredBlock block) {
    List<Object> fields = new ArrayList<>();
    header(block.getBlockHeader(), fields);
    fields.add(block.getTransactionCount());
    return fields;
  }

  private static List<Object> transaction(org.bitcoinj.core.Transaction transaction) {
    List<Object> fields = new ArrayList<>();
    Collections.addAll(
        fields,
        transaction.getTxId().toString(),
        transaction.getWTxId().toString(),
        transaction.messageSize(),
        transaction.getWeight(),
        transaction.getVsize(),
        transaction.getVersion(),
        transaction.lockTime().rawValue());
    for (TransactionInput input : transaction.getInputs()) {
      Collections.addAll(
          fields,
          input.getOutpoint().hash().toString(),
          input.getOutpoint().index(),
          bytes(input.getScriptBytes()),
          input.getSequenceNumber());
      for (int i = 0; i < input.getWitness().getPushCount(); i++) {
        fields.add(bytes(input.getWitness().getPush(i)));
      }
    }
    for (TransactionOutput output : transaction.getOutputs()) {
      Collections.addAll(fields, output.getValue().value, bytes(output.getScriptBytes()));
    }
    return fields;
  }

  private static String bytes(byte[] bytes) {
    return Bytes.wrap(bytes).toString();
  }
}
