package vedette.watch.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.poll.bitcoind.BitcoindAnswer.PeerInfo;

/// Readings as a bitcoind that is well gives them.
final class Answers {
  private Answers() {}

  static Reading answered(String node, String call, Answer answer) {
    return new Reading(
        node,
        call,
        Instant.ofEpochSecond(Happenings.START),
        Duration.ofMillis(3),
        new Outcome.Answered(answer));
  }

  static Reading failed(String node, String call, Trouble trouble) {
    return new Reading(
        node,
        call,
        Instant.ofEpochSecond(Happenings.START),
        Duration.ofSeconds(10),
        new Outcome.Failed(trouble, "said so"));
  }

  /// One of each call.
  static List<Reading> all(String node, long turn) {
    return List.of(
        answered(node, "getblockchaininfo", blockchain(900_000 + turn)),
        answered(node, "getnetworkinfo", network(12, 10)),
        answered(
            node,
            "getmempoolinfo",
            new BitcoindAnswer.Mempool(
                true,
                4_000 + turn,
                2_000_000,
                9_000_000,
                OptionalDouble.of(0.5),
                300_000_000,
                0.00001,
                0.000001,
                OptionalLong.of(0))),
        answered(
            node,
            "getnettotals",
            new BitcoindAnswer.NetTotals(
                1_000_000 * (turn + 1),
                700_000 * (turn + 1),
                OptionalLong.of(0),
                OptionalLong.of(0))),
        answered(node, "getpeerinfo", peers()),
        answered(
            node,
            "getchaintips",
            new BitcoindAnswer.ChainTips(
                List.of(
                    new BitcoindAnswer.ChainTips.Tip(900_000, "aa".repeat(32), 0, "active"),
                    new BitcoindAnswer.ChainTips.Tip(899_000, "bb".repeat(32), 2, "valid-fork")))),
        answered(
            node,
            "getindexinfo",
            new BitcoindAnswer.Indexes(
                Map.of("txindex", new BitcoindAnswer.Indexes.Index(true, 900_000)))),
        answered(node, "uptime", new BitcoindAnswer.Uptime(3_600 + turn)),
        answered(
            node,
            "getaddrmaninfo",
            new BitcoindAnswer.AddressManager(
                Map.of(
                    "ipv4", new BitcoindAnswer.AddressManager.Table(40_000, 9_000),
                    "all_networks", new BitcoindAnswer.AddressManager.Table(60_000, 12_000)))),
        answered(node, "getmemoryinfo", new BitcoindAnswer.Memory(1_000, 200, 1_200, 1_200, 5, 2)),
        failed(node, "getorphantxs", Trouble.UNSUPPORTED));
  }

  static BitcoindAnswer.Blockchain blockchain(long blocks) {
    return new BitcoindAnswer.Blockchain(
        "main",
        blocks,
        blocks,
        "00".repeat(32),
        1.2e14,
        OptionalLong.of(Happenings.START),
        OptionalLong.of(Happenings.START - 3_000),
        0.99999,
        false,
        OptionalLong.of(700_000_000_000L),
        false,
        OptionalLong.empty(),
        List.of());
  }

  static BitcoindAnswer.Network network(int in, int out) {
    return new BitcoindAnswer.Network(
        310_000,
        "/Satoshi:31.0.0/",
        OptionalInt.of(in),
        OptionalInt.of(out),
        in + out,
        true,
        List.of("ipv4", "onion"),
        0.000001,
        1,
        List.of());
  }

  static BitcoindAnswer.Peers peers() {
    return new BitcoindAnswer.Peers(
        List.of(
            peer(1, "192.0.2.1:8333", "ipv4", "outbound-full-relay", 0.1, OptionalLong.of(64_500)),
            peer(2, "192.0.9.9:8333", "ipv4", "outbound-full-relay", 0.3, OptionalLong.of(64_501)),
            peer(3, "198.51.100.4:8333", "ipv4", "block-relay-only", 0.2, OptionalLong.of(64_500)),
            peer(4, "[2001:db8::4]:50000", "ipv6", "inbound", 0.9, OptionalLong.empty()),
            peer(5, "127.0.0.1:50001", "onion", "inbound", 1.5, OptionalLong.empty())));
  }

  static PeerInfo peer(
      long id, String address, String network, String type, double ping, OptionalLong system) {
    return new PeerInfo(
        id,
        address,
        network,
        type.equals("inbound"),
        type,
        Optional.of("v2"),
        List.of("NETWORK"),
        70_017,
        "/Satoshi:31.0.0/",
        Happenings.START,
        OptionalDouble.of(ping),
        OptionalDouble.of(ping / 2),
        OptionalDouble.empty(),
        1,
        1,
        1,
        1,
        0,
        0,
        OptionalLong.of(1),
        OptionalLong.of(1),
        OptionalLong.empty(),
        0,
        OptionalLong.of(100),
        OptionalLong.of(2),
        system,
        OptionalDouble.of(0.00001),
        true,
        false,
        id == 1 ? 3 : 0,
        OptionalLong.empty());
  }
}
