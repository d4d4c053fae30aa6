package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Guessing, flooding, rubbish.
class AttackTest {
  private static final String WRONG = "{\"password\":\"wrong\"}";

  @TempDir Path folder;

  @Test
  void guessingIsSlowedDownAndForgedHeadersDoNotHelp() {
    SettableClock clock = new SettableClock();
    try (Running running = Running.start(folder, clock, 10)) {
      int limited = 0;
      for (int i = 0; i < 20; i++) {
        // Without a trusted proxy the header only makes it no longer local.
        Http.Answer answer =
            running.send(
                "POST",
                "/api/v1/session",
                WRONG,
                "X-Forwarded-For: 198.51.100." + i,
                "Forwarded: for=198.51.100." + i);
        if (answer.status() == 429) {
          assertThat(Long.parseLong(answer.header("Retry-After"))).isPositive();
          limited++;
        }
      }
      assertThat(limited).isEqualTo(15);
      // The owner at this machine is not kept out by that, and not by the right password's rivals.
      assertThat(logIn(running, running.password()).status()).isEqualTo(204);
    }
  }

  @Test
  void behindATrustedProxyItIsTheClientThatIsSlowedDown() {
    SettableClock clock = new SettableClock();
    try (Running running = Running.start(folder, clock, 10, "web.trusted-proxies=127.0.0.1")) {
      for (int i = 0; i < 6; i++) {
        // What the client itself wrote stands left of what the proxy adds.
        assertThat(
                running
                    .send(
                        "POST",
                        "/api/v1/session",
                        WRONG,
                        "X-Forwarded-For: 10.0.0." + i + ", 198.51.100.1")
                    .status())
            .isEqualTo(i < 5 ? 401 : 429);
      }
      assertThat(
              running
                  .send("POST", "/api/v1/session", WRONG, "X-Forwarded-For: 198.51.100.2")
                  .status())
          .isEqualTo(401);
    }
  }

  @Test
  void manyAddressesTogetherAreSlowedDownToo() {
    SettableClock clock = new SettableClock();
    try (Running running = Running.start(folder, clock, 10, "web.trusted-proxies=127.0.0.1")) {
      List<Integer> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(
            running
                .send("POST", "/api/v1/session", WRONG, "X-Forwarded-For: 198.51.100." + i)
                .status());
      }
      assertThat(answers.stream().filter(s -> s == 401)).hasSize(30);
      assertThat(answers.stream().filter(s -> s == 429)).hasSize(10);
    }
  }

  @Test
  void bodiesAndHeadersHaveALargestSize() {
    try (Running running = Running.start(folder)) {
      assertThat(running.send("POST", "/api/v1/session", "x".repeat(70_000)).status())
          .isEqualTo(413);
      String chunked =
          "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
              + ("1000\r\n" + "x".repeat(4_096) + "\r\n").repeat(20)
              + "0\r\n\r\n";
      assertThat(Http.answer(Http.raw("127.0.0.1", running.port(), Http.bytes(chunked))).status())
          .isEqualTo(413);
      assertThat(running.ask("GET", "/healthz", "X: " + "x".repeat(20_000)).status())
          .isIn(400, 431);
    }
  }

  @Test
  void whoDripsHeadersIsSentAway() throws Exception {
    try (Running running = Running.start(folder, Clock.systemUTC(), 1);
        Socket socket = Http.open("127.0.0.1", running.port())) {
      var out = socket.getOutputStream();
      out.write(Http.bytes("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: "));
      // Each byte is activity, so that an idle timeout alone never ends this.
      org.awaitility.Awaitility.await()
          .atMost(Http.PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> {
            try {
              out.write('x');
              return socket.getInputStream().available() == 0
                  && running.server().queues().getFirst().dropped() > 0;
            } catch (IOException _) {
              return true;
            }
          });
      assertThat(running.ask("GET", "/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void connectionsFromOneAddressAreLimited() throws Exception {
    List<Socket> all = new ArrayList<>();
    try (Running running = Running.start(folder)) {
      for (int i = 0; i < WebServer.CONNECTIONS_EACH + 10; i++) {
        all.add(Http.open("127.0.0.30", running.port()));
      }
      org.awaitility.Awaitility.await()
          .atMost(Http.PATIENCE)
          .until(() -> running.server().queues().getFirst().dropped() == 10);
      assertThat(Http.ask("127.0.0.31", running.port(), "GET", "/healthz", "", List.of()).status())
          .isEqualTo(200);
    } finally {
      for (Socket socket : all) {
        socket.close();
      }
    }
  }

  /// Must show: malformed requests, and the server still answers.
  @Test
  void aThousandMalformedRequestsChangeNothing() throws Exception {
    try (Running running = Running.start(folder)) {
      Running.Login login = running.login();
      String good =
          "POST /api/v1/session?x=1 HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
              + login.cookie()
              + "\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n"
              + "{\"password\":\"wrong\"}";
      String upgrade =
          "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1:"
              + running.port()
              + "\r\n"
              + String.join("\r\n", LiveSocket.UPGRADE)
              + "\r\nSec-WebSocket-Protocol: vedette.v1\r\nOrigin: http://127.0.0.1:"
              + running.port()
              + "\r\n"
              + login.cookie()
              + "\r\n\r\n";
      for (int run = 0; run < 1_000; run++) {
        Random random = new Random(run);
        byte[] bytes = corrupted(random, run % 3 == 0 ? upgrade : good);
        try (Socket socket = Http.open("127.0.0." + (40 + run % 8), running.port())) {
          socket.getOutputStream().write(run % 3 == 0 ? afterUpgrade(upgrade, bytes) : bytes);
          socket.shutdownOutput();
          byte[] answer = socket.getInputStream().readNBytes(4_096);
          assertThat(new String(answer, StandardCharsets.ISO_8859_1))
              .as("seed %d", run)
              .doesNotContain("Exception", "\tat ", "jetty");
        } catch (IOException _) {
          // Closed while being written to: an answer as well.
        }
      }
      assertThat(running.ask("GET", "/api/v1/words", login.cookie()).status()).isEqualTo(200);
      try (LiveSocket socket =
          LiveSocket.open("127.0.0.1", running.port(), LiveSocket.origin(), login.cookie())) {
        socket.say("{\"subscribe\":[\"now\"]}");
        assertThat(socket.next("\"state\"")).contains("verdict");
      }
      org.awaitility.Awaitility.await()
          .atMost(Http.PATIENCE)
          .until(() -> running.server().queues().get(1).depth() == 0);
    }
  }

  private static byte[] corrupted(Random random, String good) {
    byte[] bytes = good.getBytes(StandardCharsets.ISO_8859_1);
    byte[] hostile = {0, '\r', '\n', ' ', ':', (byte) 0xff, '%', '/', '0', 'A', '\t', ';', '"'};
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] =
          random.nextBoolean()
              ? hostile[random.nextInt(hostile.length)]
              : (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
        : bytes;
  }

  /// Half of them a right upgrade with broken frames after it.
  private static byte[] afterUpgrade(String upgrade, byte[] bytes) {
    if (bytes.length % 2 == 0) {
      return bytes;
    }
    byte[] head = upgrade.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return all;
  }

  private static Http.Answer logIn(Running running, String password) {
    return running.send(
        "POST",
        "/api/v1/session",
        vedette.app.web.json.ViewJson.text(
            vedette.app.web.json.ViewJson.object().put("password", password)));
  }
}
