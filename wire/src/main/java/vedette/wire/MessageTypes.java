package vedette.wire;

import java.util.List;

/// The names of the P2P message types.
public final class MessageTypes {

  /// Every type that has a [Message] record: the 36 of Bitcoin Core in Core's order (`protocol.h`,
  /// `ALL_NET_MESSAGE_TYPES`), then the retired `alert` and `reject`.
  public static final List<String> KNOWN =
      List.of(
          "version",
          "verack",
          "addr",
          "addrv2",
          "sendaddrv2",
          "inv",
          "getdata",
          "merkleblock",
          "getblocks",
          "getheaders",
          "tx",
          "headers",
          "block",
          "getaddr",
          "mempool",
          "ping",
          "pong",
          "notfound",
          "filterload",
          "filteradd",
          "filterclear",
          "sendheaders",
          "feefilter",
          "sendcmpct",
          "cmpctblock",
          "getblocktxn",
          "blocktxn",
          "getcfilters",
          "cfilter",
          "getcfheaders",
          "cfheaders",
          "getcfcheckpt",
          "cfcheckpt",
          "wtxidrelay",
          "sendtxrcncl",
          "feature",
          "alert",
          "reject");

  private MessageTypes() {}
}
