package vedette.watch.monerod;

import java.util.List;
import vedette.watch.service.Measure;

/// What is measured of a monerod. Names that existing exporters use for the same thing are theirs
/// (`monero_…`); what they call by one name and expose as another kind of number has ours.
final class MonerodMeasures {
  private static final String INFO = "get_info";
  private static final String HEADER = "get_last_block_header";
  private static final String POOL = "get_transaction_pool_stats";

  static final Measure HEIGHT =
      Measure.gauge(
              "monero_info_height",
              "blocks",
              "Blocks of the chain as the node counts them, which is the newest block's height and one.",
              INFO)
          .keep();

  static final Measure TARGET =
      Measure.gauge(
          "monero_info_target_height",
          "blocks",
          "Blocks that peers have, while that is more than the node has; absent otherwise.",
          INFO);

  static final Measure BEHIND =
      Measure.gauge(
              "vedette_monero_blocks_behind",
              "blocks",
              "Blocks that peers have and the node has not; absent while the node does not know.",
              INFO)
          .keep();

  static final Measure SYNCHRONIZED =
      Measure.gauge(
              "monero_info_synchronized",
              "1",
              "1 once the node had all blocks; it stays when the last peer leaves.",
              INFO)
          .keep();

  static final Measure BUSY_SYNCING =
      Measure.gauge("monero_info_busy_syncing", "1", "1 while the node adds blocks.", INFO);

  static final Measure OFFLINE =
      Measure.gauge(
          "monero_info_offline", "1", "1 if the node was started without a network.", INFO);

  static final Measure RESTRICTED =
      Measure.gauge(
          "monero_info_restricted",
          "1",
          "1 if the port that is asked masks peers, version, start and disk: they are absent then.",
          INFO);

  static final Measure MAINNET =
      Measure.gauge("monero_info_mainnet", "1", "1 on the main network.", INFO);

  static final Measure UPDATE =
      Measure.gauge(
          "monero_info_update_available", "1", "1 if the node knows of a newer version.", INFO);

  static final Measure OUTGOING =
      Measure.gauge("monero_info_outgoing_connections", "peers", "Peers that the node chose.", INFO)
          .keep();

  static final Measure INCOMING =
      Measure.gauge("monero_info_incoming_connections", "peers", "Peers that came.", INFO).keep();

  static final Measure RPC =
      Measure.gauge(
          "monero_info_rpc_connections", "connections", "Open connections to its RPC.", INFO);

  static final Measure ALTERNATIVES =
      Measure.gauge(
          "monero_info_alternative_blocks", "blocks", "Blocks off the chain that it keeps.", INFO);

  static final Measure DATABASE =
      Measure.gauge(
              "monero_info_database_size_bytes", "bytes", "Size of the chain's database.", INFO)
          .keep();

  static final Measure FREE =
      Measure.gauge("monero_info_free_space_bytes", "bytes", "Free on the database's device.", INFO)
          .keep();

  static final Measure SIZE_LIMIT =
      Measure.gauge(
          "monero_info_block_size_limit_bytes", "bytes", "Most that a block may weigh.", INFO);

  static final Measure SIZE_MEDIAN =
      Measure.gauge(
          "monero_info_block_size_median_bytes", "bytes", "Median weight of recent blocks.", INFO);

  static final Measure STARTED =
      Measure.gauge(
          "monero_info_start_time_seconds", "seconds since the epoch", "When it started.", INFO);

  static final Measure UPTIME =
      Measure.gauge("monero_info_uptime_seconds", "s", "How long it has been running.", INFO);

  static final Measure PEERLIST =
      Measure.gauge(
          "monero_peerlist",
          "addresses",
          "Known addresses: white ones answered once, grey ones are hearsay.",
          INFO,
          2,
          "type");

  static final Measure VERSION =
      Measure.info("vedette_monero_info", "Network and version.", INFO, "network", "version");

  static final Measure ANSWER =
      Measure.gauge("vedette_monero_answer_seconds", "s", "How long the last answer took.", INFO)
          .keep();

  static final Measure TIP_HEIGHT =
      Measure.gauge("monero_lastblock_height", "blocks", "Height of the newest block.", HEADER);

  static final Measure TIP_TIME =
      Measure.gauge(
          "monero_lastblock_timestamp_seconds",
          "seconds since the epoch",
          "Time of the newest block as its miner wrote it; may be two hours off.",
          HEADER);

  static final Measure TIP_AGE =
      Measure.gauge(
              "vedette_monero_tip_age_seconds",
              "s",
              "Since the newest block came, or by its own time if it was there before Vedette.",
              HEADER)
          .keep();

