package vedette.poll.lnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vedette.poll.json.Malformed;

class LndAnswersTest {
  private static JsonNode json(String text) {
    return LndReplies.object(200, text.getBytes(StandardCharsets.UTF_8), "");
  }

  private static LndAnswer.Pending pending(String recording) {
    return LndAnswers.pending(json(LndServer.recorded(recording)));
  }

  @Test
  void channelThatIsClosedByForceFirstWaitsForItsTransaction() {
    PendingChannel.WaitingClose waiting = pending("pending-waiting").waitingClose().getFirst();
    assertThat(waiting.byForce()).isTrue();
    assertThat(waiting.limbo()).isEqualTo(2_288_969);
    assertThat(waiting.closingTxid()).isPresent();
  }

  @Test
  void channelThatIsClosedByForceTellsWhenItsMoneyComesBack() {
    PendingChannel.ForceClosing forced = pending("pending-forced").forceClosing().getFirst();
    assertThat(forced.limbo()).isEqualTo(2_499_299);
    assertThat(forced.blocksLeft()).hasValue(474);
    assertThat(forced.htlcs()).isEqualTo(2);
    assertThat(forced.anchor()).contains("LIMBO");
  }

  @Test
  void openingChannelTellsItsConfirmations() {
    PendingChannel.Opening opening = pending("pending-opening").opening().getFirst();
    assertThat(opening.confirmationsLeft()).hasValue(1);
    assertThat(opening.expiresInBlocks()).hasValue(2016);
  }

  @Test
  void channelIdsUseAllSixtyFourBits() {
    assertThat(LndChannel.shortId(Long.parseUnsignedLong("17592186044416000001")))
        .as("an alias of a channel without confirmations")
        .isEqualTo("16000000x0x1");
    assertThat(LndChannel.shortId(440904162803712L)).isEqualTo("401x1x0");
  }

  @Test
  void whatIsOfNoUseWithoutItsMembersIsNamed() {
    assertThatThrownBy(() -> LndAnswers.info(json("{\"version\":\"x\"}")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("getinfo.identity_pubkey: expected a text");
    assertThatThrownBy(() -> LndAnswers.channels(json("{}"))).isInstanceOf(Malformed.class);
  }

  @Test
  void channelThatCannotBeReadIsLeftOutAndCounted() {
    String one = LndServer.recorded("channels");
    String channel = one.substring(one.indexOf('[') + 1, one.lastIndexOf(']'));
    LndAnswer.Channels read =
        LndAnswers.channels(json("{\"channels\":[" + channel + ",{\"active\":true}]}"));
    assertThat(read.channels()).hasSize(1);
    assertThat(read.leftOut()).isEqualTo(1);
  }

  @Test
  void closedChannelsAreCountedByHow() {
    String channel =
        """
        {"channel_point":"%s:0","chan_id":"440904162803712","remote_pubkey":"02%s",
         "capacity":"4000000","close_height":%d,"settled_balance":"0","close_type":"%s"}
        """;
    String point = "ab".repeat(32);
    LndAnswer.Closed closed =
        LndAnswers.closed(
            json(
                "{\"channels\":["
                    + channel.formatted(point, point, 5, "COOPERATIVE_CLOSE")
                    + ","
                    + channel.formatted(point, point, 9, "LOCAL_FORCE_CLOSE")
                    + ","
                    + channel.formatted(point, point, 7, "<b>")
                    + "]}"));
    assertThat(closed.counts())
        .containsEntry("COOPERATIVE_CLOSE", 1)
        .containsEntry("LOCAL_FORCE_CLOSE", 1)
        .as("what is no word of LND's makes no label of its own")
        .containsEntry("OTHER", 1);
    assertThat(closed.latest().getFirst().closeHeight()).hasValue(9);
  }

  @Test
  void forwardsAreSummedByDayAndReadOnlyOnce() throws Exception {
    Clock noon = Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);
    ForwardLedger ledger = new ForwardLedger(noon);
    List<String> questions = new ArrayList<>();
    String forward = "{\"timestamp\":\"%d\",\"amt_out_msat\":\"%d\",\"fee_msat\":\"%d\"}";
    long today = noon.instant().getEpochSecond();
    LndAnswer.Forwards first =
        ledger.read(question -> {
          questions.add(question);
          return json(
              "{\"forwarding_events\":[%s,%s,%s],\"last_offset_index\":3}"
                  .formatted(
                      forward.formatted(today - 86_400, 1_000, 10),
                      forward.formatted(today, 2_000, 20),
                      forward.formatted(today, 3_000, 30)));
        });
    assertThat(first)
        .isEqualTo(
            new LndAnswer.Forwards(
                List.of(
                    new LndAnswer.Forwards.Day(LocalDate.parse("2026-11-25"), 1, 1_000, 10),
                    new LndAnswer.Forwards.Day(LocalDate.parse("2026-11-26"), 2, 5_000, 50)),
                true));
    LndAnswer.Forwards second =
        ledger.read(question -> {
          questions.add(question);
          return json("{\"forwarding_events\":[],\"last_offset_index\":3}");
        });
    assertThat(second).isEqualTo(first);
    assertThat(questions.getFirst())
        .contains("\"index_offset\":0", "\"start_time\":\"1793145600\"");
    assertThat(questions.getLast()).contains("\"index_offset\":3");
  }

  @Test
  void stateIsOneOfLndsWords() {
    for (WalletState state : WalletState.values()) {
      assertThat(LndAnswers.state(json("{\"state\":\"" + state.name() + "\"}")).state())
          .isEqualTo(state);
    }
    assertThat(Optional.of(WalletState.RPC_ACTIVE)).get().matches(WalletState::answers);
    assertThat(WalletState.WAITING_TO_START.answers()).isFalse();
  }
}
