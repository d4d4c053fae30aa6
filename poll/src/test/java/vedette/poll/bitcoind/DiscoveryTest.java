package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.process.ProcessTable;

class DiscoveryTest {
  @TempDir private Path world;
  private Path proc;
  private Discovery discovery;

  @BeforeEach
  void make() throws IOException {
    proc = Files.createDirectories(world.resolve("proc"));
    Files.writeString(proc.resolve("stat"), "cpu  1 2 3\nbtime 1700000000\nprocesses 9\n");
    namespaces("self", "1", "1");
    discovery = new Discovery();
  }

  private void namespaces(String pid, String network, String mount) throws IOException {
    Path ns = Files.createDirectories(proc.resolve(pid + "/ns"));
    Files.createSymbolicLink(ns.resolve("net"), Path.of("net:[" + network + "]"));
    Files.createSymbolicLink(ns.resolve("mnt"), Path.of("mnt:[" + mount + "]"));
  }

  private Path process(int pid, String executable, String... arguments) throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.createSymbolicLink(directory.resolve("exe"), Path.of("/usr/bin/" + executable));
    Files.createSymbolicLink(directory.resolve("cwd"), world);
    Files.writeString(directory.resolve("comm"), executable + "\n");
    Files.writeString(
        directory.resolve("cmdline"), executable + "\0" + String.join("\0", arguments) + "\0");
    Files.writeString(directory.resolve("environ"), "A=b\0HOME=" + world.resolve("home") + "\0");
    Files.writeString(directory.resolve("status"), "Name:\tx\nUid:\t1000\t1000\t1000\t1000\n");
    Files.writeString(
        directory.resolve("stat"),
        pid + " (a) b) S 1" + " 0".repeat(17) + " " + pid * 100 + " 0 0\n");
    return directory;
  }

  private void ends(int pid) throws IOException {
    try (Stream<Path> all = Files.walk(proc.resolve(Integer.toString(pid)))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Map<String, Integer> found() {
    return discovery.find(ProcessTable.of(proc)).stream()
        .collect(Collectors.toMap(FoundNode::key, FoundNode::pid));
  }

  @Test
  void nodeIsFoundWithAllThatIsNeededToAskIt() throws Exception {
    process(10, "bash");
    process(20, "bitcoind", "-regtest", "-rpcport=1234");
    FoundNode node = discovery.find(ProcessTable.of(proc)).getFirst();
    Path network = world.resolve("home/.bitcoin/regtest");
    assertThat(node)
        .isEqualTo(
            new FoundNode(
                "regtest",
                20,
                Optional.of(Instant.ofEpochSecond(1700000020)),
                "bitcoind",
                "regtest",
                Optional.of(world.resolve("home/.bitcoin")),
                Optional.of(network),
                Optional.of(Bitcoind.local(1234, new Auth.Cookie(network.resolve(".cookie")))),
                List.of()));
  }

  @Test
  void keyStaysWithTheDataDirectoryAcrossRestarts() throws Exception {
    process(20, "bitcoind", "-datadir=/d/one");
    assertThat(found()).isEqualTo(Map.of("main", 20));
    process(30, "bitcoin-node", "-datadir=/a/two");
    assertThat(found()).isEqualTo(Map.of("main", 20, "main-two", 30));
    ends(20);
    process(40, "bitcoind", "-datadir=/d/one");
    assertThat(found()).isEqualTo(Map.of("main", 40, "main-two", 30));
    ends(40);
    assertThat(found()).isEqualTo(Map.of("main-two", 30));
  }

  @Test
  void orderInWhichNodesAreFoundDoesNotMatter() throws Exception {
    process(20, "bitcoind", "-datadir=/d/one");
    process(30, "bitcoind", "-datadir=/a/two");
    process(35, "bitcoind", "-datadir=/b/two");
    Map<String, Integer> first = found();
    ends(20);
    ends(30);
    ends(35);
    process(50, "bitcoind", "-datadir=/b/two");
    process(51, "bitcoind", "-datadir=/a/two");
    process(52, "bitcoind", "-datadir=/d/one");
    Map<String, Integer> second =
        new Discovery()
            .find(ProcessTable.of(proc)).stream()
                .collect(Collectors.toMap(FoundNode::key, FoundNode::pid));
    assertThat(first).containsEntry("main", 30).containsEntry("main-two", 35);
    assertThat(second).containsEntry("main", 51).containsEntry("main-two", 50);
    assertThat(second.keySet()).isEqualTo(first.keySet());
  }

  @Test
  void oldProcessOfARestartGivesWayToTheYoungerOne() throws Exception {
    process(90, "bitcoind", "-datadir=/d/one");
    process(91, "bitcoind", "-datadir=/d/one");
    assertThat(found()).isEqualTo(Map.of("main", 91));
  }

  @Test
  void chainsHaveTheirOwnNames() throws Exception {
    process(20, "bitcoind");
    process(21, "bitcoind", "-signet");
    process(22, "bitcoind", "-testnet");
    assertThat(found()).containsOnlyKeys("main", "signet", "test");
  }

  @Test
  void nodeInAContainerIsReachedThroughItsRootAndAddress() throws Exception {
    Path directory = process(20, "bitcoind", "-rpcbind=0.0.0.0", "-rpcallowip=172.16.0.0/12");
    namespaces("20", "2", "2");
    Path root = Files.createDirectories(world.resolve("container"));
    Files.createSymbolicLink(directory.resolve("root"), root);
    Files.writeString(directory.resolve("environ"), "HOME=/data\0");
    Path net = Files.createDirectories(directory.resolve("net"));
    Files.writeString(
        net.resolve("fib_trie"),
        """
        Main:
          +-- 0.0.0.0/0 3 0 5
             |-- 127.0.0.1
                /32 host LOCAL
             |-- 172.17.0.0
                /16 link UNICAST
             |-- 172.17.0.2
                /32 host LOCAL
        """);
    Path data = Files.createDirectories(root.resolve("data/.bitcoin"));
    Files.writeString(data.resolve("bitcoin.conf"), "[main]\nrpcport=777\n");
    FoundNode node = discovery.find(ProcessTable.of(proc)).getFirst();
    assertThat(node.dataDirectory()).contains(Path.of("/data/.bitcoin"));
    assertThat(node.service())
        .contains(
            Bitcoind.at(
                "172.17.0.2",
                777,
                new Auth.Cookie(directory.resolve("root/data/.bitcoin/.cookie"))));
  }

  @Test
  void containerThatListensOnItsLoopbackIsSaid() throws Exception {
    process(20, "bitcoind");
    namespaces("20", "2", "1");
    FoundNode node = discovery.find(ProcessTable.of(proc)).getFirst();
    assertThat(node.service()).isEmpty();
    assertThat(node.remarks())
        .singleElement()
        .asString()
        .startsWith("its RPC can be reached only from within its container. Do: set rpcbind");
  }

  @Test
  void hiddenProcessIsFoundByItsShortName() throws Exception {
    Path directory = process(20, "bitcoind");
    for (String hidden : List.of("exe", "cwd", "environ")) {
      Files.delete(directory.resolve(hidden));
    }
    Path etc = Files.createDirectories(world.resolve("etc"));
    Files.writeString(etc.resolve("passwd"), "root:x:0:0::/root:\nb:x:1000:1000::/var/lib/b:/x\n");
    assertThat(discovery.find(ProcessTable.of(proc)).getFirst().dataDirectory())
        .contains(Path.of("/var/lib/b/.bitcoin"));
  }

  @Test
  void zombieIsNoNode() throws Exception {
    Path directory = process(20, "bitcoind");
    Files.writeString(
        directory.resolve("stat"), "20 (bitcoind) Z 1" + " 0".repeat(17) + " 5 0 0\n");
    assertThat(discovery.find(ProcessTable.of(proc))).isEmpty();
  }

  @Test
  void machineWithoutProcHasNoNodes() {
    assertThat(new Discovery().find(ProcessTable.of(world.resolve("nothing")))).isEmpty();
  }
}
