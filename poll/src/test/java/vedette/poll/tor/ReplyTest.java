package vedette.poll.tor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;

class ReplyTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
  private static final String ADDRESS = "a".repeat(56);

  private static Reply reply(String... lines) throws IOException, ControlException {
    return Reply.read(in(String.join("\r\n", lines) + "\r\n"));
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void statusIsReadAndNothingOfACircuitButThatItIsBuilt() throws Exception {
    Reply reply =
        reply(
            "250-version=0.4.9.11",
            "250-status/bootstrap-phase=NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY=\"Done\"",
            "250-status/circuit-established=1",
            "250+circuit-status=",
            "4 BUILT $AA~x,$BB~y PURPOSE=GENERAL",
            "5 EXTENDED $AA~x PURPOSE=GENERAL",
            "7 BUILT $CC~z PURPOSE=HS_SERVICE_INTRO REND_QUERY=" + ADDRESS,
            ".",
            "250-traffic/read=123456",
            "250-traffic/written=654",
            "250 OK");
    TorAnswer.Status status = Answers.status(reply, Optional.of("61"));
    assertThat(status)
        .isEqualTo(
            new TorAnswer.Status(
                "0.4.9.11",
                OptionalInt.of(100),
                "Done",
                Optional.empty(),
                true,
                2,
                OptionalLong.of(123_456),
                OptionalLong.of(654),
                Optional.of(Duration.ofSeconds(61))));
    assertThat(status.toString()).doesNotContain(ADDRESS).doesNotContain("$AA");
  }

  @Test
  void whatStandsInTorsWayIsSaid() throws Exception {
    Reply reply =
        reply(
            "250-version=0.4.9.11",
            "250-status/bootstrap-phase=WARN BOOTSTRAP PROGRESS=10 TAG=conn_done SUMMARY=\"Connected"
                + " to a relay\" WARNING=\"No route to \\\"host\\\"\" REASON=NOROUTE COUNT=3",
            "250-circuit-status=",
            "250 OK");
    TorAnswer.Status status = Answers.status(reply, Optional.empty());
    assertThat(status.progress()).hasValue(10);
    assertThat(status.warning()).contains("No route to \"host\"");
    assertThat(status.circuits()).isZero();
    assertThat(status.read()).isEmpty();
  }

  @Test
  void onionServicesAreReadInTheirOrderWithTheirPorts() throws Exception {
    Reply reply =
        reply(
            "250-HiddenServiceDir=/nowhere/tor/lnd/",
            "250-HiddenServicePort=9735 127.0.0.1:9735",
            "250-HiddenServicePort=8080",
            "250-HiddenServiceVersion=3",
            "250 HiddenServiceDir=/nowhere/tor/electrs");
    assertThat(Answers.configured(reply, new Publications()))
        .containsExactly(
            new TorAnswer.Onion("lnd", Optional.empty(), List.of(9735, 8080), Optional.empty()),
            new TorAnswer.Onion("electrs", Optional.empty(), List.of(), Optional.empty()));
    assertThat(Answers.configured(reply("250 HiddenServiceOptions"), new Publications())).isEmpty();
  }

  @Test
  void anUploadThatSomeDirectoryTookCountsThoughAnotherRefused() throws Exception {
    Publications publications = new Publications();
    String rest = ADDRESS + " UNKNOWN $DD~w desc";
    assertThat(publications.heard(reply("650 HS_DESC UPLOAD " + rest), NOW)).isFalse();
    assertThat(publications.of(ADDRESS)).isEmpty();
    String refused = "650 HS_DESC FAILED " + rest + " REASON=UPLOAD_REJECTED";
    assertThat(publications.heard(reply(refused), NOW)).isTrue();
    assertThat(publications.of(ADDRESS + ".onion").orElseThrow().done()).isFalse();
    assertThat(publications.heard(reply("650 HS_DESC UPLOADED " + rest), NOW)).isTrue();
    assertThat(publications.heard(reply(refused), NOW)).isFalse();
    assertThat(publications.of(ADDRESS)).contains(new TorAnswer.Publication(true, NOW));
    assertThat(publications.heard(reply("650 HS_DESC FAILED x REASON=NOT_FOUND"), NOW)).isFalse();
  }

  @Test
  void aReplyWithoutEndIsRefused() {
    byte[] one = new byte[Reply.LARGEST + 10];
    Arrays.fill(one, (byte) 'x');
    assertThatThrownBy(() -> Reply.read(new ByteArrayInputStream(one)))
        .isInstanceOfSatisfying(
            ControlException.class,
            it -> assertThat(it.outcome().trouble()).isEqualTo(Trouble.GARBAGE))
        .hasMessageContaining("a line of more than 65536 bytes");
    String many = "250-a=b\r\n".repeat(100_000);
    assertThatThrownBy(() -> Reply.read(in(many))).hasMessageContaining("more than 16384 lines");
    String large = ("250-" + "x".repeat(60_000) + "\r\n").repeat(20);
    assertThatThrownBy(() -> Reply.read(in(large))).hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void aCutReplyIsTheEndOfTheConnection() {
    assertThatThrownBy(() -> Reply.read(in("250-version=1\r\n250+circuit-status=\r\n1 BUILT")))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> Reply.read(in("HTTP/1.1 400 Bad Request\r\n")))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("expected a reply of Tor's control port");
  }

  @Test
  void aPasswordIsOneQuotedString() {
    assertThat(Login.quoted("a\"b\\c\r\nQUIT")).isEqualTo("\"a\\\"b\\\\c\\r\\nQUIT\"");
  }

  @Test
  void theCookiesPathIsUnquotedAndMustBeWhole() throws Exception {
    String auth = "AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE=\"/run/t\\\"or/c\"";
    assertThat(Login.methods(auth)).containsExactly("COOKIE", "SAFECOOKIE");
    assertThat(Login.cookieFile(auth)).isEqualTo(Path.of("/run/t\"or/c"));
    assertThatThrownBy(() -> Login.cookieFile("AUTH METHODS=COOKIE COOKIEFILE=\"relative\""))
        .isInstanceOf(ControlException.class);
  }

  /// Any bytes are a reply, an end or garbage; any reply is an answer or a refusal.
  @FuzzTest(maxDuration = "1m")
  void anyBytesAreReadOrRefused(byte[] bytes) {
    InputStream in = new ByteArrayInputStream(bytes);
    try {
      while (true) {
        Reply reply = Reply.read(in);
        assertThat(Answers.configured(reply, new Publications())).hasSizeLessThanOrEqualTo(64);
        new Publications().heard(reply, NOW);
        Answers.status(reply, Optional.of(reply.words()));
      }
    } catch (IOException | ControlException refused) {
      assertThat(refused.getMessage()).isNotNull();
    }
  }
}
