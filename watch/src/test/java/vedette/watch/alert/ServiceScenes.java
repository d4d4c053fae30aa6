package vedette.watch.alert;

import static vedette.watch.alert.Scene.fires;
import static vedette.watch.alert.Scene.quiet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/// What makes each rule about services fire, and what must not.
final class ServiceScenes {
  private static final int HOURS = 150;

  private ServiceScenes() {}

  private static Scene state(Scene scene, String state, IntToDoubleFunction value) {
    return scene.line(
        "vedette_service_state", value, "service", "it", "kind", "lnd", "state", state);
  }

  /// A service `it` that answers.
  private static Scene well(Scene scene) {
    return scene.line(
        "vedette_service_last_answer_timestamp_seconds", BitcoinScenes.NOW, "service", "it");
  }

  /// A service that answered at the start and not since.
  private static Scene silent(Scene scene) {
    return scene.line("vedette_service_last_answer_timestamp_seconds", 0, "service", "it");
  }

  private static Scene it(Scene scene, String metric, IntToDoubleFunction value, String... more) {
    List<String> labels = new ArrayList<>(List.of("service", "it"));
    labels.addAll(List.of(more));
    return scene.line(metric, value, labels.toArray(String[]::new));
  }

  private static Scene it(Scene scene, String metric, double value, String... more) {
    return it(scene, metric, _ -> value, more);
  }

  /// Fires at one value, not at another, and not at the first if the service is silent.
  private static void level(
      List<Scene> into,
      String rule,
      String metric,
      double broken,
      double sound,
      UnaryOperator<Scene> around,
      String... labels) {
    into.add(around.apply(it(well(fires(rule, HOURS)), metric, broken, labels)));
    into.add(around.apply(it(well(quiet(rule, HOURS)), metric, sound, labels)));
    // It answered, and then broke without answering any more: that cannot be known.
    into.add(
        around.apply(
            it(silent(quiet(rule, HOURS)), metric, minute -> minute < 5 ? sound : broken, labels)));
  }

  private static void level(
      List<Scene> into, String rule, String metric, double broken, double sound, String... labels) {
    level(into, rule, metric, broken, sound, UnaryOperator.identity(), labels);
  }

  private static List<Scene> lightning() {
    List<Scene> all = new ArrayList<>();
    String[] channel = {"chan_id", "9", "peer", "bob"};
    level(all, "LndWalletLocked", "vedette_lnd_wallet_locked", 1, 0);
    level(all, "LndUnsynced", "vedette_lnd_chain_synced", 0, 1);
    level(all, "BitcoinBehindLnd", "vedette_lnd_blocks_ahead", 2, 1);
    all.add(
        it(
            it(well(quiet("LndUnsynced", 60)), "vedette_lnd_chain_synced", 0),
            "vedette_lnd_wallet_locked",
            1));
    UnaryOperator<Scene> channels =
        scene ->
            it(it(scene, "vedette_lnd_channels_active", 0), "vedette_lnd_channels_inactive", 3);
    level(all, "LndNoPeers", "vedette_lnd_peers", 0, 1, channels);
    all.add(
        it(
            it(
                it(well(quiet("LndNoPeers", 60)), "vedette_lnd_peers", 0),
                "vedette_lnd_channels_active",
                0),
            "vedette_lnd_channels_inactive",
            0));
    level(all, "ChannelOffline", "vedette_lnd_channel_active", 0, 1, channel);
    all.add(
        it(
            well(quiet("ChannelOffline", 100)),
            "vedette_lnd_channel_active",
            minute -> minute % 20 == 0 ? 1 : 0,
            channel));
    UnaryOperator<Scene> theirs =
        scene -> it(scene, "vedette_lnd_channels_remote_balance_sat", 1_000_000);
    level(all, "LowOutbound", "vedette_lnd_channels_local_balance_sat", 50_000, 900_000, theirs);
    level(all, "LowInbound", "vedette_lnd_channels_local_balance_sat", 2e7, 900_000, theirs);
    level(all, "ChannelDrained", "vedette_lnd_channel_local_ratio", 0.01, 0.5, channel);
    level(all, "ChannelFull", "vedette_lnd_channel_local_ratio", 0.99, 0.5, channel);
    level(all, "HtlcNearExpiryCritical", "vedette_lnd_htlc_expiry_blocks", 12, 13);
    level(all, "HtlcNearExpiry", "vedette_lnd_htlc_expiry_blocks", 39, 40);
    all.add(well(quiet("HtlcNearExpiry", 60)));
    level(all, "HtlcStuck", "vedette_lnd_htlc_oldest_seconds", 90_000, 80_000);
    level(all, "HtlcsMany", "vedette_lnd_htlcs_pending", 101, 100);
    level(all, "ForceClose", "vedette_lnd_channels_force_closing", 1, 0);
    all.add(
        it(
            well(fires("ForceClose", 60)),
            "vedette_lnd_force_closed_channels_total",
            minute -> minute < 30 ? 4 : 5));
    UnaryOperator<Scene> reserve =
        scene -> it(scene, "vedette_lnd_wallet_anchor_reserve_sat", 50_000);
    level(
        all,
        "AnchorReserveLow",
        "vedette_lnd_wallet_balance_confirmed_sat",
        49_000,
        51_000,
        reserve);
    level(
        all,
        "LndCertificateExpires",
        "vedette_lnd_certificate_expiry_timestamp_seconds",
        1_000_000,
        2_000_000);
    return all;
  }

