package vedette.watch.electrum;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.electrum.ElectrumAnswer;
import vedette.watch.service.Gauging;
import vedette.watch.service.Measure;
import vedette.watch.service.Reach;
import vedette.watch.service.Surroundings;

/// What is measured of an Electrum server.
final class ElectrumMeasures {
  private static final String TIP = "blockchain.headers.subscribe";
  private static final String HISTOGRAM = "mempool.get_fee_histogram";
  private static final String STATS = "Fulcrum's /stats";
  private static final String METRICS = "electrs' /metrics";
  private static final String EITHER = "Fulcrum's /stats, electrs' /metrics";
  private static final double MILLIS = 1e3;

  static final Measure HEIGHT =
      Measure.gauge("vedette_electrum_height", "blocks", "Height of its tip.", TIP).keep();
  static final Measure LAG =
      Measure.gauge(
              "vedette_electrum_lag_blocks",
              "blocks",
              "How far its tip is behind that of its bitcoind; below 0: ahead of what bitcoind last told.",
              TIP)
          .keep();
  static final Measure TIP_TIME =
      Measure.gauge(
          "vedette_electrum_tip_timestamp_seconds",
          "seconds since the epoch",
          "Time in the header of its tip, as its miner wrote it.",
          TIP);
  static final Measure PING =
      Measure.gauge(
              "vedette_electrum_ping_seconds",
              "seconds",
              "How long the last answered ping took.",
              "server.ping")
          .keep();
  static final Measure WRONG_CHAIN =
      Measure.gauge(
          "vedette_electrum_wrong_chain",
          "1",
          "1 if it serves another chain than its bitcoind, otherwise 0.",
          "server.features");
  static final Measure INFO =
      Measure.info(
          "vedette_electrum_info",
          "Its software and the protocol that was agreed.",
          "server.version",
          "software",
          "protocol");
  static final Measure MEMPOOL =
      Measure.gauge(
              "vedette_electrum_mempool_vbytes",
              "vB",
              "Virtual size of all transactions in its fee histogram.",
              HISTOGRAM)
          .keep();
  static final Measure RELAY_FEE =
      Measure.gauge(
          "vedette_electrum_relay_fee_sat_per_vbyte",
          "sat/vB",
          "The least fee rate that it says is relayed.",
          "blockchain.relayfee, mempool.get_info");
  static final Measure FEE_ESTIMATE =
      Measure.gauge(
              "vedette_electrum_fee_estimate_sat_per_vbyte",
              "sat/vB",
              "The fee rate that it tells wallets for a place in the next six blocks.",
              "blockchain.estimatefee")
          .keep();
  static final Measure PEERS =
      Measure.gauge(
          "vedette_electrum_peer_servers",
          "servers",
          "Other Electrum servers that it knows.",
          "server.peers.subscribe");
  static final Measure CLIENTS =
      Measure.gauge("vedette_electrum_clients", "clients", "Clients connected now.", STATS).keep();
  static final Measure CONNECTIONS =
      Measure.counter(
          "vedette_electrum_client_connections_total",
          "connections",
          "Connections of clients since its start.",
          STATS);
  static final Measure SUBSCRIPTIONS =
      Measure.gauge(
              "vedette_electrum_subscriptions",
              "addresses",
              "Addresses that clients are subscribed to.",
              STATS)
          .keep();
  static final Measure SENT =
      Measure.counter(
          "vedette_electrum_transactions_sent_total",
          "transactions",
          "Transactions that clients broadcast since its start.",
          STATS);
  static final Measure UTXOS =
      Measure.gauge("vedette_electrum_utxos", "outputs", "Unspent outputs in its index.", STATS);
  static final Measure TRANSACTIONS =
      Measure.gauge(
          "vedette_electrum_indexed_transactions",
          "transactions",
          "Transactions in its index.",
          STATS);
  static final Measure JOBS =
      Measure.gauge(
          "vedette_electrum_jobs", "jobs", "Jobs that wait or are under way in it.", STATS);
  static final Measure OVERFLOWS =
      Measure.counter(
          "vedette_electrum_job_overflows_total",
          "jobs",
          "Jobs refused since its start because there were too many.",
          STATS);
  static final Measure DAEMON_TIMEOUTS =
      Measure.counter(
          "vedette_electrum_bitcoind_timeouts_total",
          "questions",
          "Questions that bitcoind did not answer it in time since its start.",
          STATS);
  static final Measure DAEMON_REFUSES =
      Measure.gauge(
          "vedette_electrum_bitcoind_refuses",
          "1",
          "1 if bitcoind does not accept its password, otherwise 0.",
          STATS);
  static final Measure MEMORY =
      Measure.gauge(
              "vedette_electrum_memory_bytes", "bytes", "Resident memory of its process.", EITHER)
          .keep();
  static final Measure MEMPOOL_TRANSACTIONS =
      Measure.gauge(
          "vedette_electrum_mempool_transactions",
          "transactions",
          "Transactions in its view of the mempool.",
          METRICS);
  static final Measure REQUESTS =
      Measure.counter(
          "vedette_electrum_requests_total",
          "requests",
          "Requests of clients that it answered since its start.",
          METRICS);
  static final Measure REQUEST_SECONDS =
      Measure.counter(
          "vedette_electrum_request_seconds_total",
          "seconds",
          "Time that it took for the requests of clients since its start.",
          METRICS);

