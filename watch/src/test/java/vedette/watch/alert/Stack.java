package vedette.watch.alert;

import java.util.Random;

/// A whole stack, made up second by second: blocks at random times, peers that come and go,
/// restarts, channels that flap. The same seed makes the same life.
final class Stack {
  static final int CHANNELS = 20;

  private final Random random;
  private long now;
  private long bitcoinBlock;
  private long bitcoinHeader;
  private long height = 900_000;
  private double nextBitcoin;
  private long moneroBlock;
  private double nextMonero;
  private int outbound = 10;
  private int monero = 12;
  private long opened;
  private long evicted;
  private long misbehaving;
  private double bytes;
  private long started;
  private long restartAt;
  private final long[] offlineUntil = new long[CHANNELS];
  private double share = 0.5;

  /// Since when the machine is cut off; far in the future: it is not.
  long cutOffAt = Long.MAX_VALUE;

  /// @param now seconds since the epoch
  Stack(long seed, long now) {
    random = new Random(seed);
    this.now = now;
    started = now - 500_000;
    bitcoinBlock = now;
    bitcoinHeader = now - 20;
    moneroBlock = now;
    nextBitcoin = now + exponential(600);
    nextMonero = now + exponential(120);
    restartAt = now + 2 * 86_400;
  }

  private double exponential(double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }

  /// Lets seconds pass and measures.
  Measurements pass(int seconds) {
    now += seconds;
    boolean cut = now >= cutOffAt;
    blocks(cut);
    peers(cut, seconds);
    if (now > restartAt + 300) {
      restartAt = now + 2 * 86_400 + random.nextInt(40_000);
    }
    Measurements all = new Measurements(now * 1_000);
    all.subject("main", "bitcoind")
        .subject("xmr", "monerod")
        .subject("lnd", "lnd", "main")
        .subject("electrs", "electrum", "main")
        .subject("cloud", "electrum")
        .subject("machine", "machine");
    bitcoin(all);
    monerod(all);
    lnd(all, cut);
    electrum(all, cut);
    machine(all);
    return all;
  }

  private void blocks(boolean cut) {
    while (!cut && nextBitcoin <= now) {
      height++;
      bitcoinBlock = (long) nextBitcoin;
      // Miners' clocks are off by some minutes, either way.
      bitcoinHeader = bitcoinBlock - 60 + (long) (random.nextGaussian() * 120);
      nextBitcoin += exponential(600);
    }
    while (!cut && nextMonero <= now) {
      moneroBlock = (long) nextMonero;
      nextMonero += exponential(120);
    }
    if (cut) {
      nextBitcoin = Math.max(nextBitcoin, (double) (now + 1));
      nextMonero = Math.max(nextMonero, (double) (now + 1));
    }
  }

  private void peers(boolean cut, int seconds) {
    if (cut) {
      outbound = Math.max(0, outbound - 2);
      monero = Math.max(0, monero - 2);
    } else {
      outbound =
          outbound < 10 ? outbound + 1 : random.nextInt(200) == 0 ? 6 + random.nextInt(3) : 10;
      monero = Math.max(4, Math.min(12, monero + random.nextInt(3) - 1));
      opened += random.nextInt(60) < seconds ? random.nextInt(3) : 0;
      evicted += random.nextInt(600) < seconds ? 1 : 0;
      misbehaving += random.nextInt(20_000) < seconds ? 1 : 0;
      bytes += seconds * 20_000.0;
      share = Math.max(0.2, Math.min(0.8, share + random.nextGaussian() * 0.005));
    }
    for (int i = 0; i < CHANNELS; i++) {
      // At most 20 minutes, and then on for as long at least.
      if (!cut && offlineUntil[i] + 1_200 < now && random.nextInt(20_000) < seconds) {
        offlineUntil[i] = now + 60 + random.nextInt(1_140);
      }
    }
  }

