package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.watch.metrics.Happenings.closed;
import static vedette.watch.metrics.Happenings.in;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vedette.poll.bitcoind.BitcoindAnswer;

/// What peers tell of the chain, and what they tell too often.
class PeersTellTest {
  private static final String HEIGHT = "vedette_peers_height{node=\"main\"}";
  private static final String PINGS = "vedette_pings_excess_total{node=\"main\"}";
  private static final String ADDRESSES = "vedette_addr_messages_excess_total{node=\"main\"}";

  private final Metrics metrics = Metrics.create("test");

  private Scrape scrape() {
    return Scrape.of(metrics.own(""));
  }

  private void introduces(long peer, int height) {
    byte[] version = Happenings.version("/Satoshi:31.0.0/");
    ByteBuffer.wrap(version).order(ByteOrder.LITTLE_ENDIAN).putInt(version.length - 5, height);
    metrics.accept("main", in(0, peer, "version", version));
  }

  private void listed(String... types) {
    metrics.accept(
        Answers.answered(
            "main",
            "getpeerinfo",
            new BitcoindAnswer.Peers(
                IntStream.range(0, types.length)
                    .mapToObj(i ->
                        Answers.peer(
                            i + 1L, "192.0.2.1:8333", "ipv4", types[i], 0.1, OptionalLong.empty()))
                    .toList())));
  }

  private static String[] outbound(int count) {
    return IntStream.range(0, count).mapToObj(_ -> "outbound-full-relay").toArray(String[]::new);
  }

  @Test
  void heightIsWhatHalfOfTheOutboundPeersHaveTold() {
    introduces(1, 900_000);
    introduces(2, 900_004);
    introduces(3, 2_000_000_000);
    listed(outbound(3));
    assertThat(scrape().at(HEIGHT)).isEqualTo(900_004);
  }

  @Test
  void peersThatCameByThemselvesHaveNoVoice() {
    for (int peer = 1; peer <= 8; peer++) {
      introduces(peer, peer <= 3 ? 900_000 : 999_999);
    }
    listed(
        "outbound-full-relay",
        "block-relay-only",
        "manual",
        "inbound",
        "inbound",
        "inbound",
        "inbound",
        "inbound");
    assertThat(scrape().at(HEIGHT)).isEqualTo(900_000);
  }

  @Test
  void twoPeersAreTooFewToBeBelieved() {
    introduces(1, 900_000);
    introduces(2, 900_000);
    listed(outbound(3));
    assertThat(scrape().at(HEIGHT)).as("the third told of headers").isEqualTo(900_000);
    listed(outbound(2));
    assertThat(scrape().series()).doesNotContainKey(HEIGHT);
  }

  @Test
  void heightOfAPeerThatIsGoneIsForgottenWithIt() {
    for (int peer = 1; peer <= 3; peer++) {
      introduces(peer, 900_000);
    }
    metrics.accept("main", closed(1, "outbound-full-relay", "ipv4", 9));
    metrics.accept("main", closed(2, "outbound-full-relay", "ipv4", 9));
    listed(outbound(3));
    assertThat(scrape().at(HEIGHT)).as("what two others told by headers").isEqualTo(1);
  }

  @Test
  void branchThatTheNodeRefusesHasItsHeightAsLongAsThereIsOne() {
    String name = "vedette_chain_invalid_tip_height{node=\"main\"}";
    tips(
        new BitcoindAnswer.ChainTips.Tip(900_000, "aa".repeat(32), 0, "active"),
        new BitcoindAnswer.ChainTips.Tip(900_003, "bb".repeat(32), 4, "invalid"),
        new BitcoindAnswer.ChainTips.Tip(899_000, "cc".repeat(32), 1, "invalid"));
    assertThat(scrape().at(name)).isEqualTo(900_003);
    tips(new BitcoindAnswer.ChainTips.Tip(900_004, "aa".repeat(32), 0, "active"));
    assertThat(scrape().series()).doesNotContainKey(name);
  }

  private void tips(BitcoindAnswer.ChainTips.Tip... all) {
    metrics.accept(
        Answers.answered("main", "getchaintips", new BitcoindAnswer.ChainTips(List.of(all))));
  }

  @Test
  void pingsBeyondThreeInTwoMinutesAreTooMany() {
    for (int second : new int[] {0, 10, 20, 30, 40, 200, 330, 460}) {
      metrics.accept("main", in(second, 7, "ping", new byte[8]));
      metrics.accept("main", in(second, second, "ping", new byte[8]));
    }
    assertThat(scrape().at(PINGS)).isEqualTo(2);
    assertThat(scrape().at(ADDRESSES)).isZero();
  }

  @Test
  void addressMessagesBeyondSixInAMinuteAreTooMany() {
    for (int second = 0; second < 10; second++) {
      metrics.accept("main", in(second, 7, "addrv2", new byte[] {0}));
      metrics.accept("main", in(second * 61, 8, "addr", new byte[] {0}));
    }
    assertThat(scrape().at(ADDRESSES)).isEqualTo(4);
  }
}
