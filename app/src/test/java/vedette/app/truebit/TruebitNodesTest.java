package vedette.app.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import vedette.poll.Outcome;
import vedette.poll.truebit.Truebit;
import vedette.poll.truebit.chain.ChainSource;

class TruebitNodesTest {
  private static final Duration TIME = Duration.ofSeconds(5);
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

  private static String staking(Truebit service) throws Exception {
    Outcome outcome = service.open().ask(new Call(Truebit.STAKING, TIME, TIME));
    return outcome instanceof Outcome.Failed failed ? failed.said() : "answered";
  }

  /// What is wrong with it is said to the owner, by the call that it is for; never its content.
  @Test
  void anAddressThatCannotBeReadIsSaidAndTheRestIsWatched() throws Exception {
    Path secret = folder.resolve("url");
    try (TruebitNodes nodes = new TruebitNodes()) {
      TruebitOffer offer = new TruebitOffer(nodes);
      String settings =
          "{watch: always, engine: false, chain: {avalanche: 'http://127.0.0.1:1', ethereum-secret: {file: '%s'}}}"
              .formatted(secret);
      Truebit missing = service(offer, config(settings));
      assertThat(calls(missing)).containsExactly(Truebit.LOG, Truebit.STAKING, Truebit.REGISTRY);
      assertThat(missing.chain().avalanche()).isPresent();
      assertThat(staking(missing))
          .startsWith("truebit.chain.ethereum: ")
          .contains(secret.toString());
      Files.writeString(secret, "no address with hunter2\n");
      assertThat(staking(service(offer, config(settings))))
          .contains("expected an address such as https://host/")
          .doesNotContain("hunter2");
      Files.writeString(secret, "https://rpc.example/hunter2\n");
      Truebit service = service(offer, config(settings));
      assertThat(service.chain().ethereum()).isPresent();
      assertThat(service.chain().wrong()).isEmpty();
      assertThat(service.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void commandsAreRunOnlyWithTheOwnersLeave() throws Exception {
    try (TruebitNodes nodes = new TruebitNodes()) {
      TruebitOffer offer = new TruebitOffer(nodes);
      String socket = folder.resolve("none.sock").toString();
      Truebit without = service(offer, config("{watch: always, socket: '%s'}".formatted(socket)));
      assertThat(without.source().engine()).isPresent();
      assertThat(without.source().exec()).isEmpty();
      Truebit with =
          service(offer, config("{watch: always, socket: '%s', exec: true}".formatted(socket)));
      assertThat(with.source().exec()).isPresent();
    }
  }
}
