package vedette.poll.monerod;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import vedette.poll.json.Fields;

/// Reads results of monerod's calls.
///
/// What a version may leave out or a restricted port masks is empty; what every one tells and
/// nobody can do without makes the whole answer [vedette.poll.json.Malformed] when it is missing.
/// Empty arrays are left out by monerod itself.
final class Answers {
  private static final int MOST_PEERS = 1000;
  private static final int MOST_SPANS = 100_000;
  private static final int MOST_FEES = 8;
  private static final Set<String> STATES =
      Set.of("normal", "synchronizing", "standby", "idle", "before_handshake");

  private Answers() {}

  static MonerodAnswer.Overview info(JsonNode result) {
    Fields in = Fields.of("get_info", result);
    boolean restricted = in.maybeTruth("restricted").orElse(false);
    long blocks = blocks(in);
    boolean untrusted = in.maybeTruth("untrusted").orElse(false);
    OptionalLong own = positive(in.maybeCount("height_without_bootstrap"));
    OptionalLong target = in.maybeCount("target_height");
    return new MonerodAnswer.Overview(
        network(in),
        blocks - 1,
        target.isPresent() && target.getAsLong() > blocks
            ? OptionalLong.of(target.getAsLong() - 1)
            : OptionalLong.empty(),
        in.maybeText("top_block_hash").orElse(""),
        in.maybeTruth("synchronized").orElse(target.isPresent() && target.getAsLong() <= blocks),
        in.maybeTruth("busy_syncing").orElse(false),
        in.maybeTruth("offline").orElse(false),
        restricted,
        untrusted,
        untrusted && own.isPresent() ? OptionalLong.of(own.getAsLong() - 1) : OptionalLong.empty(),
        unmasked(restricted, in, "outgoing_connections_count"),
        unmasked(restricted, in, "incoming_connections_count"),
        unmasked(restricted, in, "rpc_connections_count"),
        unmasked(restricted, in, "white_peerlist_size"),
        unmasked(restricted, in, "grey_peerlist_size"),
        in.maybeCount("tx_pool_size"),
        in.maybeCount("tx_count"),
        unmasked(restricted, in, "alt_blocks_count"),
        difficulty(in),
        positive(unmasked(restricted, in, "start_time")),
        positive(unmasked(restricted, in, "database_size")),
        unmasked(restricted, in, "free_space"),
        in.maybeText("version").filter(it -> !it.isEmpty()),
        restricted ? Optional.empty() : in.maybeTruth("update_available"),
        positive(in.maybeCount("block_weight_limit")),
        positive(in.maybeCount("block_weight_median")));
  }

  private static long blocks(Fields in) {
    long blocks = in.count("height");
    if (blocks < 1) {
      throw in.malformed("height", "a whole number from 1");
    }
    return blocks;
  }

  private static String network(Fields in) {
    Optional<String> named = in.maybeText("nettype").filter(it -> !it.isEmpty());
    if (named.isPresent()) {
      return named.get();
    }
    for (String network : List.of("mainnet", "testnet", "stagenet")) {
      if (in.maybeTruth(network).orElse(false)) {
        return network;
      }
    }
    throw in.malformed("nettype", "a text");
  }

  private static OptionalLong unmasked(boolean restricted, Fields in, String name) {
    return restricted ? OptionalLong.empty() : in.maybeCount(name);
  }

  private static OptionalLong positive(OptionalLong count) {
    return count.isPresent() && count.getAsLong() > 0 ? count : OptionalLong.empty();
  }

  /// The whole number in hexadecimal digits, as `difficulty` alone ends at 64 bits.
  private static OptionalDouble difficulty(Fields in) {
    Optional<String> wide = in.maybeText("wide_difficulty");
    if (wide.isPresent() && wide.get().matches("0x[0-9a-fA-F]{1,32}")) {
      return OptionalDouble.of(new BigInteger(wide.get().substring(2), 16).doubleValue());
    }
    return in.maybeAmount("difficulty");
  }