  private static List<Scene> chains() {
    List<Scene> all = new ArrayList<>();
    level(all, "ElectrumLag", "vedette_electrum_lag_blocks", 3, 2);
    level(all, "BitcoinBehindElectrum", "vedette_electrum_lag_blocks", -2, -1);
    level(all, "ElectrumTipStale", "vedette_electrum_tip_timestamp_seconds", 0, 8_000);
    all.add(
        it(
            it(well(quiet("ElectrumTipStale", HOURS)), "vedette_electrum_tip_timestamp_seconds", 0),
            "vedette_electrum_lag_blocks",
            0));
    level(all, "ElectrumWrongChain", "vedette_electrum_wrong_chain", 1, 0);
    level(all, "ElectrumRefused", "vedette_electrum_bitcoind_refuses", 1, 0);
    level(all, "MoneroUnsynced", "monero_info_synchronized", 0, 1);
    level(all, "MoneroUnsynced", "vedette_monero_blocks_behind", 4, 3);
    UnaryOperator<Scene> synced =
        scene -> it(it(scene, "monero_info_synchronized", 1), "monero_info_mainnet", 1);
    level(all, "MoneroTipStaleCritical", "vedette_monero_tip_age_seconds", 1_801, 1_799, synced);
    level(all, "MoneroTipStale", "vedette_monero_tip_age_seconds", 1_201, 1_199, synced);
    all.add(
        it(
            it(
                it(well(quiet("MoneroTipStale", 60)), "vedette_monero_tip_age_seconds", 9_999),
                "monero_info_synchronized",
                1),
            "monero_info_mainnet",
            0));
    level(all, "MoneroNoPeers", "monero_info_outgoing_connections", 0, 1);
    all.add(
        it(
            it(well(quiet("MoneroNoPeers", 60)), "monero_info_outgoing_connections", 0),
            "monero_info_restricted",
            1));
    all.add(it(well(quiet("MoneroNoPeers", 60)), "monero_info_restricted", 1));
    level(all, "MoneroUpdate", "monero_info_update_available", 1, 0);
    return all;
  }

  private static List<Scene> beside() {
    List<Scene> all = new ArrayList<>();
    String[] disk = {"mount", "/data", "device", "sda1"};
    String[] sensor = {"chip", "cpu", "sensor", "one"};
    UnaryOperator<Scene> size = scene -> it(scene, "vedette_machine_disk_size_bytes", 1e12, disk);
    level(all, "DiskLowCritical", "vedette_machine_disk_available_bytes", 2e10, 4e10, size, disk);
    level(all, "DiskLow", "vedette_machine_disk_available_bytes", 7e10, 9e10, size, disk);
    level(all, "DiskFillsNow", "vedette_machine_disk_full_in_seconds", 20_000, 22_000, disk);
    level(all, "DiskFillsSoon", "vedette_machine_disk_full_in_seconds", 170_000, 173_000, disk);
    level(
        all,
        "MemoryLow",
        "vedette_machine_memory_available_bytes",
        3e8,
        5e8,
        scene -> it(scene, "vedette_machine_memory_bytes", 1e10));
    level(
        all,
        "TooHot",
        "vedette_machine_temperature_celsius",
        96,
        94,
        scene -> it(scene, "vedette_machine_temperature_critical_celsius", 100, sensor),
        sensor);
    level(all, "ClockUnsynchronised", "vedette_machine_clock_synchronised", 0, 1);
    level(all, "UnitFailed", "vedette_unit_failed", 1, 0, "unit", "lnd.service");
    all.add(
        it(
            well(fires("UnitRestarts", 60)),
            "vedette_unit_restarts_total",
            minute -> Math.floor(minute / 5.0),
            "unit",
            "lnd.service"));
    all.add(
        it(
            well(quiet("UnitRestarts", 120)),
            "vedette_unit_restarts_total",
            minute -> Math.floor(minute / 40.0),
            "unit",
            "lnd.service"));
    level(all, "TorCutOff", "vedette_tor_bootstrap_ratio", 0.5, 1);
    level(all, "OnionUnpublished", "vedette_tor_onion_services_refused", 1, 0);
    String notAfter = "vedette_certificate_not_after_timestamp_seconds";
    level(all, "CertificateExpiresNow", notAfter, 200_000, 300_000, "certificate", "web");
    level(all, "CertificateExpires", notAfter, 1_000_000, 2_000_000, "certificate", "web");
    level(all, "OpenBaoSealed", "vedette_openbao_sealed", 1, 0);
    String[] stream = {"stream", "channels"};
    String[] place = {"place", "nas"};
    level(all, "ScbStale", "vedette_backup_current", 0, 1, stream);
    level(all, "BackupHeld", "vedette_backup_held", 1, 0, stream);
    level(all, "ScbUnverified", "vedette_backup_verified_age_seconds", 604_801, 604_799, stream);
    level(all, "BackupDamaged", "vedette_backup_place_damaged", 1, 0, place);
    level(all, "BackupPlaceTrouble", "vedette_backup_place_trouble", 1, 0, place);
    level(
        all, "BackupUnproven", "vedette_backup_place_proven_age_seconds", 604_801, 604_799, place);
    return all;
  }

