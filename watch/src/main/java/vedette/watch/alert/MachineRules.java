package vedette.watch.alert;

import static vedette.watch.alert.ServiceRules.SERVICE;
import static vedette.watch.alert.ServiceRules.rule;
import static vedette.watch.alert.Value.Operator.DIVIDED;
import static vedette.watch.alert.Value.Operator.PLUS;
import static vedette.watch.alert.Value.age;
import static vedette.watch.alert.Value.increase;
import static vedette.watch.alert.Value.limit;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;

import java.time.Duration;
import java.util.List;

/// Rules about the machine and what stands beside the nodes.
final class MachineRules {
  private static final String MACHINE = "machine";
  private static final String[] DISK = {SERVICE, "mount"};

  /// Peers that services of this machine have, as far as they look for them.
  private static final Value PEERS =
      metric("vedette_connections", "direction", "outbound")
          .or(metric("monero_info_outgoing_connections"))
          .or(metric("vedette_lnd_peers"));

  private static final Value FREE =
      metric("vedette_machine_disk_available_bytes")
          .with(DIVIDED, metric("vedette_machine_disk_size_bytes"), SERVICE, "mount", "device");

  private static final Value.Metric FULL_IN = metric("vedette_machine_disk_full_in_seconds");
  private static final Value.Metric NOT_AFTER =
      metric("vedette_certificate_not_after_timestamp_seconds");

  private MachineRules() {}

  private static Rule.Building disk(String id, Severity severity) {
    return rule(id, MACHINE, severity).per(DISK).passing();
  }

