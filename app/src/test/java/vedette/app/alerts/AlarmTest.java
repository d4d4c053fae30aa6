package vedette.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.AlertsSettings;
import vedette.app.config.Secret;
import vedette.app.notify.HttpSink;
import vedette.app.web.api.RefusedException;
import vedette.testing.Ports;
import vedette.watch.alert.Announcer;
import vedette.watch.view.AlertsView;

class AlarmTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void whatFiresIsShownToldAndKeptInHistory() {
    try (HttpSink sink = HttpSink.taking();
        Bench bench = new Bench(directory, Bench.settings(sink.uri("/hook")))) {
      bench.network(false);
      await().atMost(PATIENCE).until(() -> sink.got().size() == 1);
      assertThat(sink.got().getFirst().body())
          .contains("\"title\":\"Critical: main: P2P networking is switched off\"")
          .contains("setnetworkactive true");
      await().atMost(PATIENCE).until(() -> announced(bench));
      AlertsView.Row row = bench.alarm.view().firing().getFirst();
      assertThat(row.rule()).isEqualTo("BitcoinNetworkOff");
      assertThat(row.subject()).isEqualTo("main");
      assertThat(row.condition()).contains("vedette_network_active == 0");
      assertThat(row.readings())
          .contains(
              new AlertsView.ReadingRow(
                  "vedette_network_active", java.util.Map.of("node", "main"), 0));
      assertThat(bench.happenings)
          .anySatisfy(it -> {
            assertThat(it.node()).isEqualTo("main");
            assertThat(it.kind()).isEqualTo("BitcoinNetworkOff");
            assertThat(it.until()).isEmpty();
          });
      assertThat(bench.said).isEmpty();
    }
  }

  private static boolean announced(Bench bench) {
    List<AlertsView.Row> firing = bench.alarm.view().firing();
    return !firing.isEmpty() && firing.getFirst().announced();
  }

  @Test
  void nothingIsToldAgainAfterARestart() {
    try (HttpSink sink = HttpSink.taking()) {
      for (int i = 0; i < 3; i++) {
        try (Bench bench = new Bench(directory, Bench.settings(sink.uri("/hook")))) {
          bench.network(false);
          await().atMost(PATIENCE).until(() -> announced(bench) && !sink.got().isEmpty());
          // Only what is known to have been taken is not sent again.
          await().atMost(PATIENCE).until(this::nothingWaits);
        }
      }
      assertThat(sink.got()).hasSize(1);
    }
  }

  /// Whether it stands in the file that every message was taken.
  private boolean nothingWaits() throws IOException {
    return new Kept(directory).read().outbox().isEmpty();
  }

  @Test
  void whatIsAboutToFireIsStillSoAfterARestart() {
    AlertsSettings slow =
        Bench.slowly(Bench.settings(Optional.empty(), Optional.empty(), Optional.empty()));
    long since;
    try (Bench bench = new Bench(directory, slow)) {
      bench.network(false);
      await().atMost(PATIENCE).until(() -> !bench.alarm.view().pending().isEmpty());
      since = bench.alarm.view().pending().getFirst().since();
    }
    try (Bench bench = new Bench(directory, slow)) {
      await().atMost(PATIENCE).until(() -> !bench.alarm.view().pending().isEmpty());
      assertThat(bench.alarm.view().pending().getFirst().since())
          .isBetween(since, since + PATIENCE.toMillis());
      bench.network(true);
      await().atMost(PATIENCE).until(() -> bench.alarm.view().pending().isEmpty());
    }
  }

  @Test
  void killedAtAnyMomentItFiresOnce() throws Exception {
    Random random = new Random(4);
    try (HttpSink sink = HttpSink.taking()) {
      for (int i = 0; i < 12; i++) {
        Path lines = directory.resolve("lines" + i);
        Process child =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    KilledAlarm.class.getName(),
                    directory.toString(),
                    sink.uri("/hook").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(lines.toFile())
                .start();
        try {
          if (i % 2 == 0) {
            await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Files.size(lines) > 0 || !child.isAlive());
          } else {
            await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Files.exists(directory.resolve("alerts")) || !child.isAlive());
          }
          assertThat(child.isAlive()).as("it ended by itself").isTrue();
          boolean _ = child.waitFor(random.nextInt(40), TimeUnit.MILLISECONDS);
        } finally {
          int _ = child.destroyForcibly().waitFor();
        }
      }
      try (Bench bench = new Bench(directory, Bench.settings(sink.uri("/hook")))) {
        bench.network(false);
        await().atMost(PATIENCE).until(() -> announced(bench) && !sink.got().isEmpty());
      }
      assertThat(ids(sink)).as("messages that went out").hasSize(1);
    }
  }

  private static Set<String> ids(HttpSink sink) {
    Set<String> ids = new HashSet<>();
    sink.got()
        .forEach(got ->
            Pattern.compile("\"id\":\"([^\"]+)\"")
                .matcher(got.body())
                .results()
                .forEach(match -> ids.add(match.group(1))));
    return ids;
  }

  @Test
  void aMessageThatNobodyTookIsSentAfterTheRestart() {
    try (HttpSink deaf = new HttpSink(_ -> "HTTP/1.1 503 Busy\r\n\r\n");
        HttpSink sink = HttpSink.taking()) {
      try (Bench bench = new Bench(directory, Bench.settings(deaf.uri("/")))) {
        bench.network(false);
        await().atMost(PATIENCE).until(() -> announced(bench) && !deaf.got().isEmpty());
      }
      try (Bench bench = new Bench(directory, Bench.settings(sink.uri("/")))) {
        await().atMost(PATIENCE).until(() -> sink.got().size() == 1);
        // There is no view before the first turn.
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(bench.alarm.view().channels())
                    .singleElement()
                    .satisfies(it -> assertThat(it.sent()).isEqualTo(1)));
      }
      assertThat(ids(sink)).isEqualTo(ids(deaf)).hasSize(1);
    }
  }

  @Test
  void whatIsMutedIsShownAndNotTold() throws IOException {
    new Requests(directory)
        .leave(new Requests.Request(true, new Announcer.Mute("BitcoinNetworkOff", "", 0, false)));
    try (HttpSink sink = HttpSink.taking();
        Bench bench = new Bench(directory, Bench.settings(sink.uri("/")))) {
      await().atMost(PATIENCE).until(() -> !bench.alarm.view().mutes().isEmpty());
      bench.network(false);
      await().atMost(PATIENCE).until(() -> !bench.alarm.view().firing().isEmpty());
      assertThat(bench.alarm.view().firing().getFirst().silence()).contains("muted");
      assertThat(sink.got()).isEmpty();
      String id = bench.alarm.view().mutes().getFirst().id();
      assertThat(bench.alarm.unmute(id)).isTrue();
      assertThat(bench.alarm.unmute(id)).isFalse();
      await().atMost(PATIENCE).until(() -> sink.got().size() == 1);
      AlertsView.MuteRow made = bench.alarm.mute("", "main", OptionalLong.of(60), true);
      assertThat(made.maintenance()).isTrue();
      assertThat(made.until()).isPresent();
      assertThatThrownBy(() -> bench.alarm.mute("NoSuch", "", OptionalLong.empty(), false))
          .isInstanceOf(RefusedException.class)
          .hasMessage("there is no rule NoSuch");
    }
  }

  @Test
  void aDamagedStateIsPutAsideAndSaid() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("alerts"));
    Files.writeString(folder.resolve("state.json"), "{\"firing\":[{\"rule\":");
    try (HttpSink sink = HttpSink.taking();
        Bench bench = new Bench(directory, Bench.settings(sink.uri("/")))) {
      assertThat(bench.said).anySatisfy(it -> assertThat(it).contains("state.damaged.json"));
      bench.network(false);
      await().atMost(PATIENCE).until(() -> sink.got().size() == 1);
    }
    assertThat(folder.resolve("state.damaged.json")).exists();
  }

  @Test
  void whatTheSettingsNameAndThereIsNotIsSaid() {
    AlertsSettings none = Bench.settings(Optional.empty(), Optional.empty(), Optional.empty());
    AlertsSettings wrong =
        new AlertsSettings(
            true,
            java.util.Map.of("bitcoin-tip-oldd", 1.0),
            none.rules(),
            List.of(new AlertsSettings.Muted("NoSuch", "")),
            Optional.empty(),
            none.group(),
            none.between(),
            none.cooldown(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(RuleBook.of(wrong).problems())
        .containsExactly(
            "alerts: there is no threshold bitcoin-tip-oldd. Do: see 'vedette alerts rules'",
            "alerts: there is no rule NoSuch. Do: see 'vedette alerts rules'");
  }

  @Test
  void theDeadMansSwitchIsToldThatVedetteLives() throws IOException {
    try (HttpSink sink = HttpSink.taking()) {
      Path file = Files.writeString(directory.resolve("ping"), sink.uri("/ping/secret").toString());
      AlertsSettings.Ping ping =
          new AlertsSettings.Ping(new Secret.InFile(file), Duration.ofSeconds(1), Optional.empty());
      try (Bench bench =
          new Bench(
              directory, Bench.settings(Optional.empty(), Optional.empty(), Optional.of(ping)))) {
        await().atMost(PATIENCE).until(() -> sink.got().size() >= 2);
        assertThat(bench.said).isEmpty();
      }
      assertThat(sink.got().getFirst().line()).isEqualTo("GET /ping/secret HTTP/1.1");
    }
  }

  @Test
  void aRealAlertmanagerIsToldWhatFires() throws Exception {
    Path program = Path.of("/usr/bin/prometheus-alertmanager");
    assumeTrue(
        Files.isExecutable(program),
        "Alertmanager is not installed. Do: apt-get install prometheus-alertmanager");
    try (HttpSink sink = HttpSink.taking()) {
      Path file =
          Files.writeString(
              directory.resolve("alertmanager.yml"),
              """
              route: {receiver: sink, group_wait: 0s, group_interval: 1s}
              receivers: [{name: sink, webhook_configs: [{url: '%s'}]}]
              """
                  .formatted(sink.uri("/from-alertmanager")));
      int port = Ports.free();
      Process alertmanager =
          new ProcessBuilder(
                  program.toString(),
                  "--config.file=" + file,
                  "--storage.path=" + directory.resolve("data"),
                  "--cluster.listen-address=",
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      try {
        await().atMost(PATIENCE).until(() -> listens(port));
        AlertsSettings.Alertmanager settings =
            new AlertsSettings.Alertmanager(
                URI.create("http://127.0.0.1:" + port), Optional.empty());
        try (Bench bench =
            new Bench(
                directory,
                Bench.settings(Optional.empty(), Optional.of(settings), Optional.empty()))) {
          bench.network(false);
          await().atMost(PATIENCE).until(() -> !sink.got().isEmpty());
          assertThat(sink.got().getFirst().body())
              .contains("\"status\":\"firing\"")
              .contains("\"alertname\":\"BitcoinNetworkOff\"")
              .contains("\"node\":\"main\"")
              .contains("\"severity\":\"critical\"");
          assertThat(bench.said).isEmpty();
        }
      } finally {
        alertmanager.destroyForcibly().waitFor();
      }
    }
  }

  private static boolean listens(int port) {
    try (java.net.Socket _ = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
