package vedette.poll.monerod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vedette.poll.json.Malformed;

class AnswersTest {
  private static JsonNode recorded(String port, String call) {
    JsonNode whole = JsonMapper.shared().readTree(FakeMonerod.recorded(port, call));
    return whole.has("result") ? whole.path("result") : whole;
  }

  private static ObjectNode info(String port) {
    return (ObjectNode) recorded(port, "get_info");
  }

  @Test
  void openPortTellsWhatItIs() {
    MonerodAnswer.Overview info = Answers.info(info("open"));
    assertThat(info.network()).isEqualTo("fakechain");
    assertThat(info.height()).isEqualTo(5);
    assertThat(info.target()).isEmpty();
    assertThat(info.synchronised()).isTrue();
    assertThat(info.restricted()).isFalse();
    assertThat(info.incoming()).hasValue(1);
    assertThat(info.outgoing()).hasValue(0);
    assertThat(info.version()).contains("0.18.0.0-unknown");
    assertThat(info.difficulty()).hasValue(1);
    assertThat(info.started().isPresent()).isTrue();
    assertThat(info.database().isPresent()).isTrue();
    assertThat(info.free().isPresent()).isTrue();
    assertThat(info.updateAvailable()).contains(false);
  }

  /// A restricted port says 0 peers, no version, 2^64 − 1 bytes free: all of it untrue.
  @Test
  void whatARestrictedPortMasksIsUnknown() {
    MonerodAnswer.Overview info = Answers.info(info("restricted"));
    assertThat(info.restricted()).isTrue();
    assertThat(info.height()).isEqualTo(5);
    assertThat(info.synchronised()).isTrue();
    assertThat(List.of(info.outgoing(), info.incoming(), info.rpcConnections()))
        .containsOnly(OptionalLong.empty());
    assertThat(List.of(info.whitePeers(), info.greyPeers(), info.alternatives(), info.started()))
        .containsOnly(OptionalLong.empty());
    assertThat(List.of(info.database(), info.free())).containsOnly(OptionalLong.empty());
    assertThat(info.version()).isEmpty();
    assertThat(info.updateAvailable()).isEmpty();
  }

  @Test
  void freeSpaceBeyondALongIsUnknown() {
    ObjectNode open = info("open");
    open.put("free_space", new BigInteger("18446744073709551615"));
    assertThat(Answers.info(open).free()).isEmpty();
  }

  @Test
  void targetIsThereOnlyWhileItIsAhead() {
    ObjectNode open = info("open");
    open.put("target_height", 3_000_000);
    assertThat(Answers.info(open).target()).hasValue(2_999_999);
    open.put("target_height", 6);
    assertThat(Answers.info(open).target()).isEmpty();
  }

  @Test
  void heightWhileAnotherNodeAnswersIsToldApart() {
    ObjectNode open = info("open");
    open.put("untrusted", true);
    open.put("height", 3_000_000);
    open.put("height_without_bootstrap", 12);
    MonerodAnswer.Overview info = Answers.info(open);
    assertThat(info.height()).isEqualTo(2_999_999);
    assertThat(info.ownHeight()).hasValue(11);
    open.remove("height_without_bootstrap");
    assertThat(Answers.info(open).ownHeight()).isEmpty();
  }

  @Test
  void difficultyBeyond64BitsIsRead() {
    ObjectNode open = info("open");
    open.put("wide_difficulty", "0x10000000000000000");
    assertThat(Answers.info(open).difficulty()).hasValue(0x1p64);
    open.put("wide_difficulty", "0xnone");
    assertThat(Answers.info(open).difficulty()).isEqualTo(OptionalDouble.of(1));
  }

  @Test
  void infoWithoutHeightIsNoInfo() {
    ObjectNode open = info("open");
    open.put("height", 0);
    assertThatThrownBy(() -> Answers.info(open))
        .isInstanceOf(Malformed.class)
        .hasMessage("get_info.height: expected a whole number from 1. Found: 0");
    open.remove("height");
    assertThatThrownBy(() -> Answers.info(open)).isInstanceOf(Malformed.class);
  }

  @Test
  void olderVersionsWithoutNettypeAreRead() {
    ObjectNode open = info("open");
    open.remove("nettype");
    open.put("stagenet", true);
    assertThat(Answers.info(open).network()).isEqualTo("stagenet");
  }

  @Test
  void newestBlockIsRead() {
    MonerodAnswer.Header header = Answers.header(recorded("open", "get_last_block_header"));
    assertThat(header.height()).isEqualTo(5);
    assertThat(header.hash()).hasSize(64);
    assertThat(header.timestamp().orElseThrow()).isGreaterThan(1_700_000_000);
    assertThat(header.reward()).hasValue(35_184_070_099_967L);
    assertThat(header.transactions()).hasValue(0);
    assertThat(header.majorVersion()).hasValue(16);
  }

  @Test
  void peersAreReadWithoutTheirAddresses() {
    MonerodAnswer.Connections connections =
        Answers.connections(recorded("open", "get_connections"));
    assertThat(connections.all()).isEqualTo(1);
    MonerodAnswer.Peer peer = connections.peers().getFirst();
    assertThat(peer)
        .isEqualTo(
            new MonerodAnswer.Peer(
                true,
                "ipv4",
                "normal",
                OptionalLong.of(0),
                peer.seconds(),
                OptionalLong.of(543),
                OptionalLong.of(1710)));
    assertThat(connections.toString()).doesNotContain("127.0.0.1");
  }

  /// monerod leaves out arrays that are empty.
  @Test
  void noConnectionsMemberIsNoConnections() {
    ObjectNode none = (ObjectNode) recorded("open", "get_connections");
    none.remove("connections");
    assertThat(Answers.connections(none)).isEqualTo(new MonerodAnswer.Connections(0, List.of()));
  }

  @Test
  void syncQueueIsSummed() {
    ObjectNode sync = (ObjectNode) recorded("open", "sync_info");
    assertThat(Answers.sync(sync)).isEqualTo(new MonerodAnswer.Sync(0, 0));
    sync.withArray("spans").addObject().put("nblocks", 20).put("size", 5000);
    sync.withArray("spans").addObject().put("nblocks", 1).put("size", 7);
    assertThat(Answers.sync(sync)).isEqualTo(new MonerodAnswer.Sync(21, 5007));
  }

  @Test
  void restIsRead() {
    assertThat(Answers.pool(recorded("open", "get_transaction_pool_stats")).oldest()).isEmpty();
    assertThat(Answers.pool(recorded("restricted", "get_transaction_pool_stats")).transactions())
        .isZero();
    assertThat(Answers.traffic(recorded("open", "get_net_stats")))
        .isEqualTo(new MonerodAnswer.Traffic(543, 1710));
    assertThat(Answers.hardFork(recorded("open", "hard_fork_info")).version()).isEqualTo(16);
    assertThat(Answers.fees(recorded("open", "get_fee_estimate")).perByte())
        .containsExactly(1_200_000L, 4_700_000L, 19_000_000L, 240_000_000L);
    ObjectNode old = (ObjectNode) recorded("open", "get_fee_estimate");
    old.remove("fees");
    assertThat(Answers.fees(old).perByte()).containsExactly(1_200_000L);
  }

  @Test
  void versionThatIsEmptyIsUnknown() {
    ObjectNode open = info("open");
    open.put("version", "");
    assertThat(Answers.info(open).version()).isEqualTo(Optional.empty());
  }
}
