package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.poll.Secret;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Start;

class NodeConfigTest {
  private final Map<String, String> files = new HashMap<>();
  private final List<String> unreadable = new ArrayList<>();

  private NodeConfig of(String... arguments) {
    return as("bitcoind", Optional.of("/home/u"), Optional.of("/srv"), arguments);
  }

  private NodeConfig as(
      String executable, Optional<String> home, Optional<String> cwd, String... arguments) {
    return NodeConfig.of(
        new Start(executable, List.of(arguments), home, cwd),
        path -> {
          if (unreadable.contains(path.toString())) {
            return new FileText.Unreadable("permission denied");
          }
          String text = files.get(path.toString());
          return text == null ? new FileText.Missing() : new FileText.Text(text);
        });
  }

  private static Optional<Auth> cookie(String path) {
    return Optional.of(new Auth.Cookie(Path.of(path)));
  }

  @Test
  void withoutOptionsEverythingIsWhereCorePutsIt() {
    assertThat(of())
        .isEqualTo(
            new NodeConfig(
                "main",
                Optional.of(Path.of("/home/u/.bitcoin")),
                Optional.of(Path.of("/home/u/.bitcoin")),
                List.of(new Address("127.0.0.1", 8332)),
                cookie("/home/u/.bitcoin/.cookie"),
                List.of()));
  }

  @Test
  void eachChainHasItsDirectoryAndPort() {
    Map<String, String> expected =
        Map.of(
            "-testnet", "test /d/testnet3 18332",
            "-testnet4", "testnet4 /d/testnet4 48332",
            "-signet=1", "signet /d/signet 38332",
            "--regtest", "regtest /d/regtest 18443",
            "-chain=regtest", "regtest /d/regtest 18443",
            "-regtest=0", "main /d 8332",
            "-noregtest", "main /d 8332");
    expected.forEach((option, words) -> {
      NodeConfig config = of("-datadir=/d", option);
      assertThat(
              config.chain()
                  + " "
                  + config.networkDirectory().orElseThrow()
                  + " "
                  + config.listening().getFirst().port())
          .as(option)
          .isEqualTo(words);
    });
  }

  @Test
  void commandLineWinsOverFileAndInAFileTheFirst() {
    files.put("/home/u/.bitcoin/bitcoin.conf", "rpcport=1\nrpcport=2\n");
    assertThat(of().listening()).containsExactly(new Address("127.0.0.1", 1));
    assertThat(of("-rpcport=3", "-rpcport=4").listening())
        .containsExactly(new Address("127.0.0.1", 4));
  }

  @Test
  void sectionsCountForTheirChainAndPortsOnlyThere() {
    files.put(
        "/home/u/.bitcoin/bitcoin.conf",
        """
        # a node of two chains
        rpcport = 1111
        rpcpassword = all   # not a secret any more
        regtest.rpcport=2222
        [signet]
        rpcport=3333
        rpcuser=sig
        """);
    assertThat(of().listening()).extracting(Address::port).containsExactly(1111);
    assertThat(of("-regtest").listening()).extracting(Address::port).containsExactly(2222);
    assertThat(of("-signet").listening()).extracting(Address::port).containsExactly(3333);
    assertThat(of("-testnet4").listening()).extracting(Address::port).containsExactly(48_332);
    assertThat(of("-signet").auth()).contains(new Auth.Password("sig", Secret.of("all")));
  }

  @Test
  void chainAndDataDirectoryMayComeFromTheFile() {
    files.put("/etc/b.conf", "testnet4=1\ndatadir=/data/b\n");
    NodeConfig config = of("-conf=/etc/b.conf");
    assertThat(config.chain()).isEqualTo("testnet4");
    assertThat(config.auth()).isEqualTo(cookie("/data/b/testnet4/.cookie"));
  }

  @Test
  void relativePathsStartWhereCoreStartsThem() {
    files.put("/srv/here/my.conf", "rpccookiefile=auth/c\n");
    NodeConfig config = of("-datadir=here", "-conf=my.conf", "-regtest");
    assertThat(config.dataDirectory()).contains(Path.of("/srv/here"));
    assertThat(config.auth()).isEqualTo(cookie("/srv/here/regtest/auth/c"));
  }