  static final List<Rule> ALL =
      List.of(
          Rule.named("NetworkLost", Rule.ANY, Severity.CRITICAL)
              .per()
              .minutes(2)
              .whole()
              .title("this machine seems to be cut off from the network")
              .reason("Several services that look for peers have none at the same time.")
              .when(
                  PEERS.max().is(0).and(PEERS.count().atLeast(number(2))),
                  "Look at the cable, the router, the provider, and Tor if everything uses it."),
          disk("DiskLowCritical", Severity.CRITICAL)
              .minutes(5)
              .title("a disk is nearly full")
              .reason("Nodes stop when they cannot write; databases may be damaged.")
              .when(
                  FREE.below(
                      limit(
                          "disk-very-low",
                          0.03,
                          "share",
                          "Free share of a file system that is critical.")),
                  "Make room now, or add a disk."),
          disk("DiskLow", Severity.WARNING)
              .minutes(30)
              .under("DiskLowCritical", "DiskFillsNow")
              .title("a disk is filling")
              .reason("A node writes about 100 GB a year; LND and its database grow too.")
              .when(
                  FREE.below(
                      limit(
                          "disk-low",
                          0.08,
                          "share",
                          "Free share of a file system that is worth a warning.")),
                  "Make room, or plan for a larger disk."),
          disk("DiskFillsNow", Severity.CRITICAL)
              .minutes(30)
              .under("DiskLowCritical")
              .title("a disk will be full within hours")
              .reason("At the pace of the last six hours.")
              .when(
                  FULL_IN.below(
                      limit(
                          "disk-full-now",
                          21_600,
                          "s",
                          "Time to a full file system that is critical.")),
                  "Look what writes so much: a log, a sync, a recording."),
          disk("DiskFillsSoon", Severity.WARNING)
              .minutes(120)
              .under("DiskFillsNow", "DiskLow", "DiskLowCritical")
              .title("a disk will be full within days")
              .reason("At the pace of the last six hours.")
              .when(
                  FULL_IN.below(
                      limit(
                          "disk-full-soon",
                          172_800,
                          "s",
                          "Time to a full file system that is worth a warning.")),
                  "Look what writes so much; make room."),
          rule("MemoryLow", MACHINE, Severity.WARNING)
              .minutes(15)
              .title("memory is nearly used up")
              .reason("The kernel ends programs when none is left, bitcoind first.")
              .when(
                  metric("vedette_machine_memory_available_bytes")
                      .with(DIVIDED, metric("vedette_machine_memory_bytes"), SERVICE)
                      .below(
                          limit(
                              "memory-low",
                              0.04,
                              "share",
                              "Share of memory that is available at least.")),
                  "Look what takes it; lower `-dbcache` or the number of services."),
          rule("TooHot", MACHINE, Severity.WARNING)
              .per(SERVICE, "chip", "sensor")
              .passing()
              .minutes(5)
              .title("a sensor is near its critical temperature")
              .reason("The hardware will slow down or switch off.")
              .when(
                  metric("vedette_machine_temperature_celsius")
                      .with(
                          PLUS,
                          limit(
                              "temperature-margin",
                              5,
                              "degrees",
                              "Distance to the critical temperature at least."))
                      .above(
                          metric("vedette_machine_temperature_critical_celsius"),
                          SERVICE,
                          "chip",
                          "sensor"),
                  "Look at its fan and where the machine stands."),
          rule("ClockUnsynchronised", MACHINE, Severity.WARNING)
              .minutes(60)
              .title("the clock is not synchronised")
              .reason("A node whose clock is wrong refuses good blocks; certificates and Tor fail.")
              .when(
                  metric("vedette_machine_clock_synchronised").is(0),
                  "`timedatectl set-ntp true`, or look at chrony."),
          rule("UnitFailed", "units", Severity.CRITICAL)
              .per(SERVICE, "unit")
              .passing()
              .minutes(1)
              .title("a unit of systemd has failed")
              .reason("What it runs does not run.")
              .when(
                  metric("vedette_unit_failed").is(1),
                  "`systemctl status` and `journalctl -u` say why."),
          rule("UnitRestarts", "units", Severity.WARNING)
              .per(SERVICE, "unit")
              .passing()
              .title("a unit of systemd is restarted again and again")
              .reason("It crashes soon after its start.")
              .when(
                  increase(metric("vedette_unit_restarts_total"), Duration.ofHours(1))
                      .above(
                          limit(
                              "unit-restarts",
                              3,
                              "restarts in 1 h",
                              "More restarts of a unit than this are too many.")),
                  "`journalctl -u` says why."),
          rule("TorCutOff", "tor", Severity.WARNING)
              .minutes(10)
              .under("NetworkLost")
              .title("Tor is not in its network")
              .reason("What listens or connects through Tor cannot be reached.")
              .when(
                  metric("vedette_tor_bootstrap_ratio").below(number(1)),
                  "Look into Tor's log, at the clock and the firewall."),
          rule("OnionUnpublished", "tor", Severity.WARNING)
              .minutes(30)
              .under("TorCutOff", "NetworkLost")
              .title("an onion service is not published")
              .reason("Nobody finds it.")
              .when(
                  metric("vedette_tor_onion_services_refused").above(number(0)),
                  "Restart Tor; look into its log."),
          rule("CertificateExpiresNow", "certificates", Severity.CRITICAL)
              .per(SERVICE, "certificate")
              .passing()
              .title("a certificate ends within days, or is over")
              .reason("Browsers and wallets refuse it then.")
              .when(
                  age(NOT_AFTER)
                      .with(
                          PLUS,
                          limit(
                              "certificate-now",
                              259_200,
                              "s",
                              "How long before its end a certificate is critical."))
                      .above(number(0)),
                  "Renew it; look why it does not renew itself."),
          rule("CertificateExpires", "certificates", Severity.WARNING)
              .per(SERVICE, "certificate")
              .passing()
              .under("CertificateExpiresNow")
              .title("a certificate ends soon")
              .reason("It should have been renewed by now.")
              .when(
                  age(NOT_AFTER)
                      .with(
                          PLUS,
                          limit(
                              "certificate-soon",
                              1_209_600,
                              "s",
                              "How long before its end a certificate is worth a warning."))
                      .above(number(0)),
                  "Renew it; look why it does not renew itself."),
          rule("OpenBaoSealed", "openbao", Severity.WARNING)
              .minutes(5)
              .title("OpenBao is sealed")
              .reason(
                  "Services that start now do not get their secrets; Vedette goes on with those"
                      + " that it has.")
              .when(metric("vedette_openbao_sealed").is(1), "`bao operator unseal`."));
}