  static final List<Measure> ALL =
      List.of(
          HEIGHT,
          LAG,
          TIP_TIME,
          PING,
          WRONG_CHAIN,
          INFO,
          MEMPOOL,
          RELAY_FEE,
          FEE_ESTIMATE,
          PEERS,
          CLIENTS,
          CONNECTIONS,
          SUBSCRIPTIONS,
          SENT,
          UTXOS,
          TRANSACTIONS,
          JOBS,
          OVERFLOWS,
          DAEMON_TIMEOUTS,
          DAEMON_REFUSES,
          MEMORY,
          MEMPOOL_TRANSACTIONS,
          REQUESTS,
          REQUEST_SECONDS);

  private ElectrumMeasures() {}

  static void put(Gauging into, Told told, Surroundings around, long now) {
    Reach reach = around.reach();
    told.version(now)
        .ifPresent(version -> into.put(INFO, 1, version.software(), version.protocol()));
    into.put(HEIGHT, told.height(now));
    into.put(LAG, Lag.of(told.height(now), around.bitcoinHeight()));
    told.tip(now).ifPresent(tip -> into.put(TIP_TIME, (double) tip.time()));
    OptionalDouble ping =
        told.pong(now).isPresent() ? reach.tookMs(Told.PING) : OptionalDouble.empty();
    ping.ifPresent(ms -> into.put(PING, ms / MILLIS));
    Chains.wrong(told.features(now), around.bitcoinChain())
        .ifPresent(wrong -> into.put(WRONG_CHAIN, wrong));
    into.put(MEMPOOL, told.mempoolVbytes(now));
    into.put(RELAY_FEE, told.relayFee(now));
    into.put(FEE_ESTIMATE, told.feeEstimate(now));
    told.peers(now).ifPresent(peers -> into.put(PEERS, (double) peers.servers()));
    told.stats(now)
        .ifPresent(stats -> {
          into.put(CLIENTS, stats.clients());
          into.put(CONNECTIONS, stats.allClients());
          into.put(SUBSCRIPTIONS, stats.subscriptions());
          into.put(SENT, stats.transactionsSent());
          into.put(UTXOS, stats.utxos());
          into.put(TRANSACTIONS, stats.transactions());
          into.put(JOBS, stats.jobs());
          into.put(OVERFLOWS, stats.jobOverflows());
          into.put(DAEMON_TIMEOUTS, stats.daemonTimeouts());
          into.put(DAEMON_REFUSES, stats.daemonRefuses());
        });
    told.metrics(now)
        .ifPresent(metrics -> {
          into.put(MEMPOOL_TRANSACTIONS, metrics.mempoolTransactions());
          into.put(REQUESTS, metrics.requests());
          into.put(REQUEST_SECONDS, metrics.requestSeconds());
        });
    into.put(MEMORY, memory(told, now));
  }

  private static OptionalLong memory(Told told, long now) {
    OptionalLong fulcrum =
        told.stats(now).map(ElectrumAnswer.FulcrumStats::memory).orElse(OptionalLong.empty());
    return fulcrum.isPresent()
        ? fulcrum
        : told.metrics(now).map(ElectrumAnswer.ElectrsMetrics::memory).orElse(OptionalLong.empty());
  }
}
