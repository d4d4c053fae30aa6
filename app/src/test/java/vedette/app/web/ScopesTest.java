package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may see and do what.
class ScopesTest {
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
          // Of the nodes alone, made from their states.
          .contains("\"sentence\":\"The node is at the tip.\"")
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
}