  private static List<Scene> truebit() {
    List<Scene> all = new ArrayList<>();
    UnaryOperator<Scene> behind = scene -> it(scene, "vedette_truebit_log_behind_bytes", 10 << 20);
    level(all, "TruebitDown", "vedette_truebit_container_running", 0, 1);
    all.add(
        it(state(quiet("TargetDown", 60), "gone", _ -> 1), "vedette_truebit_container_running", 0));
    all.add(
        it(
            well(fires("TruebitRestarts", 60)),
            "vedette_truebit_container_restarts",
            minute -> Math.floor(minute / 10.0)));
    all.add(
        it(
            well(quiet("TruebitRestarts", 180)),
            "vedette_truebit_container_restarts",
            minute -> Math.floor(minute / 40.0)));
    level(all, "TruebitSilent", "vedette_truebit_log_silent_seconds", 901, 899);
    String task = "vedette_truebit_last_task_age_seconds";
    level(all, "TruebitNoTask", task, 604_801, 604_799);
    all.add(behind.apply(it(well(quiet("TruebitNoTask", 60)), task, 9e6)));
    level(all, "TruebitTaskFailed", "vedette_truebit_last_failure_age_seconds", 60, 3_700);
    level(all, "TruebitUnregistered", "vedette_truebit_registered", 0, 1);
    all.add(
        behind.apply(it(well(quiet("TruebitUnregistered", 60)), "vedette_truebit_registered", 0)));
    level(all, "TruebitUnregistered", "vedette_truebit_chain_registered", 0, 1);
    UnaryOperator<Scene> slots = scene -> it(scene, "vedette_truebit_slots", 4);
    level(all, "TruebitSlotsExhausted", "vedette_truebit_slots_used", 4, 3, slots);
    all.add(
        slots.apply(
            it(
                well(quiet("TruebitSlotsExhausted", HOURS)),
                "vedette_truebit_slots_used",
                minute -> minute % 20 == 0 ? 3 : 4)));
    level(all, "TruebitImageOutdated", "vedette_truebit_image_replaced", 1, 0);
    all.add(
        it(
            well(fires("TruebitImageOutdated", HOURS)),
            "vedette_truebit_image_created_timestamp_seconds",
            -15_552_000));
    all.add(
        it(
            well(quiet("TruebitImageOutdated", HOURS)),
            "vedette_truebit_image_created_timestamp_seconds",
            -15_500_000));
    return all;
  }

  private static List<Scene> down() {
    return List.of(
        state(fires("TargetDown", 10), "gone", minute -> minute < 3 ? 0 : 1),
        state(fires("TargetDown", 10), "stale", _ -> 1),
        state(quiet("TargetDown", 10), "locked", _ -> 1),
        state(quiet("TargetDown", 10), "waiting", _ -> 1),
        state(quiet("TargetDown", 10), "bad", minute -> minute % 3 == 0 ? 1 : 0));
  }

  static List<Scene> all() {
    List<Scene> all = new ArrayList<>(down());
    all.addAll(lightning());
    all.addAll(chains());
    all.addAll(truebit());
    all.addAll(beside());
    return all;
  }
}
