package vedette.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelTest {
  private static final String TOKEN = "planted-token-4711";
  private static final Optional<Hidden> HIDDEN = Optional.of(new Hidden(() -> TOKEN));

  static final Message MESSAGE =
      new Message(
          "id-1",
          1_700_000_000_000L,
          Message.Status.FIRING,
          "critical",
          "Critical: main: no outbound peer",
          "critical: main: no outbound peer\n  Look at the network.",
          "the same, and channel 123x1x0 has 4500 sat",
          List.of(
              new Message.Item("BitcoinNoPeers", "main", "critical", true, "no outbound peer", 1)));

  private static Channel channel(Channel.Target target) {
    return channel(target, Route.DIRECT);
  }

  private static Channel channel(Channel.Target target, Route route) {
    return new Channel("one", target, route, "warning", true, false, 30);
  }

  private static Channel.Address at(HttpSink sink, String path) {
    return new Channel.Address.Open(sink.uri(path));
  }

  @Test
  void aWebhookGetsJson() {
    try (HttpSink sink = HttpSink.taking()) {
      Delivery.deliver(channel(new Channel.Webhook(at(sink, "/hook"), HIDDEN)), MESSAGE);
      assertThat(sink.got()).hasSize(1);
      assertThat(sink.got().getFirst().line()).isEqualTo("POST /hook HTTP/1.1");
      assertThat(sink.got().getFirst().head())
          .contains("Content-Type: application/json")
          .contains("Authorization: Bearer " + TOKEN);
      assertThat(sink.got().getFirst().body())
          .contains("\"id\":\"id-1\"")
          .contains("\"status\":\"firing\"")
          .contains("\"rule\":\"BitcoinNoPeers\"")
          .doesNotContain("4500");
    }
  }

  @Test
  void amountsAndIdsAreToldOnlyToThoseWhoAsk() {
    try (HttpSink sink = HttpSink.taking()) {
      Channel open =
          new Channel(
              "one",
              new Channel.Webhook(at(sink, "/"), Optional.empty()),
              Route.DIRECT,
              "info",
              true,
              true,
              30);
      Delivery.deliver(open, MESSAGE);
      assertThat(sink.got().getFirst().body()).contains("123x1x0 has 4500 sat");
    }
  }

  @Test
  void ntfyGetsTextWithTitleAndPriority() {
    try (HttpSink sink = HttpSink.taking()) {
      Delivery.deliver(channel(new Channel.Ntfy(at(sink, "/topic"), HIDDEN)), MESSAGE);
      assertThat(sink.got().getFirst().head())
          .startsWith("POST /topic HTTP/1.1")
          .contains("Title: Critical: main: no outbound peer")
          .contains("Priority: 5");
      assertThat(sink.got().getFirst().body()).isEqualTo(MESSAGE.text());
    }
  }

  @Test
  void aTelegramBotSpeaksToItsChat() {
    try (HttpSink sink = HttpSink.taking()) {
      Delivery.deliver(
          channel(new Channel.Telegram(sink.uri(""), HIDDEN.orElseThrow(), "-100123")), MESSAGE);
      assertThat(sink.got().getFirst().line())
          .isEqualTo("POST /bot" + TOKEN + "/sendMessage HTTP/1.1");
      assertThat(sink.got().getFirst().body()).contains("\"chat_id\":\"-100123\"");
    }
  }

  @Test
  void matrixGetsTheSameTransactionAtEachAttempt() {
    try (HttpSink sink = HttpSink.taking()) {
      Channel matrix =
          channel(new Channel.Matrix(at(sink, ""), HIDDEN.orElseThrow(), "!room:node.example"));
      Delivery.deliver(matrix, MESSAGE);
      Delivery.deliver(matrix, MESSAGE);
      assertThat(sink.got())
          .extracting(HttpSink.Got::line)
          .containsOnly(
              "PUT /_matrix/client/v3/rooms/%21room%3Anode.example/send/m.room.message/id-1"
                  + " HTTP/1.1");
    }
  }

  @Test
  void aCommandGetsTheTextOnStandardInputAndNoSecretsOfVedette(@TempDir Path folder)
      throws Exception {
    Path out = folder.resolve("out");
    Delivery.deliver(
        channel(
            new Channel.Command(
                List.of("/bin/sh", "-c", "cat > \"$0\"; env >> \"$0\"", out.toString()))),
        MESSAGE);
    assertThat(Files.readString(out))
        .startsWith(MESSAGE.title() + "\n\n" + MESSAGE.text())
        .doesNotContain("JAVA_HOME");
    assertThatThrownBy(
            () -> Delivery.deliver(channel(new Channel.Command(List.of("/bin/false"))), MESSAGE))
        .hasMessage("the command ended with code 1");
    assertThatThrownBy(
            () -> Delivery.deliver(channel(new Channel.Command(List.of("/no/such"))), MESSAGE))
        .hasMessage("the command cannot be started");
  }

  @Test
  void namesAreLookedUpByTheProxy() {
    try (HttpSink sink = HttpSink.taking();
        SocksSink proxy = new SocksSink(sink.port())) {
      URI hidden = URI.create("http://no-such-name-anywhere.onion/hook");
      Delivery.deliver(
          channel(
              new Channel.Webhook(new Channel.Address.Open(hidden), Optional.empty()),
              new Route(Optional.of(new Route.Proxy("127.0.0.1", proxy.port())), Optional.empty())),
          MESSAGE);
      assertThat(proxy.asked()).containsExactly("no-such-name-anywhere.onion:80");
      assertThat(sink.got()).hasSize(1);
    }
  }

  @Test
  void whatIsRefusedIsNotTriedAgainAndWhatIsBusyIs() {
    try (HttpSink sink =
        new HttpSink(number ->
            switch (number) {
              case 1 -> "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
              case 2 -> "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
              case 3 -> "HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\n\r\n";
              case 4 -> "";
              default -> "I am no web server\r\n";
            })) {
      Channel hook = channel(new Channel.Webhook(at(sink, "/secret-path"), Optional.empty()));
      refused(hook, "127.0.0.1 answered 403: no", false);
      refused(hook, "127.0.0.1 answered 503", true);
      refused(hook, "127.0.0.1 answered 302", false);
      refused(hook, "127.0.0.1: expected an answer of HTTP. Found: ", true);
      refused(hook, "127.0.0.1: expected an answer of HTTP. Found: I am no web server", true);
    }
  }

  private static void refused(Channel channel, String message, boolean passing) {
    assertThatThrownBy(() -> Delivery.deliver(channel, MESSAGE))
        .isInstanceOfSatisfying(
            NotifyException.class,
            refused -> {
              assertThat(refused.text()).isEqualTo(message).doesNotContain("secret-path");
              assertThat(refused.passing()).isEqualTo(passing);
            });
  }

  @Test
  void noErrorNamesASecret() {
    Channel telegram =
        channel(new Channel.Telegram(URI.create("http://127.0.0.1:1"), HIDDEN.orElseThrow(), "1"));
    assertThatThrownBy(() -> Delivery.deliver(telegram, MESSAGE))
        .hasMessageContaining("127.0.0.1 was not reached")
        .hasMessageNotContaining(TOKEN);
    assertThat(telegram.toString()).doesNotContain(TOKEN);
    Channel bad =
        channel(
            new Channel.Webhook(
                new Channel.Address.Secret(new Hidden(() -> "not an address " + TOKEN)),
                Optional.empty()));
    assertThatThrownBy(() -> Delivery.deliver(bad, MESSAGE)).hasMessageNotContaining(TOKEN);
  }

  @Test
  void aChannelTakesOnlyWhatIsSevereEnough() {
    Channel calm =
        new Channel(
            "calm", new Channel.Command(List.of("x")), Route.DIRECT, "critical", false, false, 1);
    assertThat(calm.takes(MESSAGE)).isTrue();
    assertThat(calm.takes(with(Message.Status.FIRING, "warning"))).isFalse();
    assertThat(calm.takes(with(Message.Status.RESOLVED, "critical"))).isFalse();
    assertThat(calm.takes(with(Message.Status.TEST, "info"))).isTrue();
  }

  private static Message with(Message.Status status, String severity) {
    return new Message("id", 0, status, severity, "title", "text", "details", List.of());
  }
}