  static MonerodAnswer.Header header(JsonNode result) {
    Fields in = Fields.of("block_header", result.path("block_header"));
    OptionalLong weight = in.maybeCount("block_weight");
    return new MonerodAnswer.Header(
        in.count("height"),
        in.text("hash"),
        positive(in.maybeCount("timestamp")),
        in.maybeCount("reward"),
        in.maybeCount("num_txes"),
        weight.isPresent() ? weight : in.maybeCount("block_size"),
        in.maybeCount("major_version"),
        in.maybeCount("minor_version"),
        difficulty(in));
  }

  static MonerodAnswer.Pool pool(JsonNode result) {
    Fields in = Fields.of("pool_stats", result.path("pool_stats"));
    return new MonerodAnswer.Pool(
        in.count("txs_total"),
        in.maybeCount("bytes_total"),
        in.maybeCount("fee_total"),
        positive(in.maybeCount("oldest")),
        in.maybeCount("num_failing"),
        in.maybeCount("num_double_spends"),
        in.maybeCount("num_not_relayed"),
        in.maybeCount("num_10m"));
  }

  static MonerodAnswer.Connections connections(JsonNode result) {
    Fields in = Fields.of("get_connections", result);
    List<MonerodAnswer.Peer> peers = new ArrayList<>();
    Optional<JsonNode> all = in.array("connections");
    all.ifPresent(connections -> {
      for (JsonNode connection : connections) {
        if (peers.size() < MOST_PEERS) {
          peers.add(peer(Fields.of("connections", connection)));
        }
      }
    });
    return new MonerodAnswer.Connections(all.map(JsonNode::size).orElse(0), peers);
  }

  private static MonerodAnswer.Peer peer(Fields in) {
    long type = in.maybeCount("address_type").orElse(0);
    String state = in.maybeText("state").orElse("");
    // Peers tell how many blocks they have; 0 before they have told.
    OptionalLong height = positive(in.maybeCount("height"));
    return new MonerodAnswer.Peer(
        in.truth("incoming"),
        type == 1 ? "ipv4" : type == 2 ? "ipv6" : type == 3 ? "i2p" : type == 4 ? "tor" : "other",
        STATES.contains(state) ? state : "other",
        height.isPresent() ? OptionalLong.of(height.getAsLong() - 1) : OptionalLong.empty(),
        in.maybeCount("live_time"),
        in.maybeCount("recv_count"),
        in.maybeCount("send_count"));
  }

  static MonerodAnswer.Traffic traffic(JsonNode result) {
    Fields in = Fields.of("get_net_stats", result);
    return new MonerodAnswer.Traffic(in.count("total_bytes_in"), in.count("total_bytes_out"));
  }

  static MonerodAnswer.Sync sync(JsonNode result) {
    Fields in = Fields.of("sync_info", result);
    in.count("height");
    long blocks = 0;
    long bytes = 0;
    int seen = 0;
    Optional<JsonNode> spans = in.array("spans");
    if (spans.isPresent()) {
      for (JsonNode span : spans.get()) {
        if (seen++ < MOST_SPANS) {
          Fields each = Fields.of("spans", span);
          blocks += Math.min(each.maybeCount("nblocks").orElse(0), Integer.MAX_VALUE);
          bytes += Math.min(each.maybeCount("size").orElse(0), 1L << 40);
        }
      }
    }
    return new MonerodAnswer.Sync(blocks, bytes);
  }

  static MonerodAnswer.HardFork hardFork(JsonNode result) {
    Fields in = Fields.of("hard_fork_info", result);
    return new MonerodAnswer.HardFork(
        in.count("version"),
        in.truth("enabled"),
        in.maybeCount("earliest_height"),
        in.maybeCount("votes"),
        in.maybeCount("window"),
        in.maybeCount("threshold"));
  }

  static MonerodAnswer.Fees fees(JsonNode result) {
    Fields in = Fields.of("get_fee_estimate", result);
    List<Long> fees = new ArrayList<>();
    in.array("fees")
        .ifPresent(all -> {
          for (JsonNode fee : all) {
            if (fees.size() < MOST_FEES) {
              Fields.whole(fee).ifPresent(fees::add);
            }
          }
        });
    return new MonerodAnswer.Fees(fees.isEmpty() ? List.of(in.count("fee")) : fees);
  }
}