  private void bitcoin(Measurements all) {
    boolean gone = now >= restartAt && now < restartAt + 60;
    boolean starting = now >= restartAt + 60 && now < restartAt + 240;
    for (String state : new String[] {"ok", "gone", "starting", "bad", "stale", "warn"}) {
      boolean is = state.equals(gone ? "gone" : starting ? "starting" : "ok");
      all.put("vedette_node_state", is ? 1 : 0, "node", "main", "state", state);
    }
    all.put(
        "vedette_connections_opened_total",
        (double) opened,
        "node",
        "main",
        "connection_type",
        "inbound");
    all.put("vedette_connections_evicted_total", (double) evicted, "node", "main");
    all.put("vedette_misbehaving_total", (double) misbehaving, "node", "main");
    // A wallet that pings every five seconds, and a peer that tells much now and then.
    all.put("vedette_pings_excess_total", Math.floor(bytes / 100_000), "node", "main");
    all.put("vedette_addr_messages_excess_total", Math.floor(bytes / 2e6), "node", "main");
    all.put("vedette_net_bytes_total", bytes, "node", "main", "direction", "inbound");
    if (gone || starting) {
      started = now;
      return;
    }
    all.put(
        "vedette_poll_last_answer_timestamp_seconds",
        (double) (now - now % 5),
        "node",
        "main",
        "call",
        "getblockchaininfo");
    all.put("vedette_node_chain", 1, "node", "main", "chain", "main");
    all.put("vedette_chain_blocks", (double) height, "node", "main");
    all.put("vedette_chain_headers", (double) height, "node", "main");
    // What peers told of when they connected.
    all.put("vedette_peers_height", (double) height - random.nextInt(20), "node", "main");
    all.put("vedette_chain_initial_block_download", 0, "node", "main");
    all.put("vedette_chain_tip_timestamp_seconds", (double) bitcoinHeader, "node", "main");
    all.put("vedette_network_active", 1, "node", "main");
    all.put("vedette_node_uptime_seconds", (double) (now - started), "node", "main");
    all.put("vedette_mempool_usage_bytes", 1e8, "node", "main");
    all.put("vedette_mempool_max_bytes", 3e8, "node", "main");
    // After a start peers are found one by one.
    double found = Math.min(outbound, (now - started) / 10.0);
    all.put("vedette_connections", Math.floor(found), "node", "main", "direction", "outbound");
  }

  private Measurements answers(Measurements all, String service, String kind, boolean well) {
    for (String state : new String[] {"ok", "bad", "gone", "stale"}) {
      boolean is = state.equals(well ? "ok" : "gone");
      all.put(
          "vedette_service_state", is ? 1 : 0, "service", service, "kind", kind, "state", state);
    }
    double last = well ? now : cutOffAt;
    return all.put("vedette_service_last_answer_timestamp_seconds", last, "service", service);
  }

  private void monerod(Measurements all) {
    answers(all, "xmr", "monerod", true)
        .put("monero_info_synchronized", 1, "service", "xmr")
        .put("monero_info_mainnet", 1, "service", "xmr")
        .put("monero_info_outgoing_connections", monero, "service", "xmr")
        .put("vedette_monero_tip_age_seconds", (double) (now - moneroBlock), "service", "xmr");
  }

  private void lnd(Measurements all, boolean cut) {
    boolean old = now - bitcoinBlock > 7_200;
    answers(all, "lnd", "lnd", true)
        .put("vedette_lnd_wallet_locked", 0, "service", "lnd")
        .put("vedette_lnd_chain_synced", old ? 0 : 1, "service", "lnd")
        .put("vedette_lnd_blocks_ahead", now - bitcoinBlock < 20 ? 1 : 0, "service", "lnd")
        .put("vedette_lnd_peers", cut ? Math.max(0, outbound - 2) : 12, "service", "lnd")
        .put("vedette_lnd_channels_active", cut ? 0 : CHANNELS, "service", "lnd")
        .put("vedette_lnd_channels_inactive", cut ? CHANNELS : 0, "service", "lnd")
        .put("vedette_lnd_channels_local_balance_sat", 1e7 * share, "service", "lnd")
        .put("vedette_lnd_channels_remote_balance_sat", 1e7 * (1 - share), "service", "lnd")
        .put("vedette_lnd_channels_force_closing", 0, "service", "lnd")
        .put("vedette_lnd_force_closed_channels_total", 3, "service", "lnd")
        .put("vedette_lnd_htlcs_pending", random.nextInt(4), "service", "lnd");
    for (int i = 0; i < CHANNELS; i++) {
      boolean active = !cut && offlineUntil[i] < now;
      all.put(
          "vedette_lnd_channel_active",
          active ? 1 : 0,
          "service",
          "lnd",
          "chan_id",
          "c" + i,
          "peer",
          "p" + i);
    }
  }

  private void electrum(Measurements all, boolean cut) {
    answers(all, "electrs", "electrum", true)
        .put("vedette_electrum_lag_blocks", now - bitcoinBlock < 20 ? 1 : 0, "service", "electrs")
        .put(
            "vedette_electrum_tip_timestamp_seconds", (double) bitcoinHeader, "service", "electrs");
    answers(all, "cloud", "electrum", !cut);
    if (!cut) {
      all.put("vedette_electrum_tip_timestamp_seconds", (double) bitcoinHeader, "service", "cloud");
    }
  }

  private void machine(Measurements all) {
    answers(all, "machine", "machine", true)
        .put("vedette_machine_memory_bytes", 1.6e10, "service", "machine")
        .put(
            "vedette_machine_memory_available_bytes",
            4e9 + random.nextInt(1_000_000_000),
            "service",
            "machine")
        .put("vedette_machine_clock_synchronised", 1, "service", "machine");
    String[] disk = {"service", "machine", "mount", "/data", "device", "sda"};
    all.put("vedette_machine_disk_size_bytes", 2e12, disk)
        .put("vedette_machine_disk_available_bytes", 9e11 - (now - started) * 3_000.0, disk);
  }
}