  @Test
  void includedFilesAreReadButNotTheirIncludes() {
    files.put("/home/u/.bitcoin/bitcoin.conf", "includeconf=more.conf\nrpcport=1\n");
    files.put("/home/u/.bitcoin/more.conf", "includeconf=third.conf\nserver=0\nrpcport=2\n");
    files.put("/home/u/.bitcoin/third.conf", "rpcuser=x\nrpcpassword=y\n");
    NodeConfig config = of();
    assertThat(config.remarks())
        .containsExactly("RPC is off. Do: set server=1 in bitcoin.conf and restart it");
    assertThat(config.auth()).isEmpty();
    assertThat(of("-server").auth()).isEqualTo(cookie("/home/u/.bitcoin/.cookie"));
    assertThat(of("-noincludeconf").listening()).hasSize(1);
  }

  @Test
  void fileThatIncludesItselfEnds() {
    files.put("/home/u/.bitcoin/bitcoin.conf", "includeconf=bitcoin.conf\n".repeat(1000));
    assertThat(of().remarks()).containsExactly("more than 8 includeconf: the rest is not read");
  }

  @Test
  void graphicalNodeHasRpcOnlyIfToldSo() {
    assertThat(as("bitcoin-qt", Optional.of("/home/u"), Optional.empty()).listening()).isEmpty();
    files.put("/home/u/.bitcoin/settings.json", "{\"server\": true, \"prune\": 550}");
    assertThat(as("bitcoin-qt", Optional.of("/home/u"), Optional.empty()).listening()).hasSize(1);
    files.put("/home/u/.bitcoin/settings.json", "{\"server\": tr");
    assertThat(as("bitcoin-qt", Optional.of("/home/u"), Optional.empty()).remarks())
        .contains("/home/u/.bitcoin/settings.json is no JSON and not regarded");
  }

  @Test
  void bindCountsOnlyWithAllowIp() {
    assertThat(of("-rpcbind=10.0.0.5").listening()).containsExactly(new Address("127.0.0.1", 8332));
    List<Address> both =
        of("-rpcbind=10.0.0.5:99", "-rpcbind=[::1]", "-rpcallowip=10.0.0.0/8").listening();
    assertThat(both).containsExactly(new Address("10.0.0.5", 99), new Address("::1", 8332));
    assertThat(Address.nearest(both)).contains(new Address("::1", 8332));
    List<Address> all = of("-rpcbind=0.0.0.0", "-rpcallowip=::/0").listening();
    assertThat(Address.nearest(all)).contains(new Address("127.0.0.1", 8332));
    assertThat(Address.fromOutside(all, List.of("172.17.0.2")))
        .contains(new Address("172.17.0.2", 8332));
    assertThat(Address.fromOutside(of().listening(), List.of("172.17.0.2"))).isEmpty();
  }

  @Test
  void addressesThatAreNoneAreNoAddresses() {
    for (String wrong : List.of("", ":", ":1", "a:", "a:0", "a:65536", "[]", "[::1", "[::1]x")) {
      assertThat(Address.parse(wrong, 1)).as(wrong).isEmpty();
    }
    assertThat(Address.parse("::1", 7)).contains(new Address("::1", 7));
  }

  @Test
  void unreadableFileIsSaidWithWhatToDo() {
    unreadable.add("/home/u/.bitcoin/bitcoin.conf");
    assertThat(of().remarks())
        .containsExactly(
            "/home/u/.bitcoin/bitcoin.conf cannot be read (permission denied): defaults are"
                + " assumed. Do: let this user read it, or configure the node by hand");
    assertThat(of("-conf=/gone").remarks())
        .containsExactly("/gone is not there any more: defaults are assumed");
  }

  @Test
  void hiddenHomeOrWorkingDirectoryIsSaid() {
    NodeConfig hidden = as("bitcoind", Optional.empty(), Optional.empty(), "-datadir=x");
    assertThat(hidden.dataDirectory()).isEmpty();
    assertThat(hidden.auth()).isEmpty();
    assertThat(hidden.remarks())
        .containsExactly(
            "its data directory cannot be told. Do: run Vedette as the same user, or configure the"
                + " node by hand");
  }

  @Test
  void nodeWithoutCookieIsSaid() {
    assertThat(of("-norpccookiefile").remarks())
        .containsExactly("it writes no cookie. Do: give Vedette an rpcauth user");
  }

  @Test
  void truthIsReadAsCoreReadsIt() {
    assertThat(List.of("", "1", "2", "-1", "1x", "007"))
        .allMatch(value -> new Setting("", "x", value, false).truth());
    assertThat(List.of("0", "false", "true", "x1", "-0"))
        .noneMatch(value -> new Setting("", "x", value, false).truth());
    assertThat(Setting.commandLine(List.of("-noserver=0")))
        .containsExactly(new Setting("", "server", "1", false));
  }
}
