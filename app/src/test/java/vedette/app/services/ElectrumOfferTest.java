package vedette.app.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.Config;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.poll.electrum.Electrum;
import vedette.poll.electrum.FoundElectrum;
import vedette.poll.process.Address;
import vedette.poll.tls.Trust;

class ElectrumOfferTest {
  private static final Offer.Parent MAIN = new Offer.Parent("main", "main");
  private static final Offer.Parent SIGNET = new Offer.Parent("signet", "signet");
  private static final Offer.Parent DEMO = new Offer.Parent("demo", "main");

  @TempDir private Path folder;

  private Config config(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("vedette.yaml"), "directory: .\n" + yaml);
    return Loaded.from(new ConfigSource(Optional.of(file), Map.of(), Map.of(), folder)).config();
  }

  private static FoundElectrum found(Optional<String> chain, int port, boolean encrypted) {
    return new FoundElectrum(
        "electrs",
        20,
        Optional.empty(),
        "electrs",
        chain,
        Optional.of(new Address("127.0.0.1", port)),
        encrypted,
        Optional.empty(),
        Optional.of(URI.create("http://127.0.0.1:4224/metrics")),
        Optional.of(new Address("127.0.0.1", 38_332)),
        List.of());
  }

  private static Electrum service(Offer.Offered offered) {
    return (Electrum) offered.service();
  }

  @Test
  void declaredServerIsOfferedAsItWasDeclared() throws Exception {
    Config config =
        config(
            """
            discovery: false
            electrum:
              - key: mine
                address: "[::1]:50002"
                tls: first
                stats: http://127.0.0.1:8080
                metrics: http://127.0.0.1:4224/other
                needs: [signet]
            """);
    ElectrumOffer offer = new ElectrumOffer(_ -> List.of());
    Offer.Offered only = offer.offered(config, Offer.Seen.of(MAIN, SIGNET)).getFirst();
    assertThat(only.key()).isEqualTo("mine");
    assertThat(only.needs()).containsExactly("signet");
    assertThat(service(only).address()).isEqualTo("[::1]:50002");
    assertThat(service(only).stats()).contains(URI.create("http://127.0.0.1:8080/stats"));
    assertThat(service(only).metrics()).contains(URI.create("http://127.0.0.1:4224/other"));
    assertThat(service(only).tls().orElseThrow()).isInstanceOf(Trust.FirstUse.class);
    assertThat(offer.offered(config, Offer.Seen.of()).getFirst().service())
        .as("the same again is equal, so that it is not asked anew")
        .isEqualTo(only.service());
  }

  @Test
  void pinAndAuthoritiesEncrypt() throws Exception {
    Config config =
        config(
            """
            electrum:
              - {key: a, address: "e.example:50002", pin: "%s"}
              - {key: b, address: "e.example:50002", tls: authorities}
              - {key: c, address: "e.example:50001"}
            """
                .formatted("ab:".repeat(31) + "ab"));
    List<Offer.Offered> all = new ElectrumOffer(_ -> List.of()).offered(config, Offer.Seen.of());
    assertThat(service(all.get(0)).tls().orElseThrow()).isInstanceOf(Trust.Pinned.class);
    assertThat(service(all.get(1)).tls()).contains(new Trust.Authorities());
    assertThat(service(all.get(2)).tls()).isEmpty();
  }

  @Test
  void undeclaredNeedIsTheOnlyNodeThereIsAndNeverTheDemo() throws Exception {
    Config config = config("electrum: [{key: a, address: \"h:1\"}]\n");
    ElectrumOffer offer = new ElectrumOffer(_ -> List.of());
    assertThat(offer.offered(config, Offer.Seen.of(DEMO, MAIN)).getFirst().needs())
        .containsExactly("main");
    assertThat(offer.offered(config, Offer.Seen.of(MAIN, SIGNET)).getFirst().needs()).isEmpty();
    assertThat(offer.offered(config, Offer.Seen.of(DEMO)).getFirst().needs()).isEmpty();
  }

  @Test
  void foundServerNeedsTheNodeOfItsChain() throws Exception {
    Config config = config("");
    assertThat(
            new ElectrumOffer(_ -> List.of(found(Optional.of("main"), 50_001, false)))
                .offered(config, Offer.Seen.of(DEMO, SIGNET, MAIN)))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.key()).isEqualTo("electrs");
          assertThat(it.needs()).containsExactly("main");
        });
    assertThat(
            new ElectrumOffer(_ -> List.of(found(Optional.empty(), 50_001, false)))
                .offered(config, Offer.Seen.of(MAIN, SIGNET)))
        .as("by the port of its bitcoind")
        .singleElement()
        .satisfies(it -> assertThat(it.needs()).containsExactly("signet"));
  }

  @Test
  void foundServerThatOnlyEncryptsIsTrustedOnFirstUse() throws Exception {
    assertThat(
            new ElectrumOffer(_ -> List.of(found(Optional.of("main"), 50_002, true)))
                .offered(config(""), Offer.Seen.of()))
        .singleElement()
        .satisfies(
            it -> assertThat(service(it).tls().orElseThrow()).isInstanceOf(Trust.FirstUse.class));
  }

  @Test
  void declaredServerIsNotFoundASecondTime() throws Exception {
    ElectrumOffer offer =
        new ElectrumOffer(_ -> List.of(found(Optional.of("main"), 50_001, false)));
    assertThat(
            offer.offered(
                config("electrum: [{key: mine, address: \"localhost:50001\"}]\n"), Offer.Seen.of()))
        .extracting(Offer.Offered::key)
        .containsExactly("mine");
    assertThat(
            offer.offered(
                config("electrum: [{key: electrs, address: \"10.0.0.1:50001\"}]\n"),
                Offer.Seen.of()))
        .extracting(it -> service(it).host())
        .containsExactly("10.0.0.1");
    assertThat(offer.offered(config("discovery: false\n"), Offer.Seen.of())).isEmpty();
  }
}
