package vedette.app.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.Config;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.poll.Secret;
import vedette.poll.Service;
import vedette.poll.certificates.Certificates;
import vedette.poll.machine.Machine;
import vedette.poll.tor.Tor;
import vedette.poll.units.Units;

/// From settings to what is asked, for the machine and what stands beside the nodes.
class MachineOffersTest {
  @TempDir private Path folder;

  private Config config(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("vedette.yaml"), yaml);
    return Loaded.from(
            new ConfigSource(
                Optional.of(file), Map.of("HOME", folder.toString()), Map.of(), folder))
        .config();
  }

  private static Map<String, Service> offered(Config config) {
    Map<String, Service> all = new HashMap<>();
    for (Offer offer : Offers.all()) {
      for (Offer.Offered it : offer.offered(config, Offer.Seen.of())) {
        all.put(it.key(), it.service());
      }
    }
    return all;
  }

  @Test
  void theMachineIsWatchedByItselfAndWhatIsElsewhereOnlyIfItIsNamed() throws Exception {
    Map<String, Service> all = offered(config("discovery: false"));
    assertThat(all)
        .containsEntry("machine", Machine.here(List.of(Path.of("/")), List.of()))
        .doesNotContainKeys("certificates", "openbao", "tor");
    assertThat(all.containsKey("units")).isEqualTo(Units.systemdRuns(Path.of("/run")));
  }

  @Test
  void whatIsSwitchedOffIsNotOffered() throws Exception {
    assertThat(
            offered(
                config(
                    """
                    machine: {watch: false}
                    units: {watch: false}
                    tor: {watch: false}
                    """)))
        .doesNotContainKeys("machine", "units", "tor");
  }

  @Test
  void everySettingReachesWhatIsAsked() throws Exception {
    Files.writeString(folder.resolve("word"), "planted\n");
    Map<String, Service> all =
        offered(
            config(
                """
                discovery: false
                machine: {disks: [/srv], directories: [/srv/lnd]}
                units: {names: [my-node]}
                certificates: {files: [/srv/lnd/tls.cert], servers: ["node.example:443", "[::1]:8443"]}
                tor: {address: "127.0.0.1:9051", password: {file: word}}
                lnd: [{key: lnd, url: "https://127.0.0.1:8080", tls-cert: /srv/lnd2/tls.cert, macaroon: m}]
                """));
    assertThat(all)
        .containsEntry(
            "machine",
            Machine.here(List.of(Path.of("/"), Path.of("/srv")), List.of(Path.of("/srv/lnd"))))
        .containsEntry(
            "certificates",
            new Certificates(
                List.of(Path.of("/srv/lnd/tls.cert"), Path.of("/srv/lnd2/tls.cert")),
                List.of(
                    new Certificates.Server("node.example", 443),
                    new Certificates.Server("::1", 8443))))
        .containsEntry(
            "tor",
            new Tor(new Tor.Where.Tcp("127.0.0.1", 9051), Optional.of(Secret.of("planted"))));
    assertThat(all.get("units"))
        .isInstanceOfSatisfying(
            Units.class,
            units -> assertThat(units.names()).startsWith("my-node.service", "bitcoind.service"));
    assertThat(all.toString()).doesNotContain("planted");
  }

  @Test
  void whatCannotBeTogetherIsToldWithItsLine() throws Exception {
    assertThat(
            problems(
                """
                tor:
                  socket: /run/tor/control
                  address: 127.0.0.1:9051
                certificates:
                  servers: [node.example, "node.example:70000"]
                """))
        .contains("tor.address and tor.socket exclude each other")
        .contains("must be a host and a port, such as node.example:443");
  }

  private String problems(String yaml) {
    try {
      config(yaml);
      return "";
    } catch (Exception refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
