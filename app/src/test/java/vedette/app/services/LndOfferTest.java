package vedette.app.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.poll.Secret;
import vedette.poll.Unaskable;
import vedette.poll.lnd.FoundLnd;
import vedette.poll.lnd.Lnd;
import vedette.poll.lnd.Macaroon;

class LndOfferTest {
  private static final Offer.Parent MAIN = new Offer.Parent("main", "main");
  private static final Offer.Parent SIGNET = new Offer.Parent("signet", "signet");
  private static final Offer.Parent DEMO = new Offer.Parent("demo", "main");

  @TempDir private Path folder;

  private Config config(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("vedette.yaml"), "directory: .\n" + yaml);
    return Loaded.from(new ConfigSource(Optional.of(file), Map.of(), Map.of(), folder)).config();
  }

  private static FoundLnd found(String network, int port) {
    return new FoundLnd(
        "lnd",
        20,
        Optional.empty(),
        network,
        Optional.empty(),
        Optional.of(Lnd.at("127.0.0.1", port, Optional.empty(), new Macaroon.None("none"))),
        List.of());
  }

  private static Lnd service(Offer.Offered offered) {
    return (Lnd) offered.service();
  }

  @Test
  void declaredLndIsOfferedAsItWasDeclared() throws Exception {
    Config config =
        config(
            """
            discovery: false
            lnd:
              - key: attic
                url: https://127.0.0.1:8090
                tls-cert: tls.cert
                macaroon: vedette.macaroon
                needs: [signet]
            """);
    Offer.Offered only =
        new LndOffer(_ -> List.of()).offered(config, Offer.Seen.of(MAIN)).getFirst();
    assertThat(only.key()).isEqualTo("attic");
    assertThat(only.needs()).containsExactly("signet");
    assertThat(service(only))
        .isEqualTo(
            new Lnd(
                URI.create("https://127.0.0.1:8090/"),
                Optional.of(folder.resolve("tls.cert")),
                new Macaroon.InFile(folder.resolve("vedette.macaroon"))));
  }

  @Test
  void foundLndThatCannotBeAskedSaysWhyUnlessOneIsDeclared() throws Exception {
    FoundLnd hidden =
        new FoundLnd(
            "lnd",
            20,
            Optional.empty(),
            "mainnet",
            Optional.empty(),
            Optional.empty(),
            List.of("its REST is hidden. Do: set restlisten."));
    LndOffer offer = new LndOffer(_ -> List.of(hidden));
    Offer.Offered only = offer.offered(config(""), Offer.Seen.of(MAIN)).getFirst();
    assertThat(only.service())
        .isEqualTo(new Unaskable("state", "its REST is hidden. Do: set restlisten."));
    assertThat(only.needs()).containsExactly("main");
    Config declared = config("lnd: [{key: mine, url: \"https://10.0.0.9:8080\"}]\n");
    assertThat(offer.offered(declared, Offer.Seen.of()))
        .extracting(Offer.Offered::key)
        .containsExactly("mine");
  }

  @Test
  void macaroonMayBeASecretThatIsReadAgainEachTime() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "0201aa\n");
    Config config =
        config(
            """
            lnd: [{key: a, url: "https://h:8080", macaroon-hex: {file: secret}}]
            """);
    LndOffer offer = new LndOffer(_ -> List.of());
    assertThat(service(offer.offered(config, Offer.Seen.of()).getFirst()).macaroon())
        .isEqualTo(new Macaroon.Hex(Secret.of("0201aa")));
    Files.writeString(secret, "0201bb\n");
    assertThat(service(offer.offered(config, Offer.Seen.of()).getFirst()).macaroon())
        .isEqualTo(new Macaroon.Hex(Secret.of("0201bb")));
    Files.delete(secret);
    assertThat(service(offer.offered(config, Offer.Seen.of()).getFirst()).macaroon())
        .isInstanceOfSatisfying(
            Macaroon.None.class, none -> assertThat(none.words()).contains("secret"));
  }

  @Test
  void fileAndSecretExcludeEachOther() {
    assertThatThrownBy(() ->
            config(
                """
                lnd: [{key: a, url: "https://h:1", macaroon: m, macaroon-hex: {file: s}}]
                """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("lnd[0].macaroon-hex and lnd[0].macaroon exclude each other");
  }

  @Test
  void foundLndNeedsTheNodeOfItsNetworkAndNeverTheDemo() throws Exception {
    assertThat(
            new LndOffer(_ -> List.of(found("mainnet", 8080)))
                .offered(config(""), Offer.Seen.of(DEMO, SIGNET, MAIN)))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.key()).isEqualTo("lnd");
          assertThat(it.needs()).containsExactly("main");
        });
    assertThat(
            new LndOffer(_ -> List.of(found("signet", 8080)))
                .offered(config(""), Offer.Seen.of(DEMO, MAIN))
                .getFirst()
                .needs())
        .isEmpty();
  }

  @Test
  void declaredLndIsNotFoundASecondTime() throws Exception {
    LndOffer offer = new LndOffer(_ -> List.of(found("mainnet", 8080)));
    assertThat(
            offer.offered(
                config("lnd: [{key: mine, url: \"https://localhost:8080\"}]\n"), Offer.Seen.of()))
        .extracting(Offer.Offered::key)
        .containsExactly("mine");
    assertThat(offer.offered(config("discovery: false\n"), Offer.Seen.of())).isEmpty();
  }

  @Test
  void undeclaredNeedIsTheOnlyNodeThereIs() throws Exception {
    Config config = config("lnd: [{key: mine, url: \"https://h:1\"}]\n");
    LndOffer offer = new LndOffer(_ -> List.of());
    assertThat(offer.offered(config, Offer.Seen.of(DEMO, MAIN)).getFirst().needs())
        .containsExactly("main");
    assertThat(offer.offered(config, Offer.Seen.of(MAIN, SIGNET)).getFirst().needs()).isEmpty();
  }
}
