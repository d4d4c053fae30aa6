package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.Config;
import vedette.app.web.api.Events;
import vedette.app.web.auth.Sessions;

/// How one gets in, and for how long.
class LoginTest {
  @TempDir Path folder;

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
      Config same = Running.onPort(Running.config(folder), running.port());
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
      Http.Answer page = running.ask("GET", path, "Accept: text/html,*/*;q=0.8");
      assertThat(page.status()).isEqualTo(303);
      assertThat(page.header("Location")).isEqualTo("/#/login?link=old");
      assertThat(page.header("Set-Cookie")).isEmpty();
      String cookie = first.header("Set-Cookie").replaceFirst(";.*", "");
      assertThat(running.ask("GET", path, "Cookie: " + cookie).header("Location")).isEqualTo("/");
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

  private static Http.Answer logIn(Running running, String password) {
    return running.send(
        "POST",
        "/api/v1/session",
        vedette.app.web.json.ViewJson.text(
            vedette.app.web.json.ViewJson.object().put("password", password)));
  }
}
