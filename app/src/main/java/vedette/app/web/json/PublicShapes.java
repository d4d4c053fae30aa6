package vedette.app.web.json;

import static vedette.app.web.json.Shape.fields;
import static vedette.app.web.json.Shape.form;
import static vedette.app.web.json.Shape.words;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.watch.view.State;

/// What everybody may see of each topic: a list of what is shown, not of what is hidden.
final class PublicShapes {
  private static final Shape NUMBER = new Shape.Plain();
  private static final Shape HASH = form("[0-9a-f]{64}");
  private static final Shape STATE =
      new Shape.Words(
          Stream.of(State.values())
              .map(s -> s.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet()));
  private static final Shape NETWORK =
      words(
          "ipv4",
          "ipv6",
          "onion",
          "i2p",
          "cjdns",
          "unroutable",
          "not_publicly_routable",
          "internal");
  private static final Shape CONNECTION =
      words(
          "inbound",
          "manual",
          "feeler",
          "outbound-full-relay",
          "block-relay-only",
          "addr-fetch",
          "private-broadcast");
  // Core's words for a rejection, such as "min relay fee not met": no dot, colon or slash, and no
  // word as long as an onion name.
  private static final Shape REASON = form("[a-z]{1,20}(?:[ _-][a-z]{1,20}){0,8}");
  private static final Shape COUNTS = new Shape.Each(REASON, NUMBER);

  private static final Shape TIP =
      fields(
          "height",
          NUMBER,
          "headers",
          NUMBER,
          "hash",
          HASH,
          "time",
          NUMBER,
          "connected_at",
          NUMBER);
  private static final Shape POOL =
      fields(
          "transactions",
          NUMBER,
          "vbytes",
          NUMBER,
          "usage",
          NUMBER,
          "max_bytes",
          NUMBER,
          "min_fee",
          NUMBER,
          "total_fee",
          NUMBER,
          "as_of",
          NUMBER);
  private static final Shape NODE =
      fields(
          "kind", words("bitcoind"),
          "demo", NUMBER,
          "state", STATE,
          "since", NUMBER,
          "chain", words("main", "test", "testnet4", "signet", "regtest"),
          "tip", TIP,
          "sync",
              fields(
                  "progress",
                  NUMBER,
                  "blocks_behind",
                  NUMBER,
                  "left_low_seconds",
                  NUMBER,
                  "left_high_seconds",
                  NUMBER),
          "connections", fields("inbound", NUMBER, "outbound", NUMBER, "as_of", NUMBER),
          "mempool", POOL,
          "rates",
              fields(
                  "bytes_in",
                  NUMBER,
                  "bytes_out",
                  NUMBER,
                  "messages_in",
                  NUMBER,
                  "messages_out",
                  NUMBER,
                  "mempool_added",
                  NUMBER,
                  "events",
                  NUMBER),
          "disk", fields("bytes", NUMBER, "pruned", NUMBER));
  static final Shape NOW =
      fields("demo", NUMBER, "nodes", new Shape.Each(form("[A-Za-z0-9_-]{1,64}"), NODE));

  private static final Shape FLUSH =
      fields(
          "at",
          NUMBER,
          "duration_micros",
          NUMBER,
          "mode",
          words("none", "if_needed", "periodic", "force_flush", "force_sync"),
          "coins",
          NUMBER,
          "memory",
          NUMBER,
          "for_prune",
          NUMBER);
  private static final Shape BLOCK =
      fields(
          "hash", HASH,
          "height", NUMBER,
          "connected_at", NUMBER,
          "connect_micros", NUMBER,
          "transactions", NUMBER,
          "inputs", NUMBER,
          "sigops", NUMBER,
          "bytes", NUMBER,
          "first_at", NUMBER,
          "announcements",
              new Shape.Elements(
                  fields(
                      "kind",
                      words("inv", "headers", "cmpctblock", "block"),
                      "offset_micros",
                      NUMBER)),
          "more_announcements", NUMBER,
          "compact",
              fields(
                  "result",
                  words("hit", "round_trip", "open"),
                  "short_ids",
                  NUMBER,
                  "prefilled",
                  NUMBER,
                  "requested",
                  NUMBER,
                  "round_trip_micros",
                  NUMBER),
          "flush", FLUSH);
  static final Shape BLOCKS = fields("blocks", new Shape.Each(HASH, BLOCK), "last_flush", FLUSH);

  static final Shape MEMPOOL =
      fields(
          "pool", POOL,
          "added", NUMBER,
          "added_vbytes", NUMBER,
          "added_fees", NUMBER,
          "removed", COUNTS,
          "replaced", NUMBER,
          "rejected", COUNTS,
          "fee_rates",
              new Shape.Elements(fields("from", NUMBER, "transactions", NUMBER, "vbytes", NUMBER)),
          "last_replaced",
              new Shape.Elements(
                  fields(
                      "at",
                      NUMBER,
                      "txid",
                      HASH,
                      "fee_rate",
                      NUMBER,
                      "by",
                      HASH,
                      "by_fee_rate",
                      NUMBER)),
          "last_rejected",
              new Shape.Elements(fields("at", NUMBER, "txid", HASH, "reason", REASON)));

  private static final Shape BY_NETWORK = new Shape.Each(NETWORK, NUMBER);
  static final Shape NETWORKS =
      fields(
          "connections",
          new Shape.Elements(
              fields(
                  "network",
                  NETWORK,
                  "inbound",
                  NUMBER,
                  "connection",
                  CONNECTION,
                  "peers",
                  NUMBER)),
          "opened",
          BY_NETWORK,
          "closed",
          BY_NETWORK,
          "evicted",
          NUMBER,
          "misbehaving",
          NUMBER,
          "diversity",
          fields(
              "subnets",
              NUMBER,
              "largest_subnet",
              NUMBER,
              "systems",
              NUMBER,
              "largest_system",
              NUMBER),
          "gossip",
          fields(
              "messages_in",
              NUMBER,
              "addresses_in",
              NUMBER,
              "messages_out",
              NUMBER,
              "addresses_out",
              NUMBER),
          "known",
          new Shape.Each(NETWORK, fields("fresh", NUMBER, "tried", NUMBER)),
          "oddities",
          new Shape.Elements(
              fields(
                  "at",
                  NUMBER,
                  "kind",
                  form("[a-z]{1,20}(?:_[a-z]{1,20}){0,4}"),
                  "count",
                  NUMBER)));

  private PublicShapes() {}
}
