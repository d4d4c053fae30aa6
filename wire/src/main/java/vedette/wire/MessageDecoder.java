package vedette.wire;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import vedette.wire.PayloadReader.Element;

/// Decodes P2P payloads by message type.
///
/// Follows what Bitcoin Core's `net_processing.cpp` reads, but refuses less: what is well-formed
/// and breaks one of Core's limits is decoded and marked, bytes after the last field are kept.
/// Hashes are computed while reading. Static and without state: any thread, any number at once.
///
/// ```java
/// switch (MessageDecoder.decode("ping", payload)) {
///   case Decoding.Decoded decoded -> System.out.println(decoded.message());
///   case Decoding.Undecoded undecoded -> System.out.println(undecoded.reason());
/// }
/// ```
public final class MessageDecoder {
  /// The types Core knows (`protocol.h`: `ALL_NET_MESSAGE_TYPES`), and `alert` and `reject`.
  private static final Map<String, Element<Message>> READERS =
      Map.ofEntries(
          entry("addr", Addresses::addr),
          entry("addrv2", Addresses::addrV2),
          entry("alert", Handshake::alert),
          entry("block", Blocks::block),
          entry("blocktxn", CompactBlocks::blockTxn),
          entry("cfcheckpt", Filters::cFCheckpt),
          entry("cfheaders", Filters::cFHeaders),
          entry("cfilter", Filters::cFilter),
          entry("cmpctblock", CompactBlocks::cmpctBlock),
          entry("feature", Handshake::feature),
          entry("feefilter", Handshake::feeFilter),
          entry("filteradd", Filters::filterAdd),
          entry("filterclear", in -> new Message.FilterClear()),
          entry("filterload", Filters::filterLoad),
          entry("getaddr", in -> new Message.GetAddr()),
          entry("getblocks", Inventory::getBlocks),
          entry("getblocktxn", CompactBlocks::getBlockTxn),
          entry("getcfcheckpt", Filters::getCFCheckpt),
          entry("getcfheaders", Filters::getCFHeaders),
          entry("getcfilters", Filters::getCFilters),
          entry("getdata", Inventory::getData),
          entry("getheaders", Inventory::getHeaders),
          entry("headers", Blocks::headers),
          entry("inv", Inventory::inv),
          entry("mempool", in -> new Message.Mempool()),
          entry("merkleblock", Blocks::merkleBlock),
          entry("notfound", Inventory::notFound),
          entry("ping", Handshake::ping),
          entry("pong", Handshake::pong),
          entry("reject", Handshake::reject),
          entry("sendaddrv2", in -> new Message.SendAddrV2()),
          entry("sendcmpct", Handshake::sendCmpct),
          entry("sendheaders", in -> new Message.SendHeaders()),
          entry("sendtxrcncl", Handshake::sendTxRcncl),
          entry("tx", in -> new Message.Tx(Transactions.read(in))),
          entry("verack", in -> new Message.Verack()),
          entry("version", Handshake::version),
          entry("wtxidrelay", in -> new Message.WtxidRelay()));

  private static final SortedSet<String> TYPES =
      Collections.unmodifiableSortedSet(new TreeSet<>(READERS.keySet()));

  private MessageDecoder() {}

  /// The message types that are decoded, in alphabetical order.
  public static SortedSet<String> types() {
    return TYPES;
  }

  /// Decodes a payload; any type and any bytes give a value.
  ///
  /// Allocates at most 20 bytes for each byte of payload and 64 KiB, whatever the payload says
  /// about itself (with compressed object pointers, that is, in any heap below 32 GB). The densest
  /// messages that tests could build take 16, recorded traffic 0.4 to 8.
  ///
  /// A payload above 33,554,432 bytes (Core's `MAX_SIZE`; its limit for messages is 4,000,000) is
  /// not looked into.
  ///
  /// @param type the message type as it stands on the wire
  /// @param payload the payload without the message header; slices of it end up in the result, so
  ///   that whoever keeps the result keeps the payload
  public static Decoding decode(String type, Bytes payload) {
    Element<Message> reader = READERS.get(type);
    if (reader == null) {
      return new Decoding.Undecoded(type, payload, "unknown type");
    }
    if (payload.size() > PayloadReader.MAX_SIZE) {
      return new Decoding.Undecoded(
          type,
          payload,
          "payload: up to "
              + PayloadReader.MAX_SIZE
              + " bytes wanted, "
              + payload.size()
              + " found");
    }
    PayloadReader in = new PayloadReader(payload);
    try {
      Message message = reader.read(in);
      Bytes trailing = in.rest();
      return new Decoding.Decoded(
          message, trailing, Limits.broken(message, payload.size(), trailing.size()));
    } catch (Malformed malformed) {
      return new Decoding.Undecoded(type, payload, malformed.reason());
    }
  }
}
