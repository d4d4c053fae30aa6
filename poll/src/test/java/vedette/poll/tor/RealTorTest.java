package vedette.poll.tor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Secret;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.testing.Ports;
import vedette.testing.Programs;

/// A real Tor that may not reach the network: what it says, and how it lets us in.
class RealTorTest {
  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void tor() {
    assumeTrue(Programs.find("tor").isPresent(), "needs tor");
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

  private static String hashed(String password) throws Exception {
    Process process =
        new ProcessBuilder(
                Programs.find("tor").orElseThrow().toString(),
                "--quiet",
                "--hash-password",
                password)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).isZero();
    return out.strip();
  }

  /// Starts Tor with nothing but a control port that takes connections when this returns.
  private void start(Path socket, String... more) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path torrc = folder.resolve("torrc");
    Files.writeString(
        torrc,
        "DataDirectory %s\nSocksPort 0\nDisableNetwork 1\nControlSocket %s\n%s\n"
            .formatted(data, socket, String.join("\n", more)));
    processes.add(
        new ProcessBuilder(
                Programs.find("tor").orElseThrow().toString(),
                "-f",
                torrc.toString(),
                "--defaults-torrc",
                "/dev/null",
                "--ignore-missing-torrc")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start());
    // The socket's file is there a moment before Tor listens.
    await().atMost(60, TimeUnit.SECONDS).until(() -> listens(UnixDomainSocketAddress.of(socket)));
  }

  private static boolean listens(SocketAddress address) {
    try (SocketChannel _ = SocketChannel.open(address)) {
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Outcome ask(Tor tor, Call call) throws InterruptedException {
    try (Session session = tor.open()) {
      return session.ask(call);
    }
  }

  @Test
  void aTorWithoutNetworkIsAtNoughtPerCentAndItsOnionServicesAreKnown() throws Exception {
    Path socket = folder.resolve("control");
    Path service = folder.resolve("data/lnd");
    start(
        socket,
        "CookieAuthentication 1",
        "HiddenServiceDir " + service,
        "HiddenServicePort 9735 127.0.0.1:9735");
    Tor tor = new Tor(new Tor.Where.Unix(socket), Optional.empty());
    try (Session session = tor.open()) {
      Outcome status = session.ask(Tor.STATUS);
      assertThat(status)
          .isInstanceOfSatisfying(
              Outcome.Answered.class,
              it -> {
                TorAnswer.Status said = (TorAnswer.Status) it.answer();
                assertThat(said.version()).startsWith("0.4.");
                assertThat(said.progress()).hasValue(0);
                assertThat(said.circuit()).isFalse();
                assertThat(said.circuits()).isZero();
                assertThat(said.read()).isPresent();
                assertThat(said.uptime()).isPresent();
              });
      assertThat(session.ask(Tor.ONIONS))
          .isInstanceOfSatisfying(
              Outcome.Answered.class,
              it -> {
                TorAnswer.Onions onions = (TorAnswer.Onions) it.answer();
                assertThat(onions.services()).hasSize(1);
                TorAnswer.Onion onion = onions.services().getFirst();
                assertThat(onion.name()).isEqualTo("lnd");
                assertThat(onion.ports()).containsExactly(9735);
                assertThat(onion.address().orElseThrow()).hasSize(62).endsWith(".onion");
                assertThat(onion.publication()).isEmpty();
              });
    }
  }

  @Test
  void aPasswordOpensAndAWrongOneIsSaidWithoutShowingIt() throws Exception {
    Path socket = folder.resolve("control");
    start(socket, "HashedControlPassword " + hashed("planted \"word\""));
    Tor.Where where = new Tor.Where.Unix(socket);
    assertThat(ask(new Tor(where, Optional.of(Secret.of("planted \"word\""))), Tor.STATUS))
        .isInstanceOf(Outcome.Answered.class);
    assertThat(ask(new Tor(where, Optional.of(Secret.of("planted other"))), Tor.STATUS))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            it -> {
              assertThat(it.trouble()).isEqualTo(Trouble.UNAUTHORIZED);
              assertThat(it.said()).contains("tor.password").doesNotContain("planted");
            });
    assertThat(ask(new Tor(where, Optional.empty()), Tor.STATUS))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNAUTHORIZED,
                "it wants a password. Do: give tor.password, or set CookieAuthentication 1 in"
                    + " torrc"));
  }

  @Test
  void aCookieThatWasExchangedIsNotProvenToWhoDoesNotKnowIt() throws Exception {
    Path socket = folder.resolve("control");
    Path cookie = folder.resolve("cookie");
    start(socket, "CookieAuthentication 1", "CookieAuthFile " + cookie);
    await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(cookie));
    Tor tor = new Tor(new Tor.Where.Unix(socket), Optional.empty());
    assertThat(ask(tor, Tor.STATUS)).isInstanceOf(Outcome.Answered.class);
    Files.write(cookie, new byte[32]);
    assertThat(ask(tor, Tor.STATUS))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            it -> assertThat(it.said()).startsWith("who listens there does not know the cookie"));
    Files.delete(cookie);
    assertThat(ask(tor, Tor.STATUS))
        .isEqualTo(new Outcome.Failed(Trouble.UNAUTHORIZED, "cookie " + cookie + " is gone"));
  }

  @Test
  void aTcpPortWorksAndATorThatEndedAndCameBackIsAskedAgain() throws Exception {
    int port = Ports.free();
    Path socket = folder.resolve("control");
    start(socket, "ControlPort 127.0.0.1:" + port);
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> listens(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    Tor tor = new Tor(new Tor.Where.Tcp("127.0.0.1", port), Optional.empty());
    try (Session session = tor.open()) {
      assertThat(session.ask(Tor.STATUS)).isInstanceOf(Outcome.Answered.class);
      processes.getFirst().destroy();
      assertThat(processes.getFirst().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(session.ask(Tor.STATUS))
          .isEqualTo(
              new Outcome.Failed(
                  Trouble.UNREACHABLE, "127.0.0.1:" + port + ": the connection broke"));
      assertThat(session.ask(Tor.STATUS))
          .isEqualTo(
              new Outcome.Failed(
                  Trouble.UNREACHABLE, "127.0.0.1:" + port + ": nobody accepts connections"));
      Files.deleteIfExists(socket);
      start(socket, "ControlPort 127.0.0.1:" + port);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> session.ask(Tor.STATUS) instanceof Outcome.Answered);
    }
  }

  @Test
  void listeningEndsWithTheSession() throws Exception {
    Path socket = folder.resolve("control");
    start(socket, "CookieAuthentication 1");
    Tor tor = new Tor(new Tor.Where.Unix(socket), Optional.empty());
    Session session = tor.open();
    Thread listening = Thread.ofVirtual().start(() -> listen(session));
    assertThat(session.ask(Tor.STATUS)).isInstanceOf(Outcome.Answered.class);
    session.close();
    assertThat(listening.join(Duration.ofSeconds(60))).isTrue();
  }

  private static void listen(Session session) {
    try {
      session.listen(call -> {});
    } catch (InterruptedException | RuntimeException ended) {
      // It may end in either way.
    }
  }

  @Test
  void aTorOfThisMachineIsFoundByItsSocketOrItsPort() throws Exception {
    Path run = folder.resolve("run");
    Path proc = folder.resolve("proc");
    Files.createDirectories(proc.resolve("net"));
    assertThat(Discovery.find(run, proc)).isEmpty();
    Files.writeString(
        proc.resolve("net/tcp"),
        """
          sl  local_address rem_address   st tx_queue
           0: 0100007F:235B 00000000:0000 0A 00000000:00000000 00:00000000
        """);
    assertThat(Discovery.find(run, proc)).contains(new Tor.Where.Tcp("127.0.0.1", 9051));
    Files.createDirectories(run.resolve("tor"));
    Files.createFile(run.resolve("tor/control"));
    assertThat(Discovery.find(run, proc)).contains(new Tor.Where.Unix(run.resolve("tor/control")));
  }
}
