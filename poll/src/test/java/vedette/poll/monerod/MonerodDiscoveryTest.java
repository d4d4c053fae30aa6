package vedette.poll.monerod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Secret;
import vedette.poll.process.FakeProc;
import vedette.poll.process.ProcessTable;

class MonerodDiscoveryTest {
  @TempDir private Path world;
  private FakeProc proc;
  private Discovery discovery;

  @BeforeEach
  void make() throws IOException {
    proc = new FakeProc(world);
    discovery = new Discovery();
  }

  @Test
  void nodeIsFoundWithAllThatIsNeededToAskIt() throws Exception {
    proc.process(10, "bash");
    proc.process(
        20, "monerod", "--rpc-login=mon:secret", "--rpc-restricted-bind-port", "18089", "--detach");
    assertThat(discovery.find(ProcessTable.of(proc.path())))
        .containsExactly(
            new FoundMonerod(
                "monero",
                20,
                Optional.of(Instant.ofEpochSecond(1_700_000_020)),
                "mainnet",
                Optional.of(world.resolve("home/.bitmonero")),
                Optional.of(URI.create("http://127.0.0.1:18081/")),
                Set.of(18_081, 18_089),
                false,
                Optional.of(new Monerod.Login("mon", Secret.of("secret"))),
                List.of()));
  }

  @Test
  void eachNetworkHasItsNameAndASecondNodeThatOfItsDirectory() throws Exception {
    proc.process(20, "monerod", "--stagenet");
    proc.process(21, "monerod");
    proc.process(22, "monerod", "--data-dir=" + world.resolve("zz/two"), "--rpc-bind-port=1");
    assertThat(discovery.find(ProcessTable.of(proc.path())))
        .extracting(FoundMonerod::key, FoundMonerod::pid)
        .containsExactlyInAnyOrder(
            tuple("monero-stagenet", 20), tuple("monero", 21), tuple("monero-two", 22));
  }

  @Test
  void nodeThatSpeaksTlsOnlyIsAskedSo() throws Exception {
    proc.process(20, "monerod", "--rpc-ssl=enabled", "--restricted-rpc");
    FoundMonerod found = discovery.find(ProcessTable.of(proc.path())).getFirst();
    assertThat(found.endpoint()).contains(URI.create("https://127.0.0.1:18081/"));
    assertThat(found.restricted()).isTrue();
  }

  /// Only the restricted port is open to others than the container itself.
  @Test
  void inAContainerThePortThatCanBeReachedIsTaken() throws Exception {
    Path files = Files.createDirectories(world.resolve("container"));
    proc.process(
        20,
        "monerod",
        "--config-file=/etc/monerod.conf",
        "--data-dir=/data",
        "--rpc-restricted-bind-ip=0.0.0.0");
    proc.contain(20, files, "172.17.0.2");
    Path etc = Files.createDirectories(files.resolve("etc"));
    Files.writeString(etc.resolve("monerod.conf"), "rpc-restricted-bind-port=18089\n");
    FoundMonerod found = discovery.find(ProcessTable.of(proc.path())).getFirst();
    assertThat(found.endpoint()).contains(URI.create("http://172.17.0.2:18089/"));
    assertThat(found.restricted()).isTrue();
    assertThat(found.remarks()).isEmpty();
  }

  @Test
  void portThatOnlyTheContainerReachesIsSaid() throws Exception {
    proc.process(20, "monerod");
    proc.contain(20, Files.createDirectories(world.resolve("container")), "172.17.0.2");
    FoundMonerod found = discovery.find(ProcessTable.of(proc.path())).getFirst();
    assertThat(found.endpoint()).isEmpty();
    assertThat(found.remarks())
        .singleElement()
        .asString()
        .contains("Do: set rpc-restricted-bind-ip");
  }
}
