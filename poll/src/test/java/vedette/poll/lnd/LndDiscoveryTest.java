package vedette.poll.lnd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.ProcessTable;
import vedette.poll.process.Start;

class LndDiscoveryTest {
  @TempDir private Path world;
  private Path proc;
  private LndDiscovery discovery;

  @BeforeEach
  void make() throws IOException {
    proc = Files.createDirectories(world.resolve("proc"));
    Files.writeString(proc.resolve("stat"), "cpu  1 2 3\nbtime 1700000000\n");
    discovery = new LndDiscovery();
  }

  private void process(int pid, String... arguments) throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.createSymbolicLink(directory.resolve("exe"), Path.of("/usr/bin/lnd"));
    Files.createSymbolicLink(directory.resolve("cwd"), world);
    Files.writeString(directory.resolve("comm"), "lnd\n");
    Files.writeString(directory.resolve("cmdline"), "lnd\0" + String.join("\0", arguments) + "\0");
    Files.writeString(directory.resolve("environ"), "HOME=" + world.resolve("home") + "\0");
    Files.writeString(directory.resolve("status"), "Name:\tlnd\nUid:\t1000\t1000\t1000\t1000\n");
    Files.writeString(
        directory.resolve("stat"),
        pid + " (lnd) S 1" + " 0".repeat(17) + " " + pid * 100 + " 0 0\n");
  }

  private Path macaroon(String lndDirectory, String network, String name) throws IOException {
    Path directory =
        Files.createDirectories(
            world.resolve(lndDirectory).resolve("data/chain/bitcoin/" + network));
    return Files.write(directory.resolve(name), new byte[] {2, 1});
  }

  private static LndConfig config(Map<String, String> files, String... arguments) {
    return LndConfig.of(
        new Start("lnd", List.of(arguments), Optional.of("/home/u"), Optional.of("/w")),
        path -> {
          String text = files.get(path.toString());
          return text == null ? new FileText.Missing() : new FileText.Text(text);
        });
  }

  @Test
  void lndIsFoundWithAllThatIsNeededToAskIt() throws Exception {
    process(20);
    Path macaroon = macaroon("home/.lnd", "mainnet", "readonly.macaroon");
    FoundLnd found = discovery.find(ProcessTable.of(proc)).getFirst();
    assertThat(found.key()).isEqualTo("lnd");
    assertThat(found.network()).isEqualTo("mainnet");
    assertThat(found.service())
        .contains(
            Lnd.at(
                "127.0.0.1",
                8080,
                Optional.of(world.resolve("home/.lnd/tls.cert")),
                new Macaroon.InFile(macaroon)));
    assertThat(found.remarks()).isEmpty();
  }

  @Test
  void macaroonThatWasBakedForVedetteComesFirst() throws Exception {
    process(20, "--bitcoin.signet");
    macaroon("home/.lnd", "signet", "readonly.macaroon");
    Path baked = macaroon("home/.lnd", "signet", "vedette.macaroon");
    FoundLnd found = discovery.find(ProcessTable.of(proc)).getFirst();
    assertThat(found.key()).isEqualTo("lnd-signet");
    assertThat(found.service().orElseThrow().macaroon()).isEqualTo(new Macaroon.InFile(baked));
  }

  @Test
  void secondOneHasItsDirectorysNameBehind() throws Exception {
    process(20, "--lnddir=" + world.resolve("a"));
    process(30, "--lnddir", world.resolve("b").toString());
    assertThat(discovery.find(ProcessTable.of(proc)))
        .extracting(FoundLnd::key)
        .containsExactly("lnd", "lnd-b");
  }

  @Test
  void whatKeepsItFromBeingAskedIsSaid() throws Exception {
    process(20, "--norest");
    FoundLnd found = discovery.find(ProcessTable.of(proc)).getFirst();
    assertThat(found.service()).isEmpty();
    assertThat(found.remarks())
        .containsExactly("its REST is off. Do: take norest out of lnd.conf and restart it");
  }

  @Test
  void macaroonThatMayNotBeReadIsSaid() throws Exception {
    Path file = macaroon("home/.lnd", "mainnet", "readonly.macaroon");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.isReadable(file), "this user reads every file");
    process(20);
    assertThat(discovery.find(ProcessTable.of(proc)).getFirst().remarks())
        .singleElement()
        .asString()
        .contains("may not be read by this user", "vedette lnd bake");
  }

  @Test
  void configurationFileCountsAfterTheCommandLine() {
    String conf =
        """
        ; a comment
        [Application Options]
        restlisten=0.0.0.0:8090
        restlisten = unix:///run/lnd.sock
        tlscertpath="~/certs/lnd.cert"
        [Bitcoin]
        bitcoin.testnet4=true
        """;
    LndConfig config = config(Map.of("/home/u/.lnd/lnd.conf", conf));
    assertThat(config.network()).isEqualTo("testnet4");
    assertThat(config.listening()).containsExactly(new Address("0.0.0.0", 8090));
    assertThat(config.tlsCert()).contains(Path.of("/home/u/certs/lnd.cert"));
    assertThat(config.macaroons())
        .endsWith(Path.of("/home/u/.lnd/data/chain/bitcoin/testnet4/readonly.macaroon"));
    assertThat(config(Map.of("/home/u/.lnd/lnd.conf", conf), "--restlisten=8091").listening())
        .containsExactly(new Address("127.0.0.1", 8091));
  }

  @Test
  void otherPlacesAreTakenAsLndTakesThem() {
    LndConfig config =
        config(
            Map.of("/w/my.conf", "no-rest-tls=1\nno-macaroons=true\nbitcoin.regtest=1\n"),
            "-C",
            "my.conf",
            "-b=/data",
            "--readonlymacaroonpath=~/ro.macaroon");
    assertThat(config.network()).isEqualTo("regtest");
    assertThat(config.plain()).isTrue();
    assertThat(config.open()).isTrue();
    assertThat(config.tlsCert()).isEmpty();
    assertThat(config.macaroons())
        .containsExactly(
            Path.of("/data/chain/bitcoin/regtest/vedette.macaroon"),
            Path.of("/home/u/ro.macaroon"));
  }

  @Test
  void withoutTlsItIsAskedByHttpOnThisMachine() throws Exception {
    process(20, "--no-rest-tls", "--no-macaroons", "--restlisten=127.0.0.1:9000");
    Lnd node = discovery.find(ProcessTable.of(proc)).getFirst().service().orElseThrow();
    assertThat(node.endpoint()).isEqualTo(URI.create("http://127.0.0.1:9000/"));
    assertThat(node.macaroon()).isInstanceOf(Macaroon.None.class);
  }
}
