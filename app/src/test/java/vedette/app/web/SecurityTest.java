package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.web.api.Events;
import vedette.app.web.auth.Sessions;

class SecurityTest {
  private static final String WRONG = "{\"password\":\"wrong\"}";

  @TempDir Path folder;

  @Test
  void withoutASessionNothingIsShown() {
    try (Running running = Running.start(folder)) {
      for (String path :
          List.of(
              "/api/v1/session",
              "/api/v1/topics/now",
              "/api/v1/topics/peers/bobs-node",
              "/api/v1/topics/system",
              "/api/v1/nodes/bobs-node/peers/11",
              "/api/v1/tokens",
              "/api/v1/series/names",
              "/api/v1/words",
              "/api/v1/recordings",
              "/api/v1/sessions?node=bobs-node&from=0&to=9",
              "/api/v1/blocks?node=bobs-node")) {
        Http.Answer answer = running.ask("GET", path);
        assertThat(answer.status()).as(path).isEqualTo(401);
        assertThat(answer.body()).doesNotContain(Planted.SECRET, "bobs");
      }
    }
  }

  @Test
  void theFirstPasswordIsMadeHereAndKeptAsArgon2idForItsUserOnly() throws Exception {
    String password;
    try (Running running = Running.start(folder)) {
      password = running.password();
      assertThat(password).hasSize(23);
      assertThat(logIn(running, password).status()).isEqualTo(204);
      assertThat(logIn(running, password + "x").status()).isEqualTo(401);
    }
    Path file = folder.resolve("web/password");
    assertThat(Files.readString(file)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    try (Stream<Path> all = Files.walk(folder.resolve("web"))) {
      assertThat(all)
          .isNotEmpty()
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .as(path.toString())
                  .endsWith("------"));
    }
    try (Running again = Running.start(folder)) {
      assertThat(again.password()).isEmpty();
      assertThat(logIn(again, password).status()).isEqualTo(204);
    }
  }

  @Test
  void onOtherAddressesItRefusesToStartWithoutAPassword() throws Exception {
    assertThatThrownBy(() -> Running.start(folder, "web.address=0.0.0.0"))
        .isInstanceOfSatisfying(WebException.class, e -> assertThat(e.passing()).isFalse())
        .hasMessageContaining("web.address: expected a loopback address")
        .hasMessageContaining("vedette login --new-password");
    Running.start(folder).close();
    // Now there is one.
    Running.start(folder, "web.address=0.0.0.0").close();
  }