  static final Measure TIP_SIZE =
      Measure.gauge("monero_lastblock_size_bytes", "bytes", "Weight of the newest block.", HEADER);

  static final Measure TIP_TRANSACTIONS =
      Measure.gauge(
          "monero_lastblock_transactions",
          "transactions",
          "Transactions of the newest block besides the miner's.",
          HEADER);

  static final Measure TIP_REWARD =
      Measure.gauge(
          "monero_lastblock_reward_monero", "XMR", "What the newest block paid its miner.", HEADER);

  static final Measure TIP_DIFFICULTY =
      Measure.gauge(
          "monero_lastblock_difficulty", "hashes", "Difficulty of the newest block.", HEADER);

  static final Measure TIP_MAJOR =
      Measure.gauge(
          "monero_lastblock_version_major", "1", "Version of the newest block's rules.", HEADER);

  static final Measure TIP_MINOR =
      Measure.gauge(
          "monero_lastblock_version_minor", "1", "Version that its miner votes for.", HEADER);

  static final Measure POOL_TRANSACTIONS =
      Measure.gauge(
              "monero_transaction_pool_transactions", "transactions", "Waiting to be mined.", POOL)
          .keep();

  static final Measure POOL_SIZE =
      Measure.gauge("monero_transaction_pool_size_bytes", "bytes", "Weight of them all.", POOL);

  static final Measure POOL_FEES =
      Measure.gauge("monero_transaction_pool_fees_monero", "XMR", "Fees of them all.", POOL);

  static final Measure POOL_FAILING =
      Measure.gauge(
          "monero_transaction_pool_failing_transactions",
          "transactions",
          "Waiting, and not valid on top of the chain as it is.",
          POOL);

  static final Measure POOL_DOUBLE =
      Measure.gauge(
          "monero_transaction_pool_double_spends",
          "transactions",
          "Waiting, and seen to spend what another spends.",
          POOL);

  static final Measure POOL_NOT_RELAYED =
      Measure.gauge(
          "monero_transaction_pool_not_relayed",
          "transactions",
          "Waiting, and told to no peer.",
          POOL);

  static final Measure POOL_OLD =
      Measure.gauge(
          "monero_transaction_pool_older_than_10m",
          "transactions",
          "Waiting for more than ten minutes.",
          POOL);

  static final Measure CONNECTIONS =
      Measure.gauge(
          "monero_p2p_connections",
          "peers",
          "Peers by direction (in, out) and state of their connection.",
          "get_connections",
          12,
          "type",
          "state");

  static final Measure RECEIVED =
      Measure.counter(
          "vedette_monero_p2p_received_bytes_total",
          "bytes",
          "Received from peers since its start.",
          "get_net_stats");

  static final Measure SENT =
      Measure.counter(
          "vedette_monero_p2p_sent_bytes_total",
          "bytes",
          "Sent to peers since its start.",
          "get_net_stats");

  static final Measure WAITING =
      Measure.gauge(
          "vedette_monero_sync_waiting_blocks",
          "blocks",
          "Fetched while syncing and not yet checked.",
          "sync_info");

  static final Measure HARD_FORK =
      Measure.gauge(
          "vedette_monero_hard_fork_version",
          "1",
          "Newest version of the rules that is in force, as far as the node knows.",
          "hard_fork_info");

  static final Measure FEE =
      Measure.gauge(
          "vedette_monero_fee_piconero_per_byte",
          "piconero/B",
          "What a transaction costs, by how much it is in a hurry.",
          "get_fee_estimate",
          4,
          "priority");

  static final List<Measure> ALL =
      List.of(
          HEIGHT,
          TARGET,
          BEHIND,
          SYNCHRONIZED,
          BUSY_SYNCING,
          OFFLINE,
          RESTRICTED,
          MAINNET,
          UPDATE,
          OUTGOING,
          INCOMING,
          RPC,
          ALTERNATIVES,
          DATABASE,
          FREE,
          SIZE_LIMIT,
          SIZE_MEDIAN,
          STARTED,
          UPTIME,
          PEERLIST,
          VERSION,
          ANSWER,
          TIP_HEIGHT,
          TIP_TIME,
          TIP_AGE,
          TIP_SIZE,
          TIP_TRANSACTIONS,
          TIP_REWARD,
          TIP_DIFFICULTY,
          TIP_MAJOR,
          TIP_MINOR,
          POOL_TRANSACTIONS,
          POOL_SIZE,
          POOL_FEES,
          POOL_FAILING,
          POOL_DOUBLE,
          POOL_NOT_RELAYED,
          POOL_OLD,
          CONNECTIONS,
          RECEIVED,
          SENT,
          WAITING,
          HARD_FORK,
          FEE);

  private MonerodMeasures() {}
}
