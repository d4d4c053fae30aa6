package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a browser may be made to do by another site's page.
class OtherSitesTest {
  private static final String WRONG = "{\"password\":\"wrong\"}";

  @TempDir Path folder;

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

  private static int status(int port, String... headers) throws IOException {
    try (LiveSocket socket = LiveSocket.open("127.0.0.1", port, headers)) {
      return socket.status();
    }
  }
}
