package vedette.poll.bitcoind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import vedette.poll.Words;
import vedette.poll.json.Fields;
import vedette.poll.json.Malformed;

/// Reads results of bitcoind's calls, of v23 to the development version.
///
/// What a version may leave out is empty; what every version tells and nobody can do without makes
/// the whole answer [Malformed] when it is missing. Source: Bitcoin Core `src/rpc/`.
final class Answers {
  private static final int LONGEST_NAME = 64;

  private Answers() {}

  static BitcoindAnswer.Blockchain blockchain(JsonNode result) {
    Fields in = Fields.of("getblockchaininfo", result);
    return new BitcoindAnswer.Blockchain(
        in.text("chain"),
        in.count("blocks"),
        in.count("headers"),
        in.text("bestblockhash"),
        in.amount("difficulty"),
        in.maybeCount("time"),
        in.maybeCount("mediantime"),
        in.amount("verificationprogress"),
        in.truth("initialblockdownload"),
        in.maybeCount("size_on_disk"),
        in.truth("pruned"),
        in.maybeCount("pruneheight"),
        in.texts("warnings"));
  }

  static BitcoindAnswer.Network network(JsonNode result) {
    Fields in = Fields.of("getnetworkinfo", result);
    List<String> reachable = new ArrayList<>();
    in.array("networks")
        .ifPresent(all -> {
          for (JsonNode network : all) {
            if (network.path("reachable").booleanValue(false)) {
              name(network.path("name").stringValue("")).ifPresent(reachable::add);
            }
          }
        });
    return new BitcoindAnswer.Network(
        in.smallCount("version"),
        in.text("subversion"),
        smallCount(in, "connections_in"),
        smallCount(in, "connections_out"),
        in.smallCount("connections"),
        in.truth("networkactive"),
        reachable,
        in.amount("relayfee"),
        in.array("localaddresses")
            .map(JsonNode::size)
            .orElseThrow(() -> in.malformed("localaddresses", "an array")),
        in.texts("warnings"));
  }

  static BitcoindAnswer.Mempool mempool(JsonNode result) {
    Fields in = Fields.of("getmempoolinfo", result);
    return new BitcoindAnswer.Mempool(
        in.truth("loaded"),
        in.count("size"),
        in.count("bytes"),
        in.count("usage"),
        in.maybeAmount("total_fee"),
        in.count("maxmempool"),
        in.amount("mempoolminfee"),
        in.amount("minrelaytxfee"),
        in.maybeCount("unbroadcastcount"));
  }

  static BitcoindAnswer.NetTotals netTotals(JsonNode result) {
    Fields in = Fields.of("getnettotals", result);
    Optional<Fields> limit =
        in.object("uploadtarget").filter(it -> it.maybeCount("target").orElse(0) > 0);
    return new BitcoindAnswer.NetTotals(
        in.count("totalbytesrecv"),
        in.count("totalbytessent"),
        limit.map(it -> it.maybeCount("target")).orElse(OptionalLong.empty()),
        limit.map(it -> it.maybeCount("bytes_left_in_cycle")).orElse(OptionalLong.empty()));
  }

  /// Peers that lack something essential are left out and counted: until v24 Core lists a peer that
  /// is just going without half of its members.
  static BitcoindAnswer.Peers peers(JsonNode result) {
    if (!result.isArray()) {
      throw new Malformed("getpeerinfo", "an array", Fields.kind(result));
    }
    List<BitcoindAnswer.PeerInfo> peers = new ArrayList<>(result.size());
    Optional<Malformed> first = Optional.empty();
    for (JsonNode element : result) {
      try {
        peers.add(peer(Fields.of("getpeerinfo[]", element)));
      } catch (Malformed incomplete) {
        first = first.or(() -> Optional.of(incomplete));
      }
    }
    if (peers.isEmpty() && first.isPresent()) {
      throw first.get();
    }
    return new BitcoindAnswer.Peers(peers, result.size() - peers.size());
  }

