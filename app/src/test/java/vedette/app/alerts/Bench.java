package vedette.app.alerts;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import vedette.app.config.AlertsSettings;
import vedette.app.config.ChannelSettings;
import vedette.history.Happening;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.Happenings;
import vedette.watch.Watch;
import vedette.watch.metrics.Metrics;

/// An alarm with a watch behind it that is told what nodes say.
final class Bench implements AutoCloseable {
  final Watch watch = new Watch(InstantSource.system(), Happenings.NONE);
  final Metrics metrics = Metrics.create("test");
  final List<Happening> happenings = new CopyOnWriteArrayList<>();
  final List<String> said = new CopyOnWriteArrayList<>();
  final Alarm alarm;

  Bench(Path directory, AlertsSettings settings) {
    alarm =
        Alarm.start(
            settings,
            new Alarm.Parts(
                directory,
                watch,
                metrics,
                happenings::add,
                (subject, sentence) -> {
                  if (!sentence.isEmpty()) {
                    said.add(subject + ": " + sentence);
                  }
                },
                _ -> {}));
  }

  /// Alerts at once, told to a webhook.
  static AlertsSettings settings(URI webhook) {
    return settings(Optional.of(webhook), Optional.empty(), Optional.empty());
  }

  static AlertsSettings settings(
      Optional<URI> webhook,
      Optional<AlertsSettings.Alertmanager> alertmanager,
      Optional<AlertsSettings.Ping> ping) {
    List<ChannelSettings> channels = new ArrayList<>();
    webhook.ifPresent(uri -> channels.add(webhook(uri)));
    return new AlertsSettings(
        true,
        Map.of(),
        Map.of(
            "BitcoinNetworkOff",
            new AlertsSettings.RuleSettings(true, Optional.empty(), Optional.of(Duration.ZERO))),
        List.of(),
        Optional.empty(),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        channels,
        alertmanager,
        ping);
  }

  /// The same with every rule as patient as it is by default.
  static AlertsSettings slowly(AlertsSettings it) {
    return new AlertsSettings(
        it.enabled(),
        it.thresholds(),
        Map.of(),
        it.muted(),
        it.quiet(),
        it.group(),
        it.between(),
        it.cooldown(),
        it.channels(),
        it.alertmanager(),
        it.ping());
  }

  static ChannelSettings webhook(URI uri) {
    return new ChannelSettings(
        "hook",
        ChannelSettings.Target.WEBHOOK,
        Optional.of(uri),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ChannelSettings.Security.TLS,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        AlertsSettings.Severity.INFO,
        true,
        false,
        1_000,
        Optional.empty(),
        Optional.empty());
  }

  /// The node says whether its network is on.
  void network(boolean active) {
    answer(
        "getblockchaininfo",
        new BitcoindAnswer.Blockchain(
            "main",
            900_000,
            900_000,
            "00".repeat(32),
            1,
            OptionalLong.of(Instant.now().getEpochSecond()),
            OptionalLong.empty(),
            1,
            false,
            OptionalLong.empty(),
            false,
            OptionalLong.empty(),
            List.of()));
    answer(
        "getnetworkinfo",
        new BitcoindAnswer.Network(
            310_000,
            "/Satoshi:31.0.0/",
            OptionalInt.of(10),
            OptionalInt.of(10),
            20,
            active,
            List.of("ipv4"),
            0.00001,
            1,
            List.of()));
  }

  private void answer(String call, Answer answer) {
    Reading reading =
        new Reading(
            "main", call, Instant.now(), Duration.ofMillis(1), new Outcome.Answered(answer));
    watch.accept(reading);
    metrics.accept(reading);
  }

  @Override
  public void close() {
    alarm.close();
  }
}
