package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.process.Address;
import vedette.poll.process.ProcessTable;
import vedette.poll.tls.Pins;
import vedette.poll.tls.Trust;

class ElectrumDiscoveryTest {
  private static final Trust TRUST = new Trust.FirstUse("e", Pins.inMemory());

  @TempDir private Path world;
  private Path proc;
  private ElectrumDiscovery discovery;

  @BeforeEach
  void make() throws IOException {
    proc = Files.createDirectories(world.resolve("proc"));
    Files.writeString(proc.resolve("stat"), "btime 1700000000\n");
    discovery = new ElectrumDiscovery();
  }

  private Path process(int pid, String executable, String environment, String... arguments)
      throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.createSymbolicLink(directory.resolve("exe"), Path.of("/usr/bin/" + executable));
    Files.createSymbolicLink(directory.resolve("cwd"), world);
    Files.writeString(
        directory.resolve("cmdline"), executable + "\0" + String.join("\0", arguments) + "\0");
    Files.writeString(
        directory.resolve("environ"), "HOME=" + world.resolve("home") + "\0" + environment);
    Files.writeString(directory.resolve("status"), "Name:\tx\nUid:\t1000\t1000\t1000\t1000\n");
    Files.writeString(
        directory.resolve("stat"), pid + " (a) S 1" + " 0".repeat(17) + " " + pid * 100 + " 0 0\n");
    return directory;
  }

  private FoundElectrum only() {
    List<FoundElectrum> found = discovery.find(ProcessTable.of(proc));
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void electrsIsFoundWithAllThatIsNeededToAskIt() throws Exception {
    process(10, "bash", "");
    process(20, "electrs", "");
    FoundElectrum found = only();
    assertThat(found)
        .isEqualTo(
            new FoundElectrum(
                "electrs",
                20,
                Optional.of(Instant.ofEpochSecond(1_700_000_020)),
                "electrs",
                Optional.of("main"),
                Optional.of(new Address("127.0.0.1", 50_001)),
                false,
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:4224/metrics")),
                Optional.of(new Address("127.0.0.1", 8332)),
                List.of()));
    assertThat(found.service(TRUST))
        .contains(
            new Electrum(
                "127.0.0.1",
                50_001,
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:4224/metrics"))));
  }

  @Test
  void electrsPutsArgumentsBeforeEnvironmentBeforeFiles() throws Exception {
    Files.createDirectories(world.resolve("home/.electrs"));
    Files.writeString(
        world.resolve("home/.electrs/config.toml"),
        """
        # mine
        network = "signet"
        electrum_rpc_addr="0.0.0.0:7001"
        monitoring_addr = '127.0.0.1:7002' # figures
        auth = "user:planted-password"
        """);
    Files.writeString(world.resolve("electrs.toml"), "daemon_rpc_addr = \"127.0.0.1:7003\"\n");
    process(
        20,
        "electrs",
        "ELECTRS_MONITORING_ADDR=127.0.0.1:7004\0",
        "--electrum-rpc-addr",
        "127.0.0.1:7005");
    FoundElectrum found = only();
    assertThat(found.key()).isEqualTo("electrs-signet");
    assertThat(found.chain()).contains("signet");
    assertThat(found.address()).contains(new Address("127.0.0.1", 7005));
    assertThat(found.metrics()).contains(URI.create("http://127.0.0.1:7004/metrics"));
    assertThat(found.daemon()).contains(new Address("127.0.0.1", 7003));
    assertThat(found.toString()).doesNotContain("planted");
  }

  @Test
  void fileThatIsNamedCountsAndTheUsualOnesCanBeSkipped() throws Exception {
    Files.writeString(world.resolve("my.toml"), "network = \"regtest\"\n");
    Files.writeString(world.resolve("electrs.toml"), "electrum_rpc_addr = \"127.0.0.1:1\"\n");
    process(20, "electrs", "", "--conf=my.toml", "--skip-default-conf-files");
    FoundElectrum found = only();
    assertThat(found.address()).contains(new Address("127.0.0.1", 60_401));
    assertThat(found.metrics()).contains(URI.create("http://127.0.0.1:24224/metrics"));
    assertThat(found.daemon()).contains(new Address("127.0.0.1", 18_443));
  }

  @Test
  void electrsThatServesNobodyIsFoundAndSaid() throws Exception {
    process(20, "electrs", "", "--disable-electrum-rpc");
    assertThat(only().service(TRUST)).isEmpty();
    assertThat(only().remarks()).containsExactly("it serves nobody: its Electrum RPC is disabled");
  }

  @Test
  void fulcrumIsFoundByItsFileAndItsCommandLineGoesFirst() throws Exception {
    Files.writeString(
        world.resolve("fulcrum.conf"),
        """
        datadir = /d/fulcrum
        bitcoind = 127.0.0.1:8332
        rpcuser = u
        rpcpassword = planted
        [ignored]
        tcp = 0.0.0.0:50001
        ssl = 0.0.0.0:50002
        STATS = 8080 # mine
        """);
    process(20, "Fulcrum", "", "-D", "/e", "fulcrum.conf", "-z", "127.0.0.1:8081");
    FoundElectrum found = only();
    assertThat(found.key()).isEqualTo("fulcrum");
    assertThat(found.chain()).as("only the server knows").isEmpty();
    assertThat(found.address()).contains(new Address("127.0.0.1", 50_001));
    assertThat(found.encrypted()).isFalse();
    assertThat(found.stats()).contains(URI.create("http://127.0.0.1:8081/stats"));
    assertThat(found.daemon()).contains(new Address("127.0.0.1", 8332));
    assertThat(found.toString()).doesNotContain("planted");
  }

  @Test
  void fulcrumThatOnlyEncryptsIsAskedWithTls() throws Exception {
    process(20, "Fulcrum", "", "--ssl", "0.0.0.0:50002", "--stats=8080", "-b", "node:8332");
    FoundElectrum found = only();
    assertThat(found.service(TRUST))
        .contains(
            new Electrum(
                "127.0.0.1",
                50_002,
                Optional.of(TRUST),
                Optional.of(URI.create("http://127.0.0.1:8080/stats")),
                Optional.empty()));
  }

  @Test
  void secondServerHasTheNameOfItsDirectoryBehindAndKeepsIt() throws Exception {
    process(20, "electrs", "", "--db-dir", "/a/one");
    process(30, "electrs", "", "--db-dir", "/b/two");
    assertThat(discovery.find(ProcessTable.of(proc)))
        .extracting(FoundElectrum::key)
        .containsExactly("electrs", "electrs-two");
  }

  @Test
  void serverInAContainerThatListensOnItsLoopbackIsSaid() throws Exception {
    Path self = Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(self.resolve("net"), Path.of("net:[1]"));
    Path directory = process(20, "electrs", "");
    Path ns = Files.createDirectories(directory.resolve("ns"));
    Files.createSymbolicLink(ns.resolve("net"), Path.of("net:[2]"));
    assertThat(only().address()).isEmpty();
    assertThat(only().remarks())
        .singleElement()
        .asString()
        .startsWith(
            "it can be reached only from within its container. Do: let it listen on 0.0.0.0");
  }

  @Test
  void fileThatIsGoneIsSaid() throws Exception {
    process(20, "Fulcrum", "", "gone.conf");
    assertThat(only().remarks())
        .containsExactly(
            world.resolve("gone.conf") + " is not there any more: defaults are assumed");
    assertThat(only().address()).contains(new Address("127.0.0.1", 50_001));
  }
}
