package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Outcome;
import vedette.poll.Poller;
import vedette.poll.Reading;
import vedette.poll.Secret;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.process.ProcessTable;
import vedette.testing.Ports;

/// Polling against a real Bitcoin Core: run with VEDETTE_BITCOIND naming the folder that holds
/// bitcoind and bitcoin-cli. What bitcoin-cli prints is the judge.
@EnabledIfEnvironmentVariable(
    named = "VEDETTE_BITCOIND",
    matches = ".+",
    disabledReason = "needs a real bitcoind, named by VEDETTE_BITCOIND")
class RealBitcoindTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path binaries = Path.of(System.getenv().getOrDefault("VEDETTE_BITCOIND", ""));
  private final List<Process> processes = new ArrayList<>();
  private final Map<String, Outcome> last = new ConcurrentHashMap<>();
  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private int rpcPort;
  @TempDir private Path directory;

  @BeforeEach
  void port() throws IOException {
    rpcPort = Ports.free();
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private Process launch(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.resolve("bitcoind").toString(),
                "-regtest",
                "-datadir=" + directory,
                "-bind=127.0.0.1:" + Ports.free(),
                "-rpcport=" + rpcPort,
                "-listenonion=0",
                "-dnsseed=0",
                "-fixedseeds=0"));
    command.addAll(Arrays.asList(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }

  private String cli(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.resolve("bitcoin-cli").toString(),
                "-regtest",
                "-datadir=" + directory,
                "-rpcport=" + rpcPort));
    command.addAll(Arrays.asList(arguments));
    Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(cli.waitFor()).as(command + ": " + out).isZero();
    return out;
  }

  private FoundNode node() {
    return new Discovery()
        .find(ProcessTable.ofThisMachine()).stream()
            .filter(node -> node.dataDirectory().equals(Optional.of(directory)))
            .findFirst()
            .orElseThrow();
  }

  private void heard(Reading reading) {
    readings.add(reading);
    last.put(reading.call(), reading.outcome());
  }

  private boolean allAnswered() {
    return last.size() == BitcoindCall.values().length
        && last.values().stream().allMatch(Outcome.Answered.class::isInstance);
  }

  @Test
  void everyAnswerIsWhatBitcoinCliSays() throws Exception {
    launch("-txindex", "-maxuploadtarget=100M");
    cli("-rpcwait", "createwallet", "w");
    cli("-generate", "5");
    FoundNode found = node();
    assertThat(found.chain()).isEqualTo("regtest");
    assertThat(found.pid()).isEqualTo((int) processes.getFirst().pid());
    assertThat(found.remarks()).isEmpty();
    try (Session session = found.service().orElseThrow().open()) {
      for (BitcoindCall call : BitcoindCall.values()) {
        // Counters of bytes and seconds go on: what lies between two equal answers is the answer.
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> {
              JsonNode judge = JsonMapper.shared().readTree(cli(call.call().name()));
              assertThat(session.ask(call.call()))
                  .isEqualTo(new Outcome.Answered(call.parse(judge)));
            });
      }
      assertThat(
              ((BitcoindAnswer.Blockchain) answer(session, BitcoindCall.GETBLOCKCHAININFO))
                  .blocks())
          .isEqualTo(Long.parseLong(cli("getblockcount")));
      assertThat(
              ((BitcoindAnswer.Blockchain) answer(session, BitcoindCall.GETBLOCKCHAININFO))
                  .bestBlockHash())
          .isEqualTo(cli("getbestblockhash"));
      assertThat(((BitcoindAnswer.Network) answer(session, BitcoindCall.GETNETWORKINFO)).version())
          .isEqualTo(
              JsonMapper.shared().readTree(cli("getnetworkinfo")).path("version").intValue());
      assertThat(((BitcoindAnswer.Indexes) answer(session, BitcoindCall.GETINDEXINFO)).indexes())
          .containsOnlyKeys("txindex");
    }
  }

  private static BitcoindAnswer answer(Session session, BitcoindCall call) throws Exception {
    return (BitcoindAnswer) ((Outcome.Answered) session.ask(call.call())).answer();
  }

  @Test
  void restartIsSeenAndTheNewCookieTaken() throws Exception {
    Process first = launch();
    cli("-rpcwait", "getblockcount");
    String cookie = Files.readString(directory.resolve("regtest/.cookie"));
    FoundNode before = node();
    try (Poller poller = Poller.start(this::heard)) {
      poller.put(before.key(), before.service().orElseThrow());
      await().atMost(PATIENCE).until(this::allAnswered);

      cli("stop");
      assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
      poller.askNow(before.key());
      await()
          .atMost(PATIENCE)
          .until(() ->
              last.values().stream()
                  .anyMatch(it ->
                      it instanceof Outcome.Failed failed
                          && failed.trouble() == Trouble.UNREACHABLE));

      last.clear();
      launch();
      await().atMost(PATIENCE).until(this::allAnswered);
      assertThat(Files.readString(directory.resolve("regtest/.cookie"))).isNotEqualTo(cookie);
      FoundNode after = node();
      assertThat(after.service()).isEqualTo(before.service());
      assertThat(after.pid()).isNotEqualTo(before.pid());
    }
    assertThat(readings)
        .extracting(Reading::outcome)
        .noneMatch(it ->
            it instanceof Outcome.Failed failed
                && (failed.trouble() == Trouble.GARBAGE || failed.trouble() == Trouble.ERROR));
  }

  /// The list of banned peers is a pipe here: the node waits for it in the middle of its start.
  @Test
  void warmUpIsStartingWithTheNodesWords() throws Exception {
    Path bans = Files.createDirectories(directory.resolve("regtest")).resolve("banlist.json");
    assertThat(new ProcessBuilder("mkfifo", bans.toString()).start().waitFor()).isZero();
    launch();
    Bitcoind service =
        Bitcoind.local(rpcPort, new Auth.Cookie(directory.resolve("regtest/.cookie")));
    try (Poller poller = Poller.start(this::heard)) {
      poller.put("node", service);
      await()
          .atMost(PATIENCE)
          .until(
              () -> last.containsValue(new Outcome.Failed(Trouble.STARTING, "Loading banlist…")));
      Files.writeString(bans, "{\"banned_nets\": []}", StandardOpenOption.WRITE);
      await().atMost(PATIENCE).until(this::allAnswered);
    }
  }

  @Test
  void whitelistForbidsSomeAndTheRestGoesOn() throws Exception {
    String password = "correct horse";
    launch(
        "-rpcauth=" + rpcauth("mon", password),
        "-rpcwhitelist=mon:getblockchaininfo,getpeerinfo",
        "-rpcwhitelistdefault=0");
    cli("-rpcwait", "getblockcount");
    try (Poller poller = Poller.start(this::heard)) {
      poller.put("mon", Bitcoind.local(rpcPort, new Auth.Password("mon", Secret.of(password))));
      await().atMost(PATIENCE).until(() -> last.size() == BitcoindCall.values().length);
      await()
          .atMost(PATIENCE)
          .until(
              () -> readings.stream().filter(it -> it.call().equals("getpeerinfo")).count() >= 2);
    }
    last.forEach((call, outcome) -> {
      if (call.equals("getblockchaininfo") || call.equals("getpeerinfo")) {
        assertThat(outcome).as(call).isInstanceOf(Outcome.Answered.class);
      } else {
        assertThat(((Outcome.Failed) outcome).trouble()).as(call).isEqualTo(Trouble.FORBIDDEN);
      }
    });
    assertThat(readings.stream().filter(it -> it.call().equals("uptime"))).hasSize(1);
  }

  /// The line of docs/polling.md: all that is asked is allowed, and nothing else.
  @Test
  void documentedWhitelistIsEnough() throws Exception {
    launch(
        "-rpcauth=" + rpcauth("vedette", "x"),
        "-rpcwhitelist=vedette:" + BitcoindCall.whitelist(),
        "-rpcwhitelistdefault=0");
    cli("-rpcwait", "getblockcount");
    try (Session session =
        Bitcoind.local(rpcPort, new Auth.Password("vedette", Secret.of("x"))).open()) {
      for (BitcoindCall call : BitcoindCall.values()) {
        assertThat(session.ask(call.call())).isInstanceOf(Outcome.Answered.class);
      }
    }
  }

  @Test
  void wrongPasswordIsUnauthorized() throws Exception {
    launch("-rpcauth=" + rpcauth("mon", "right"));
    cli("-rpcwait", "getblockcount");
    try (Session session =
        Bitcoind.local(rpcPort, new Auth.Password("mon", Secret.of("wrong"))).open()) {
      assertThat(((Outcome.Failed) session.ask(BitcoindCall.UPTIME.call())).trouble())
          .isEqualTo(Trouble.UNAUTHORIZED);
    }
  }

  @Test
  void cookieThatVanishesIsSaidAndItsReturnSeen() throws Exception {
    launch();
    cli("-rpcwait", "getblockcount");
    Path cookie = directory.resolve("regtest/.cookie");
    Path away = directory.resolve("away");
    try (Session session = node().service().orElseThrow().open()) {
      Files.move(cookie, away);
      Outcome.Failed failed = (Outcome.Failed) session.ask(BitcoindCall.UPTIME.call());
      assertThat(failed.trouble()).isEqualTo(Trouble.UNAUTHORIZED);
      assertThat(failed.said()).startsWith("cookie " + cookie + " is gone");
      Files.move(away, cookie);
      assertThat(session.ask(BitcoindCall.UPTIME.call())).isInstanceOf(Outcome.Answered.class);
    }
  }

  private static String rpcauth(String user, String password) throws Exception {
    String salt = "00112233445566778899aabbccddeeff";
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] hash = mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    return user + ":" + salt + "$" + HexFormat.of().formatHex(hash);
  }
}
