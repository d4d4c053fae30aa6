package vedette.tap.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.EventNames;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.Target;

/// The tap against a real Bitcoin Core: run with VEDETTE_BITCOIND naming the folder that holds a
/// bitcoind with tracepoints and its bitcoin-cli.
///
/// Core's own accounts are the judge: `-capturemessages` for every message, RPC for the rest.
@EnabledIfEnvironmentVariable(
    named = "VEDETTE_BITCOIND",
    matches = ".+",
    disabledReason = "needs a real bitcoind, named by VEDETTE_BITCOIND")
class RealBitcoindTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path binaries = Path.of(System.getenv().getOrDefault("VEDETTE_BITCOIND", ""));
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Test
  void everyTracepointAgreesWithRpcAndEveryMessageWithCoresOwnRecording(@TempDir Path directory)
      throws Exception {
    List<Event> collected = new ArrayList<>();
    try (Tap tap =
        Tap.open(
            TapOptions.defaults()
                .withTarget(new Target.Executable(binaries.resolve("bitcoind"))))) {
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                while (!tap.ended()) {
                  tap.poll(
                      Duration.ofMillis(100),
                      event -> {
                        synchronized (collected) {
                          collected.add(event);
                        }
                      });
                }
              });
      List<RegtestNode> nodes = new ArrayList<>();
      Map<Integer, RegtestNode> byPid = new HashMap<>();
      try {
        RegtestNode one =
            RegtestNode.start(binaries, directory.resolve("1"), "-maxconnections=45", "-txindex");
        nodes.add(one);
        byPid.put(one.pid(), one);
        RegtestNode two =
            RegtestNode.start(binaries, directory.resolve("2"), "-connect=127.0.0.1:" + one.port());
        nodes.add(two);
        byPid.put(two.pid(), two);
        RegtestNode three =
            RegtestNode.start(binaries, directory.resolve("3"), "-addnode=127.0.0.1:" + one.port());
        nodes.add(three);
        byPid.put(three.pid(), three);
        live(one, two, three);
        two.restart();
        byPid.put(two.pid(), two);
        tryOut(one, two);
        one.rpc("generatetoaddress", "1", one.rpc("-rpcwallet=w", "getnewaddress"));
        awaitSameTip(nodes);
        misbehave(one);
        crowd(one);
        checkLive(one, snapshot(collected));
      } finally {
        for (RegtestNode node : nodes) {
          node.close();
        }
      }
      await()
          .atMost(PATIENCE)
          .until(() ->
              snapshot(collected).stream()
                      .filter(event ->
                          event instanceof VedetteEvent.Node node
                              && node.state() == VedetteEvent.Node.State.GONE)
                      .count()
                  >= 4);
      tap.stop();
      reader.join();
      events.addAll(collected);

      assertThat(tap.stats().complete()).as(tap.stats().toString()).isTrue();
      Set<String> seen = new TreeSet<>();
      events.forEach(event -> seen.add(event.name()));
      assertThat(seen)
          .containsAll(
              EventNames.KNOWN.stream().filter(name -> !name.startsWith("vedette:")).toList());
      assertThat(events).noneMatch(VedetteEvent.Loss.class::isInstance);
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).origin().sequence()).isEqualTo(i + 1);
      }
      messagesEqualCoresRecording(nodes, byPid);
      System.out.println(summary());
    }
  }

  private static List<Event> snapshot(List<Event> collected) {
    synchronized (collected) {
      return List.copyOf(collected);
    }
  }

  /// Wallet traffic, a replacement, a refusal, a reorganisation.
  private static void live(RegtestNode one, RegtestNode two, RegtestNode three) throws Exception {
    one.rpc("createwallet", "w");
    String address = one.rpc("-rpcwallet=w", "getnewaddress");
    one.rpc("generatetoaddress", "130", address);
    for (int i = 0; i < 10; i++) {
      one.rpc("-rpcwallet=w", "sendtoaddress", one.rpc("-rpcwallet=w", "getnewaddress"), "1." + i);
    }
    String txid = one.rpc("-rpcwallet=w", "sendtoaddress", address, "3");
    one.rpc("-rpcwallet=w", "bumpfee", txid);
    // The replaced transaction again: refused, it pays less than what took its place.
    String hex = field(one.rpc("-rpcwallet=w", "gettransaction", txid), "hex");
    assertThat(one.tryRpc("sendrawtransaction", hex)[0]).isNotEqualTo("0");
    one.rpc("generatetoaddress", "1", address);
    one.rpc("gettxoutsetinfo");
    awaitSameTip(List.of(one, two, three));
    String tip = one.rpc("getbestblockhash");
    one.rpc("invalidateblock", tip);
    one.rpc("generatetoaddress", "2", one.rpc("-rpcwallet=w", "getnewaddress"));
    awaitSameTip(List.of(one, two, three));
  }

  /// A node that has just started looks up coins for a transaction that it refuses (it pays no
  /// fee), and drops them from its cache again.
  private static void tryOut(RegtestNode wallet, RegtestNode fresh) throws Exception {
    String coin = wallet.rpc("-rpcwallet=w", "listunspent");
    String raw =
        wallet.rpc(
            "createrawtransaction",
            "[{\"txid\":\"%s\",\"vout\":%s}]".formatted(field(coin, "txid"), field(coin, "vout")),
            "[{\"%s\":%s}]"
                .formatted(wallet.rpc("-rpcwallet=w", "getnewaddress"), field(coin, "amount")));
    String signed = wallet.rpc("-rpcwallet=w", "signrawtransactionwithwallet", raw);
    assertThat(fresh.tryRpc("sendrawtransaction", field(signed, "hex"))[0]).isNotEqualTo("0");
  }

  private static void awaitSameTip(List<RegtestNode> nodes) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          Set<String> tips = new TreeSet<>();
          for (RegtestNode node : nodes) {
            tips.add(node.rpc("getbestblockhash"));
          }
          return tips.size() == 1;
        });
  }

  private static void misbehave(RegtestNode node) throws Exception {
    try (RawPeer peer = RawPeer.connect(node.port()).handshake()) {
      peer.send("getcfcheckpt", new byte[33]); // twelve characters; the node has no filters
      peer.awaitHangUp();
    }
    try (RawPeer peer = RawPeer.connect(node.port()).handshake()) {
      peer.send("unknowntype1", new byte[] {1, 2, 3});
      byte[] many = new byte[3 + 1001 * 30];
      ByteBuffer.wrap(many).put((byte) 0xfd).put((byte) 0xe9).put((byte) 0x03);
      peer.send("addr", many);
      peer.awaitHangUp();
    }
  }

  /// More inbound peers than the node takes: some are evicted.
  private static void crowd(RegtestNode node) throws Exception {
    List<RawPeer> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        crowd.add(RawPeer.connect(node.port()));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> Integer.parseInt(field(node.rpc("getnetworkinfo"), "connections_in")) > 25);
    } finally {
      for (RawPeer peer : crowd) {
        peer.close();
      }
    }
  }

  /// What RPC of the living node says about the same things.
  private static void checkLive(RegtestNode node, List<Event> events) throws Exception {
    int blocks = 0;
    int added = 0;
    int coins = 0;
    for (Event event : events) {
      if (event.origin().node().pid() != node.pid()) {
        continue;
      }
      switch (event) {
        case ValidationEvent.BlockConnected block -> {
          String stats = node.rpc("getblock", block.hash().toString(), "1");
          assertThat(field(stats, "height")).isEqualTo("" + block.height());
          assertThat(field(stats, "nTx")).isEqualTo("" + block.transactions());
          String[] more = node.tryRpc("getblockstats", block.hash().toString(), "[\"ins\"]");
          if (more[0].equals("0")) {
            // RPC leaves the coinbase's input out, the tracepoint counts it.
            assertThat(field(more[1], "ins")).isEqualTo("" + (block.inputs() - 1));
          }
          blocks++;
        }
        case MempoolEvent.Added transaction -> {
          String[] decoded = node.tryRpc("getrawtransaction", transaction.txid().toString(), "2");
          // What was replaced is known to the wallet only.
          if (decoded[0].equals("0")) {
            assertThat(field(decoded[1], "vsize")).isEqualTo("" + transaction.vsize());
            added++;
          }
        }
        case UtxoCacheEvent.Add add when add.coin().coinbase() && add.coin().height() > 0 -> {
          String[] coin =
              node.tryRpc("gettxout", add.coin().txid().toString(), "" + add.coin().index());
          if (coin[0].equals("0") && !coin[1].isEmpty()) {
            assertThat(Math.round(Double.parseDouble(field(coin[1], "value")) * 1e8))
                .isEqualTo(add.coin().value());
            assertThat(field(coin[1], "coinbase")).isEqualTo("true");
            coins++;
          }
        }
        default -> {}
      }
    }
    assertThat(blocks).isGreaterThan(130);
    assertThat(added).isGreaterThan(10);
    assertThat(coins).isGreaterThan(10);
  }

  private void messagesEqualCoresRecording(List<RegtestNode> nodes, Map<Integer, RegtestNode> byPid)
      throws Exception {
    int compared = 0;
    for (RegtestNode node : nodes) {
      Map<String, List<CaptureFiles.Entry>> tapped = new TreeMap<>();
      for (Event event : events) {
        if (event instanceof NetEvent.Message message
            && byPid.get(event.origin().node().pid()) == node) {
          String direction = event instanceof NetEvent.InboundMessage ? " recv" : " sent";
          String key = message.peer().address().replace(':', '_') + direction;
          assertThat(message.message().size()).isEqualTo(message.message().payload().size());
          tapped
              .computeIfAbsent(key, unseen -> new ArrayList<>())
              .add(new CaptureFiles.Entry(message.message().type(), message.message().payload()));
        }
      }
      Map<String, List<CaptureFiles.Entry>> recorded = CaptureFiles.read(node.captures());
      assertThat(tapped.keySet()).isEqualTo(recorded.keySet());
      for (String key : recorded.keySet()) {
        assertThat(tapped.get(key)).as(key).isEqualTo(recorded.get(key));
        compared += recorded.get(key).size();
      }
    }
    System.out.println("messages equal byte for byte: " + compared);
    assertThat(compared).isGreaterThan(500);
  }

  private String summary() {
    Map<String, Integer> counts = new TreeMap<>();
    events.forEach(event -> counts.merge(event.name(), 1, Integer::sum));
    return counts.toString();
  }

  /// The first value of a key in JSON that bitcoin-cli printed, one member a line.
  private static String field(String json, String key) {
    Matcher matcher = Pattern.compile('"' + key + "\":\\s*\"?([^\",\\n}]*)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + key + " in " + json);
    }
    return matcher.group(1).strip();
  }
}
