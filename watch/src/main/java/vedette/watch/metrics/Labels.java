package vedette.watch.metrics;

import java.util.List;
import java.util.stream.Stream;
import vedette.event.EventNames;
import vedette.poll.Trouble;
import vedette.wire.MessageTypes;

/// The labels that several families have, in the words of Bitcoin Core.
final class Labels {
  static final String NODE = "node";

  static final Label DIRECTION = Label.closed("direction", "inbound", "outbound");
  static final int INBOUND = 0;
  static final int OUTBOUND = 1;

  /// `ConnectionTypeAsString` in `node/connection_types.cpp`.
  static final Label CONNECTION =
      Label.folded(
          "connection_type",
          List.of(
              "inbound",
              "outbound-full-relay",
              "block-relay-only",
              "manual",
              "feeler",
              "addr-fetch",
              "private-broadcast"));

  /// `GetNetworkName` in `netbase.cpp`, with the two that it does not name.
  static final Label NETWORK =
      Label.folded(
          "network", List.of("unroutable", "ipv4", "ipv6", "onion", "i2p", "cjdns", "internal"));

  static final Label MESSAGE = Label.folded("message", MessageTypes.KNOWN);

  /// `RemovalReasonToString` in `kernel/mempool_removal_reason.cpp`.
  static final Label REMOVAL =
      Label.folded(
          "reason", List.of("expiry", "sizelimit", "reorg", "block", "conflict", "replaced"));

  static final Label EVENT = Label.folded("event", EventNames.TRACEPOINTS);

  static final Label CALL =
      Label.folded(
          "call",
          List.of(
              "getblockchaininfo",
              "getnetworkinfo",
              "getmempoolinfo",
              "getnettotals",
              "getpeerinfo",
              "getchaintips",
              "getindexinfo",
              "uptime",
              "getaddrmaninfo",
              "getmemoryinfo"));

  static final String ANSWERED = "answered";

  static final Label OUTCOME =
      Label.closed(
          "outcome",
          Stream.concat(Stream.of(ANSWERED), Stream.of(Trouble.values()).map(Trouble::word))
              .toList());

  private Labels() {}
}
