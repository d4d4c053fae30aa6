package vedette.app.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.Config;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.poll.Secret;
import vedette.poll.Unaskable;
import vedette.poll.monerod.FoundMonerod;
import vedette.poll.monerod.Monerod;
import vedette.poll.tls.Trust;

class MonerodOfferTest {
  @TempDir Path folder;

  private Config config(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("vedette.yaml"), "directory: .\n" + yaml);
    return Loaded.from(new ConfigSource(Optional.of(file), Map.of(), Map.of(), folder)).config();
  }

  private static FoundMonerod found(String endpoint, Integer... ports) {
    return new FoundMonerod(
        "monero",
        20,
        Optional.empty(),
        "mainnet",
        Optional.empty(),
        Optional.of(URI.create(endpoint)),
        Set.of(ports),
        false,
        Optional.of(new Monerod.Login("u", Secret.of("p"))),
        List.of());
  }

  private static Monerod service(Offer.Offered offered) {
    return (Monerod) offered.service();
  }

  @Test
  void declaredNodeIsOfferedWithItsSecret() throws Exception {
    Files.writeString(folder.resolve("password"), "correct horse\n");
    Config config =
        config(
            """
            discovery: false
            monerod:
              - key: far
                url: https://xmr.example:18089
                user: mon
                password: {file: password}
                needs: [main]
            """);
    MonerodOffer offer = new MonerodOffer(_ -> List.of(found("http://127.0.0.1:18081/", 18_081)));
    Offer.Offered only = offer.offered(config, Offer.Seen.of()).getFirst();
    assertThat(only.key()).isEqualTo("far");
    assertThat(only.needs()).containsExactly("main");
    assertThat(service(only).login())
        .contains(new Monerod.Login("mon", Secret.of("correct horse")));
    assertThat(service(only).trust()).isInstanceOf(Trust.FirstUse.class);
    assertThat(only.toString()).doesNotContain("horse");
    assertThat(offer.offered(config, Offer.Seen.of()))
        .as("the same again is equal, so that it is not asked anew")
        .containsExactly(only);
  }

  @Test
  void pinAndAuthoritiesAreBelievedInstead() throws Exception {
    Config config =
        config(
            """
            discovery: false
            monerod:
              - {key: a, url: "https://a.example", pin: "%s"}
              - {key: b, url: "https://b.example", trust: authorities}
            """
                .formatted("ab:".repeat(31) + "AB"));
    List<Offer.Offered> all = new MonerodOffer(_ -> List.of()).offered(config, Offer.Seen.of());
    assertThat(service(all.get(0)).trust().toString()).contains("AB:AB:AB:AB");
    assertThat(service(all.get(1)).trust()).isEqualTo(new Trust.Authorities());
  }

  @Test
  void foundNodeIsOfferedWithWhatItsOptionsSay() throws Exception {
    MonerodOffer offer = new MonerodOffer(_ -> List.of(found("https://127.0.0.1:18081/", 18_081)));
    Offer.Offered only = offer.offered(config(""), Offer.Seen.of()).getFirst();
    assertThat(only.key()).isEqualTo("monero");
    assertThat(service(only).login()).contains(new Monerod.Login("u", Secret.of("p")));
    assertThat(service(only).trust()).isInstanceOf(Trust.FirstUse.class);
    assertThat(offer.offered(config(""), Offer.Seen.of())).containsExactly(only);
  }

  @Test
  void nodeThatIsDeclaredIsNotFoundOnceMore() throws Exception {
    MonerodOffer offer =
        new MonerodOffer(_ -> List.of(found("http://127.0.0.1:18081/", 18_081, 18_089)));
    for (String url :
        List.of("http://localhost:18089", "http://[::1]:18081", "http://127.0.0.1:18081")) {
      Config config = config("monerod: [{key: mine, url: \"" + url + "\"}]\n");
      assertThat(offer.offered(config, Offer.Seen.of()))
          .as(url)
          .extracting(Offer.Offered::key)
          .containsExactly("mine");
    }
    Config other = config("monerod: [{key: mine, url: \"http://other.example:18081\"}]\n");
    assertThat(offer.offered(other, Offer.Seen.of())).hasSize(2);
  }

  @Test
  void secretThatIsNotThereIsSaidByItsPlaceAndConcernsNoOtherNode() throws Exception {
    Config config =
        config(
            """
            monerod:
              - {key: a, url: "http://a.example:1", user: u, password: {file: none}}
              - {key: b, url: "http://b.example:1"}
            """);
    List<Offer.Offered> all = new MonerodOffer(_ -> List.of()).offered(config, Offer.Seen.of());
    assertThat(all).extracting(Offer.Offered::key).containsExactly("a", "b");
    Unaskable without = (Unaskable) all.getFirst().service();
    assertThat(without.why()).contains("none: expected a file with a secret");
    assertThat(service(all.get(1)).login()).isEmpty();
  }

  @Test
  void foundNodeThatCannotBeAskedSaysWhyUnlessOneIsDeclared() throws Exception {
    FoundMonerod hidden =
        new FoundMonerod(
            "monero",
            20,
            Optional.empty(),
            "mainnet",
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            false,
            Optional.empty(),
            List.of("Its RPC is hidden. Do: publish it."));
    MonerodOffer offer = new MonerodOffer(_ -> List.of(hidden));
    assertThat(offer.offered(config(""), Offer.Seen.of()).getFirst().service())
        .isEqualTo(new Unaskable("get_info", "Its RPC is hidden. Do: publish it."));
    assertThat(
            offer.offered(
                config("monerod: [{key: mine, url: \"http://10.0.0.9:18081\"}]\n"),
                Offer.Seen.of()))
        .extracting(Offer.Offered::key)
        .containsExactly("mine");
  }

  @Test
  void userWithoutPasswordIsRefused() {
    assertThatThrownBy(() -> config("monerod: [{key: a, url: \"http://a.example:1\", user: u}]\n"))
        .hasMessageContaining("monerod[0].user needs monerod[0].password");
  }
}
