package vedette.app.truebit;

import static org.assertj.core.api.Assertions.assertThat;

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
import vedette.app.services.Offer;
import vedette.app.services.TruebitOffer;
import vedette.poll.Call;
import vedette.poll.truebit.Truebit;
import vedette.poll.truebit.chain.ChainSource;

class TruebitNodesTest {
  @TempDir Path folder;

  private Config config(String truebit) throws Exception {
    Path file = folder.resolve("vedette.yaml");
    Files.writeString(file, "directory: %s\ntruebit: %s\n".formatted(folder, truebit));
    return Loaded.from(new ConfigSource(Optional.of(file), Map.of(), Map.of(), folder)).config();
  }

  private static Truebit service(TruebitOffer offer, Config config) {
    List<Offer.Offered> offered = offer.offered(config, Offer.Seen.of());
    return (Truebit) offered.getFirst().service();
  }

  private static List<String> calls(Truebit service) {
    return service.calls().stream().map(Call::name).toList();
  }

  /// B9: without settings it was to connect to a server of somebody else's.
  @Test
  void b09WithoutSettingsNoOneElseIsAsked() throws Exception {
    try (TruebitNodes nodes = new TruebitNodes()) {
      Truebit service = service(new TruebitOffer(nodes), config("{watch: always, engine: false}"));
      assertThat(calls(service)).containsExactly(Truebit.LOG);
      assertThat(service.chain()).isEqualTo(ChainSource.NONE);
    }
  }

  /// B10: saving one setting switched off another.
  @Test
  void b10ChangingOneSettingSwitchesNothingElseOff() throws Exception {
    String chain = "chain: {ethereum: 'http://127.0.0.1:1', avalanche: 'http://127.0.0.1:2'}";
    try (TruebitNodes nodes = new TruebitNodes()) {
      TruebitOffer offer = new TruebitOffer(nodes);
      Truebit before = service(offer, config("{watch: always, engine: false, " + chain + "}"));
      Truebit after =
          service(
              offer,
              config(
                  "{watch: always, engine: false, container: other, data-size: 1 MiB, "
                      + chain
                      + "}"));
      assertThat(calls(after)).isEqualTo(calls(before)).contains(Truebit.STAKING, Truebit.REGISTRY);
      assertThat(after.chain()).isEqualTo(before.chain());
      assertThat(after.ledger()).isSameAs(before.ledger());
    }
  }

  @Test
  void anAddressThatIsASecretIsNotShownAndOneThatIsNoneLeavesTheNodeWatched() throws Exception {
    Path secret = folder.resolve("url");
    try (TruebitNodes nodes = new TruebitNodes()) {
      TruebitOffer offer = new TruebitOffer(nodes);
      String settings =
          "{watch: always, engine: false, chain: {ethereum-secret: {file: '%s'}}}"
              .formatted(secret);
      assertThat(calls(service(offer, config(settings)))).containsExactly(Truebit.LOG);
      Files.writeString(secret, "no address with hunter2\n");
      assertThat(calls(service(offer, config(settings)))).containsExactly(Truebit.LOG);
      Files.writeString(secret, "https://rpc.example/hunter2\n");
      Truebit service = service(offer, config(settings));
      assertThat(calls(service)).containsExactly(Truebit.LOG, Truebit.STAKING);
      assertThat(service.toString()).doesNotContain("hunter2");
    }
  }
}
