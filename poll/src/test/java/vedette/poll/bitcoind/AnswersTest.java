package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vedette.poll.json.Malformed;

class AnswersTest {
  private static JsonNode recorded(BitcoindCall call) {
    return JsonMapper.shared()
        .readTree(FakeBitcoind.recorded(call.call().name(), "1"))
        .path("result");
  }

  private static <T> T parsed(BitcoindCall call, Class<T> type, JsonNode result) {
    return type.cast(call.parse(result));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  @Test
  void blockchainOfAPrunedNode() {
    BitcoindAnswer.Blockchain chain =
        parsed(
            BitcoindCall.GETBLOCKCHAININFO,
            BitcoindAnswer.Blockchain.class,
            recorded(BitcoindCall.GETBLOCKCHAININFO));
    assertThat(chain.chain()).isEqualTo("regtest");
    assertThat(chain.blocks()).isEqualTo(106);
    assertThat(chain.headers()).isEqualTo(106);
    assertThat(chain.bestBlockHash())
        .isEqualTo("2f97089ca9b260ab14f096930e8c611a7a37959a14976109ea4625a2db64aec7");
    assertThat(chain.difficulty()).isEqualTo(4.656542373906925e-10);
    assertThat(chain.time()).hasValue(1795545750);
    assertThat(chain.medianTime()).hasValue(1795545749);
    assertThat(chain.verificationProgress()).isEqualTo(1);
    assertThat(chain.initialBlockDownload()).isFalse();
    assertThat(chain.sizeOnDisk()).hasValue(32321);
    assertThat(chain.pruned()).isTrue();
    assertThat(chain.pruneHeight()).hasValue(0);
    assertThat(chain.warnings()).singleElement().asString().startsWith("This is a pre-release");
  }

  @Test
  void warningsAreAnArrayOrATextAsVersionsHaveIt() {
    ObjectNode chain = (ObjectNode) recorded(BitcoindCall.GETBLOCKCHAININFO);
    chain.put("warnings", "Unknown new rules activated (versionbit 28)");
    assertThat(Answers.blockchain(chain).warnings())
        .containsExactly("Unknown new rules activated (versionbit 28)");
    chain.put("warnings", "");
    assertThat(Answers.blockchain(chain).warnings()).isEmpty();
    chain.remove("warnings");
    assertThat(Answers.blockchain(chain).warnings()).isEmpty();
  }

  @Test
  void whatAnOlderVersionDoesNotTellIsEmpty() {
    ObjectNode chain = (ObjectNode) recorded(BitcoindCall.GETBLOCKCHAININFO);
    chain.remove("time");
    chain.remove("pruneheight");
    chain.remove("size_on_disk");
    assertThat(Answers.blockchain(chain).time()).isEmpty();
    assertThat(Answers.blockchain(chain).pruneHeight()).isEmpty();
    assertThat(Answers.blockchain(chain).sizeOnDisk()).isEmpty();
    ObjectNode network = (ObjectNode) recorded(BitcoindCall.GETNETWORKINFO);
    network.remove("connections_in");
    assertThat(Answers.network(network).connectionsIn()).isEmpty();
    ObjectNode mempool = (ObjectNode) recorded(BitcoindCall.GETMEMPOOLINFO);
    mempool.remove("total_fee");
    assertThat(Answers.mempool(mempool).totalFee()).isEmpty();
  }

  @Test
  void network() {
    assertThat(
            parsed(
                BitcoindCall.GETNETWORKINFO,
                BitcoindAnswer.Network.class,
                recorded(BitcoindCall.GETNETWORKINFO)))
        .satisfies(network -> {
          assertThat(network.version()).isEqualTo(319900);
          assertThat(network.subversion()).isEqualTo("/Satoshi:31.99.0/");
          assertThat(network.connections()).isEqualTo(1);
          assertThat(network.connectionsIn()).isEqualTo(OptionalInt.of(1));
          assertThat(network.connectionsOut()).isEqualTo(OptionalInt.of(0));
          assertThat(network.networkActive()).isTrue();
          assertThat(network.networks()).containsExactly("ipv4", "ipv6");
          assertThat(network.relayFee()).isEqualTo(1e-6);
          assertThat(network.localAddresses()).isZero();
          assertThat(network.warnings()).hasSize(1);
        });
  }

  @Test
  void mempoolAndTotals() {
    assertThat(Answers.mempool(recorded(BitcoindCall.GETMEMPOOLINFO)))
        .isEqualTo(
            new BitcoindAnswer.Mempool(
                true,
                1,
                141,
                1224,
                OptionalDouble.of(0.0000282),
                300_000_000,
                1e-6,
                1e-6,
                OptionalLong.of(0)));
    assertThat(Answers.netTotals(recorded(BitcoindCall.GETNETTOTALS)))
        .isEqualTo(
            new BitcoindAnswer.NetTotals(
                1432, 33474, OptionalLong.of(524_288_000), OptionalLong.of(524_254_526)));
  }

  @Test
  void withoutUploadTargetNothingIsLeftOfIt() {
    ObjectNode totals = (ObjectNode) recorded(BitcoindCall.GETNETTOTALS);
    ((ObjectNode) totals.path("uploadtarget")).put("target", 0);
    assertThat(Answers.netTotals(totals).uploadTarget()).isEmpty();
    assertThat(Answers.netTotals(totals).uploadLeft()).isEmpty();
  }

  @Test
  void peersOfBothDirections() {
    BitcoindAnswer.Peers peers = Answers.peers(recorded(BitcoindCall.GETPEERINFO));
    assertThat(peers.leftOut()).isZero();
    assertThat(peers.peers()).hasSize(2);
    BitcoindAnswer.PeerInfo inbound = peers.peers().getFirst();
    assertThat(inbound.inbound()).isTrue();
    assertThat(inbound.address()).isEqualTo("127.0.0.1:49532");
    assertThat(inbound.connectionType()).isEqualTo("inbound");
    assertThat(inbound.transport()).contains("v2");
    assertThat(inbound.services()).containsExactly("WITNESS", "NETWORK_LIMITED", "P2P_V2");
    assertThat(inbound.version()).isEqualTo(70017);
    assertThat(inbound.connectedAt()).isEqualTo(1795545730);
    assertThat(inbound.pingTime()).hasValue(0.000190604);
    assertThat(inbound.pingWait()).isEmpty();
    assertThat(inbound.bytesSent()).isEqualTo(33474);
    assertThat(inbound.bytesReceived()).isEqualTo(1432);
    assertThat(inbound.lastBlock()).isZero();
    assertThat(inbound.syncedHeaders()).as("-1 is Core's word for none").isEmpty();
    assertThat(inbound.bip152HighBandwidthTo()).isFalse();
    assertThat(inbound.bip152HighBandwidthFrom()).isTrue();
    assertThat(inbound.invToSend()).hasValue(0);
    assertThat(inbound.mappedAs()).isEmpty();
    BitcoindAnswer.PeerInfo outbound = peers.peers().getLast();
    assertThat(outbound.inbound()).isFalse();
    assertThat(outbound.connectionType()).isEqualTo("manual");
    assertThat(outbound.lastBlock()).isPositive();
  }

  /// v23 knows neither transports nor inv_to_send.
  @Test
  void peerOfAnOldVersionLacksOnlyWhatIsNew() {
    JsonNode peers = recorded(BitcoindCall.GETPEERINFO);
    ObjectNode first = (ObjectNode) peers.path(0);
    first.remove("transport_protocol_type");
    first.remove("inv_to_send");
    first.put("mapped_as", 64_512);
    BitcoindAnswer.PeerInfo peer = Answers.peers(peers).peers().getFirst();
    assertThat(peer.transport()).isEqualTo(Optional.empty());
    assertThat(peer.invToSend()).isEmpty();
    assertThat(peer.mappedAs()).hasValue(64_512);
  }

  /// Until v24 Core lists a peer that is being disconnected with half of its members.
  @Test
  void halfAPeerIsLeftOutAndCounted() {
    JsonNode peers = recorded(BitcoindCall.GETPEERINFO);
    ((ObjectNode) peers.path(0)).remove("inflight");
    assertThat(Answers.peers(peers).peers()).hasSize(1);
    assertThat(Answers.peers(peers).leftOut()).isEqualTo(1);
    ((ObjectNode) peers.path(1)).remove("id");
    assertThatThrownBy(() -> Answers.peers(peers))
        .isInstanceOf(Malformed.class)
        .hasMessage("getpeerinfo[].inflight: expected an array. Found: nothing");
  }

  @Test
  void tipsIndexesUptimeAddressesAndMemory() {
    assertThat(Answers.chainTips(recorded(BitcoindCall.GETCHAINTIPS)).tips())
        .extracting(BitcoindAnswer.ChainTips.Tip::status)
        .containsExactly("active", "invalid");
    assertThat(Answers.indexes(recorded(BitcoindCall.GETINDEXINFO)).indexes())
        .containsOnlyKeys("txindex", "coinstatsindex", "basic block filter index")
        .containsEntry("txindex", new BitcoindAnswer.Indexes.Index(true, 106));
    assertThat(Answers.uptime(recorded(BitcoindCall.UPTIME)).seconds()).isEqualTo(172);
    assertThat(Answers.addressManager(recorded(BitcoindCall.GETADDRMANINFO)).networks())
        .containsOnlyKeys("ipv4", "ipv6", "onion", "i2p", "cjdns")
        .containsEntry("ipv4", new BitcoindAnswer.AddressManager.Table(1, 1));
    assertThat(Answers.memory(recorded(BitcoindCall.GETMEMORYINFO)))
        .isEqualTo(new BitcoindAnswer.Memory(608, 261_536, 262_144, 262_144, 9, 3));
  }

  @Test
  void noIndexesIsAnAnswer() {
    assertThat(Answers.indexes(json("{}")).indexes()).isEqualTo(Map.of());
  }

  @Test
  void nonsenseIsNamedAndNeverAValue() {
    ObjectNode chain = (ObjectNode) recorded(BitcoindCall.GETBLOCKCHAININFO);
    for (String nonsense :
        new String[] {"-5", "1.5", "1e300", "99999999999999999999", "'106'", "null", "[]", "{}"}) {
      chain.set("blocks", json(nonsense));
      assertThatThrownBy(() -> Answers.blockchain(chain))
          .as(nonsense)
          .isInstanceOf(Malformed.class)
          .hasMessageStartingWith(
              "getblockchaininfo.blocks: expected a whole number from 0. Found");
    }
    chain.put("blocks", 1);
    chain.set("verificationprogress", json("1e999"));
    assertThatThrownBy(() -> Answers.blockchain(chain)).isInstanceOf(Malformed.class);
    chain.put("verificationprogress", 0.5);
    chain.set("time", json("-1e999"));
    assertThat(Answers.blockchain(chain).time()).isEmpty();
  }

  @Test
  void namesThatNobodyGivesAreNoKeys() {
    JsonNode indexes =
        json(
            "{'a\\nb':{'synced':true,'best_block_height':1},'%s':{},'':{},'ok':{'synced':false,'best_block_height':2}}"
                .formatted("x".repeat(100)));
    assertThat(Answers.indexes(indexes).indexes()).containsOnlyKeys("ok");
  }

  @Test
  void whitelistNamesEveryCall() {
    assertThat(BitcoindCall.whitelist())
        .isEqualTo(
            "getblockchaininfo,getnetworkinfo,getmempoolinfo,getpeerinfo,getnettotals,uptime,"
                + "getchaintips,getindexinfo,getaddrmaninfo,getmemoryinfo");
  }

  @Test
  void documentationHasTheWhitelistToCopy() throws Exception {
    assertThat(Files.readString(Path.of("../docs/polling.md")))
        .contains("\nrpcwhitelist=vedette:" + BitcoindCall.whitelist() + "\n");
  }
}