  @Test
  void aFolderThatOthersMayReadIsRefused() throws Exception {
    Files.createDirectory(
        folder.resolve("web"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    assertThatThrownBy(() -> Running.start(folder))
        .isInstanceOf(WebException.class)
        .hasMessageContaining("expected rights rwx------. Found: rwxr-xr-x");
  }

  @Test
  void aTakenPortIsToldAndARetryMayHelp() throws Exception {
    try (Running running = Running.start(folder)) {
      var config = Running.config(folder);
      var web = config.web();
      var same =
          new vedette.app.config.Config(
              config.nodes(),
              config.discovery(),
              config.demo(),
              config.directory(),
              config.tap(),
              config.poll(),
              new vedette.app.config.Config.Web(
                  web.address(),
                  running.port(),
                  false,
                  List.of(),
                  List.of(),
                  List.of(),
                  web.password(),
                  web.metrics()),
              config.metrics(),
              config.history(),
              config.recordings(),
              config.log(),
              config.monerod(),
              config.electrum(),
              config.lnd(),
              config.openbao(),
              config.backup(),
              config.alerts(),
              config.machine(),
              config.truebit());
      assertThatThrownBy(() -> WebServer.start(same, new Planted(), new Events()))
          .isInstanceOfSatisfying(WebException.class, e -> assertThat(e.passing()).isTrue())
          .hasMessageContaining("expected to listen on 127.0.0.1 port " + running.port());
    }
  }

  @Test
  void aLoginLinkWorksOnce() {
    try (Running running = Running.start(folder)) {
      String path = running.server().loginLink().getPath();
      Http.Answer first = running.ask("GET", path);
      assertThat(first.status()).isEqualTo(303);
      assertThat(first.header("Location")).isEqualTo("/");
      assertThat(first.header("Set-Cookie"))
          .contains("HttpOnly", "SameSite=Strict", "Path=/")
          .doesNotContain("Secure");
      assertThat(running.ask("GET", path).status()).isEqualTo(401);
      assertThat(running.ask("GET", "/login/" + "x".repeat(43)).status()).isEqualTo(401);
      assertThat(running.ask("GET", "/login/..%2f..%2fpassword").status()).isIn(400, 401);
    }
  }

  @Test
  void loginLinksAndSessionsEndWithTime() {
    SettableClock clock = new SettableClock();
    try (Running running = Running.start(folder, clock, 10)) {
      String path = running.server().loginLink().getPath();
      clock.add(Duration.ofMinutes(16));
      assertThat(running.ask("GET", path).status()).isEqualTo(401);
      Running.Login login = running.login();
      clock.add(Sessions.IDLE.minusMinutes(1));
      assertThat(running.ask("GET", "/api/v1/words", login.cookie()).status()).isEqualTo(200);
      clock.add(Sessions.IDLE.plusMinutes(1));
      assertThat(running.ask("GET", "/api/v1/words", login.cookie()).status()).isEqualTo(401);
      Running.Login busy = running.login();
      for (int i = 0; i < 14; i++) {
        clock.add(Duration.ofHours(11));
        assertThat(running.ask("GET", "/api/v1/words", busy.cookie()).status()).isEqualTo(200);
      }
      clock.add(Sessions.LONGEST.minusHours(14 * 11).plusMinutes(1));
      assertThat(running.ask("GET", "/api/v1/words", busy.cookie()).status()).isEqualTo(401);
    }
  }

  @Test
  void aNewPasswordEndsEverySession() {
    try (Running running = Running.start(folder)) {
      Running.Login login = running.login();
      new vedette.app.web.auth.Owner(vedette.app.web.auth.StateFiles.in(folder)).newPassword();
      assertThat(running.ask("GET", "/api/v1/words", login.cookie()).status()).isEqualTo(401);
    }
  }

  @Test
  void aProxyThatSaysHttpsGetsASecureCookie() {
    try (Running running = Running.start(folder, "web.trusted-proxies=127.0.0.1")) {
      Http.Answer answer =
          running.ask(
              "GET",
              running.server().loginLink().getPath(),
              "X-Forwarded-Proto: https",
              "X-Forwarded-For: 198.51.100.1");
      assertThat(answer.header("Set-Cookie")).contains("; Secure");
    }
  }

  @Test
  void whatChangesSomethingNeedsTheCsrfValue() {
    try (Running running = Running.start(folder)) {
      Running.Login login = running.login();
      String body = "{\"name\":\"a\",\"scope\":\"read\"}";
      assertThat(running.send("POST", "/api/v1/tokens", body, login.cookie()).status())
          .isEqualTo(403);
      assertThat(
              running
                  .send("POST", "/api/v1/tokens", body, login.cookie(), "X-Vedette-Csrf: x")
                  .status())
          .isEqualTo(403);
      assertThat(
              running.send("POST", "/api/v1/tokens", body, login.cookie(), login.csrf()).status())
          .isEqualTo(201);
      assertThat(running.send("DELETE", "/api/v1/session", "", login.cookie()).status())
          .isEqualTo(403);
    }
  }

  @Test
  void otherSitesCannotSendAnything() {
    try (Running running = Running.start(folder)) {
      Running.Login login = running.login();
      String body = "{\"name\":\"a\",\"scope\":\"read\"}";
      for (String from :
          List.of(
              "Origin: http://evil.example",
              "Origin: null",
              "Origin: http://127.0.0.1:" + running.port() + ".evil.example",
              "Sec-Fetch-Site: cross-site")) {
        assertThat(
                running
                    .send("POST", "/api/v1/tokens", body, login.cookie(), login.csrf(), from)
                    .status())
            .as(from)
            .isEqualTo(403);
        assertThat(running.send("POST", "/api/v1/session", WRONG, from).status())
            .as(from)
            .isEqualTo(403);
      }
      assertThat(
              running.send("POST", "/api/v1/session", WRONG, "Content-Type: text/plain").status())
          .isEqualTo(415);
      String own = "Origin: http://127.0.0.1:" + running.port();
      assertThat(
              running
                  .send("POST", "/api/v1/tokens", body, login.cookie(), login.csrf(), own)
                  .status())
          .isEqualTo(201);
    }
  }

  @Test
  void otherSitesCannotOpenTheLiveStream() throws Exception {
    try (Running running = Running.start(folder, "web.origins=https://node.example")) {
      Running.Login login = running.login();
      int port = running.port();
      assertThat(status(port, login.cookie(), "Origin: http://evil.example")).isEqualTo(403);
      assertThat(status(port, login.cookie(), "Origin: null")).isEqualTo(403);
      assertThat(status(port, login.cookie())).isEqualTo(403);
      assertThat(status(port, LiveSocket.origin())).isEqualTo(401);
      assertThat(status(port, login.cookie(), LiveSocket.origin())).isEqualTo(101);
      assertThat(status(port, login.cookie(), "Origin: https://node.example")).isEqualTo(101);
    }
  }

  @Test
  void aNameThatIsNotOursIsRefused() {
    try (Running running = Running.start(folder, "web.hosts=Node.example")) {
      for (String host :
          List.of(
              "evil.example",
              "127.0.0.1.evil.example",
              "localhost.evil.example",
              "",
              "[::1",
              "node.example.",
              "2130706433")) {
        assertThat(running.ask("GET", "/healthz", "Host: " + host).status())
            .as(host)
            .isIn(400, 421);
      }
      for (String host :
          List.of("localhost:1", "127.0.0.1", "[::1]:5", "192.0.2.7:80", "NODE.EXAMPLE:443")) {
        assertThat(running.ask("GET", "/healthz", "Host: " + host).status())
            .as(host)
            .isEqualTo(200);
      }
    }
  }

  @Test
  void otherMethodsAreRefused() {
    try (Running running = Running.start(folder)) {
      for (String method : List.of("TRACE", "OPTIONS", "PUT", "PATCH", "CONNECT", "QUERY", "XYZ")) {
        assertThat(running.ask(method, "/healthz").status()).as(method).isIn(400, 405);
      }
    }
  }

  @Test
  void everyAnswerKeepsBrowsersStrictAndTellsNoVersion() {
    try (Running running = Running.start(folder)) {
      for (String path :
          List.of("/", "/healthz", "/api/v1/words", "/nothing.js", "/api/v1/nothing")) {
        Http.Answer answer = running.ask("GET", path);
        assertThat(answer.header("Content-Security-Policy"))
            .as(path)
            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
            .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("Cache-Control")).isNotEmpty();
        assertThat(answer.head().toLowerCase(Locale.ROOT))
            .doesNotContain("jetty", "javalin", "server:", "jsessionid", "access-control");
      }
    }
  }

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
  void tokensMayDoWhatTheirScopeSaysAndNothingAfterTheyAreTakenAway() throws Exception {
    try (Running running = Running.start(folder)) {
      Running.Login login = running.login();
      String made =
          running
              .send(
                  "POST",
                  "/api/v1/tokens",
                  "{\"name\":\"grafana\",\"scope\":\"read\"}",
                  login.cookie(),
                  login.csrf())
              .body();
      String token = made.replaceAll(".*\"token\":\"([^\"]+)\".*", "Authorization: Bearer $1");
      String id = made.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
      assertThat(running.ask("GET", "/api/v1/topics/system", token).status()).isEqualTo(200);
      assertThat(running.ask("GET", "/api/v1/tokens", token).status()).isEqualTo(403);
      assertThat(running.send("POST", "/api/v1/recordings", "{\"name\":\"a\"}", token).status())
          .isEqualTo(403);
      assertThat(running.ask("GET", "/api/v1/words", "Authorization: Bearer nothing").status())
          .isEqualTo(401);
      assertThat(running.ask("GET", "/api/v1/words", "Authorization: Basic b3A6").status())
          .isEqualTo(401);
      assertThat(status(running.port(), token)).isEqualTo(101);
      assertThat(Files.readString(folder.resolve("web/tokens")))
          .doesNotContain(token.substring("Authorization: Bearer ".length()));
      assertThat(running.ask("GET", "/api/v1/tokens", login.cookie()).body())
          .contains("grafana")
          .doesNotContain("\"token\"");
      running.ask("DELETE", "/api/v1/tokens/" + id, login.cookie(), login.csrf());
      assertThat(running.ask("GET", "/api/v1/words", token).status()).isEqualTo(401);
    }
  }

  @Test
  void thePublicViewHidesWhatIsTheOwners() throws Exception {
    try (Running running = Running.start(folder, "web.public=true")) {
      StringBuilder all = new StringBuilder();
      for (String path :
          List.of(
              "/api/v1/session",
              "/api/v1/topics/now",
              "/api/v1/topics/blocks/node1",
              "/api/v1/topics/mempool/node1",
              "/api/v1/topics/network/node1",
              "/api/v1/series/names",
              "/api/v1/series?node=node1&names=bytes_in&from=1&to=2")) {
        Http.Answer answer = running.ask("GET", path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        all.append(answer.body());
      }
      for (String path :
          List.of(
              "/api/v1/topics/peers/node1",
              "/api/v1/topics/system",
              "/api/v1/topics/blocks/bobs-node",
              "/api/v1/series?node=bobs-node&names=bytes_in" + "&from=1&to=2")) {
        assertThat(running.ask("GET", path).status()).as(path).isEqualTo(404);
      }
      try (LiveSocket socket = LiveSocket.open("127.0.0.1", running.port(), LiveSocket.origin())) {
        all.append(socket.next());
        for (String topic : List.of("now", "blocks/node1", "mempool/node1", "network/node1")) {
          socket.say("{\"subscribe\":[\"" + topic + "\"]}");
          all.append(socket.next("\"state\""));
        }
        for (String wrong :
            List.of(
                "{\"subscribe\":[\"peers/node1\"]}",
                "{\"subscribe\":[\"system\"]}",
                "{\"subscribe\":[\"blocks/bobs-node\"]}",
                "{\"events\":{\"node\":\"node1\",\"select\":\"\"}}")) {
          socket.say(wrong);
          assertThat(socket.next("\"error\"")).isNotEmpty();
        }
      }
      assertThat(all.toString())
          .doesNotContain(Planted.SECRET, "203.0.113", "bobs", "Bob")
          .contains("\"height\":7", "\"node1\"", "\"offset_micros\":7", "\"fee_rates\"");
    }
  }

  @Test
  void theReasonOfBadHealthIsNotForStrangers() {
    try (Running running = Running.start(folder)) {
      running.backend().well = false;
      assertThat(running.ask("GET", "/healthz").body()).contains("reader");
      Http.Answer far = running.ask("GET", "/healthz", "X-Forwarded-For: 198.51.100.1");
      assertThat(far.status()).isEqualTo(503);
      assertThat(far.body()).isEqualTo("{\"state\":\"bad\"}");
    }
  }

  @Test
  void metricsAreForThisMachineUnlessToldOtherwise() {
    try (Running running = Running.start(folder)) {
      assertThat(running.ask("GET", "/metrics").status()).isEqualTo(200);
      assertThat(running.ask("GET", "/metrics", "X-Real-IP: 198.51.100.1").status()).isEqualTo(401);
    }
    try (Running running = Running.start(folder, "web.metrics=nobody")) {
      assertThat(running.ask("GET", "/metrics").status()).isEqualTo(401);
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
          .atMost(Duration.ofSeconds(15))
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
          .until(() -> running.server().queues().getFirst().dropped() == 10);
      assertThat(Http.ask("127.0.0.31", running.port(), "GET", "/healthz", "", List.of()).status())
          .isEqualTo(200);
    } finally {
      for (Socket socket : all) {
        socket.close();
      }
    }
  }

  @Test
  void pathsDoNotLeadOutOfTheDashboardsFiles() {
    try (Running running = Running.start(folder)) {
      for (String path :
          List.of(
              "/../vedette/app/web/WebServer.class",
              "/..%2f..%2fetc/passwd",
              "/%2e%2e/x.js",
              "//etc/passwd.txt",
              "/assets/../../x.js",
              "/a%00.js",
              "/.git/config.json",
              "/vedette/app/Vedette.class",
              "/a;b=c.js",
              "/assets/.json")) {
        assertThat(running.ask("GET", path).status()).as(path).isIn(400, 404);
      }
    }
  }

  @Test
  void whatWasDoneStandsInTheAuditLogWithoutSecrets() throws Exception {
    try (Running running = Running.start(folder)) {
      logIn(running, "wrong\n\u001b[31m");
      logIn(running, running.password());
      Running.Login login = running.login();
      running.send(
          "POST",
          "/api/v1/tokens",
          "{\"name\":\"grafana\",\"scope\":\"read\"}",
          login.cookie(),
          login.csrf());
      running.send(
          "POST",
          "/api/v1/recordings",
          "{\"name\":\"r1\",\"select\":\"message=inv\"}",
          login.cookie(),
          login.csrf());
      running.ask("DELETE", "/api/v1/recordings/r-r1", login.cookie(), login.csrf());
      running.ask("DELETE", "/api/v1/session", login.cookie(), login.csrf());
      running.server().audit("config_reloaded", "2 changes");
      List<String> lines = Files.readAllLines(folder.resolve("web/audit.log"));
      assertThat(lines.stream().map(line -> line.split("\t", -1)[1]))
          .containsExactly(
              "password_made",
              "login_failed",
              "login",
              "login",
              "token_made",
              "recording_begun",
              "recording_ended",
              "logout",
              "config_reloaded");
      assertThat(String.join("\n", lines))
          .contains("r1 message=inv", "127.0.0.1", "grafana")
          .doesNotContain(running.password(), "wrong", "vedette_");
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
          .atMost(Duration.ofSeconds(40))
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

  private static int status(int port, String... headers) throws IOException {
    try (LiveSocket socket = LiveSocket.open("127.0.0.1", port, headers)) {
      return socket.status();
    }
  }

  /// Stands until it is moved.
  private static final class SettableClock extends Clock {
    private volatile Instant now = Instant.now();

    void add(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