  private static BitcoindAnswer.PeerInfo peer(Fields in) {
    return new BitcoindAnswer.PeerInfo(
        in.count("id"),
        in.text("addr"),
        in.text("network"),
        in.truth("inbound"),
        in.text("connection_type"),
        in.maybeText("transport_protocol_type"),
        in.texts("servicesnames"),
        in.smallCount("version"),
        in.text("subver"),
        in.count("conntime"),
        in.maybeAmount("pingtime"),
        in.maybeAmount("minping"),
        in.maybeAmount("pingwait"),
        in.count("bytessent"),
        in.count("bytesrecv"),
        in.count("lastsend"),
        in.count("lastrecv"),
        in.count("last_block"),
        in.count("last_transaction"),
        in.maybeCount("synced_headers"),
        in.maybeCount("synced_blocks"),
        in.maybeCount("startingheight"),
        in.whole("timeoffset"),
        in.maybeCount("addr_processed"),
        in.maybeCount("addr_rate_limited"),
        in.maybeCount("mapped_as"),
        in.maybeAmount("minfeefilter"),
        in.truth("bip152_hb_to"),
        in.truth("bip152_hb_from"),
        in.array("inflight")
            .map(JsonNode::size)
            .orElseThrow(() -> in.malformed("inflight", "an array")),
        in.maybeCount("inv_to_send"));
  }

  static BitcoindAnswer.ChainTips chainTips(JsonNode result) {
    if (!result.isArray()) {
      throw new Malformed("getchaintips", "an array", Fields.kind(result));
    }
    List<BitcoindAnswer.ChainTips.Tip> tips = new ArrayList<>(result.size());
    for (JsonNode element : result) {
      Fields in = Fields.of("getchaintips[]", element);
      tips.add(
          new BitcoindAnswer.ChainTips.Tip(
              in.count("height"), in.text("hash"), in.count("branchlen"), in.text("status")));
    }
    return new BitcoindAnswer.ChainTips(tips);
  }

  static BitcoindAnswer.Indexes indexes(JsonNode result) {
    Fields all = Fields.of("getindexinfo", result);
    Map<String, BitcoindAnswer.Indexes.Index> indexes = new TreeMap<>();
    for (String key : result.propertyNames()) {
      name(key)
          .ifPresent(name -> {
            Fields in = Fields.of("getindexinfo." + name, all.member(key));
            indexes.put(
                name,
                new BitcoindAnswer.Indexes.Index(
                    in.truth("synced"), in.count("best_block_height")));
          });
    }
    return new BitcoindAnswer.Indexes(indexes);
  }

  static BitcoindAnswer.Uptime uptime(JsonNode result) {
    OptionalLong seconds = Fields.whole(result);
    if (seconds.isEmpty() || seconds.getAsLong() < 0) {
      throw new Malformed("uptime", "a whole number from 0", Fields.kind(result));
    }
    return new BitcoindAnswer.Uptime(seconds.getAsLong());
  }

  /// Without `all_networks`, which is the sum of the others.
  static BitcoindAnswer.AddressManager addressManager(JsonNode result) {
    Fields all = Fields.of("getaddrmaninfo", result);
    Map<String, BitcoindAnswer.AddressManager.Table> networks = new TreeMap<>();
    for (String key : result.propertyNames()) {
      name(key)
          .filter(name -> !name.equals("all_networks"))
          .ifPresent(name -> {
            Fields in = Fields.of("getaddrmaninfo." + name, all.member(key));
            networks.put(
                name, new BitcoindAnswer.AddressManager.Table(in.count("new"), in.count("tried")));
          });
    }
    return new BitcoindAnswer.AddressManager(networks);
  }

  static BitcoindAnswer.Memory memory(JsonNode result) {
    Fields whole = Fields.of("getmemoryinfo", result);
    Fields in = whole.object("locked").orElseThrow(() -> whole.malformed("locked", "an object"));
    return new BitcoindAnswer.Memory(
        in.count("used"),
        in.count("free"),
        in.count("total"),
        in.count("locked"),
        in.count("chunks_used"),
        in.count("chunks_free"));
  }

  private static OptionalInt smallCount(Fields in, String name) {
    OptionalLong count = in.maybeCount(name);
    return count.isPresent() && count.getAsLong() <= Integer.MAX_VALUE
        ? OptionalInt.of((int) count.getAsLong())
        : OptionalInt.empty();
  }

  /// A name that may become a key; empty if nobody would name something so.
  private static Optional<String> name(String key) {
    return key.isEmpty()
            || key.length() > LONGEST_NAME
            || !Words.oneLine(key, LONGEST_NAME).equals(key)
        ? Optional.empty()
        : Optional.of(key);
  }
}
