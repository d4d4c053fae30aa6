package vedette.watch.monerod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;
import vedette.poll.monerod.MonerodAnswer;
import vedette.poll.monerod.MonerodCall;
import vedette.watch.monerod.Told.Overview;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

class MonerodFoldTest {
  private static final Duration POLL = Duration.ofSeconds(5);

  private final Told told = new Told();

  private void isNow(State state, String word) {
    assertThat(told.view().state()).isEqualTo(state);
    assertThat(told.word()).isEqualTo(word);
  }

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    isNow(State.UNKNOWN, "not asked yet");
    assertThat(told.view().figures()).isEmpty();
    assertThat(told.page().page()).isEmpty();
    assertThat(told.measured()).isEmpty();
  }

  @Test
  void synchronisedWithPeersIsAtTheTip() {
    told.info(Overview.of()).block("a", 3_000_000, told.now() - 30_000);
    isNow(State.OK, "at the tip");
    assertThat(told.view().figures())
        .containsExactly(
            Figure.of("height", 3_000_000, ""),
            Figure.of("tip age", (double) (told.now() - 30_000), "time"),
            Figure.text("peers", "12 out 3 in"));
  }

  @Test
  void withoutPeersItStartsForTwoMinutesAndThenHasNone() {
    Overview fresh = Overview.of().peers(0, 0);
    fresh.synchronised = false;
    fresh.started = OptionalLong.of(told.now() / 1_000);
    told.info(fresh);
    isNow(State.STARTING, "starting");
    told.pass(Duration.ofMillis(Verdict.START_MS)).info(fresh);
    isNow(State.BAD, "no peers");
  }

  /// What monerod itself goes on calling synchronised.
  @Test
  void lastPeerThatLeavesIsNoticedAtOnceAndSoIsItsReturn() {
    told.info(Overview.of()).pass(POLL).info(Overview.of().peers(0, 0));
    isNow(State.BAD, "no peers");
    assertThat(told.view().detail()).startsWith("For 0 s. It hears of no blocks");
    assertThat(told.measured())
        .containsEntry("monero_info_outgoing_connections", 0.0)
        .containsEntry("monero_info_synchronized", 1.0);
    told.pass(Duration.ofMinutes(1)).info(Overview.of().peers(0, 0));
    assertThat(told.view().detail()).startsWith("For 1 min. ");
    told.pass(POLL).info(Overview.of().peers(1, 0));
    isNow(State.OK, "at the tip");
  }

  @Test
  void onlyPeersThatCameByThemselvesAreAWarning() {
    told.info(Overview.of().peers(0, 5));
    isNow(State.WARN, "at the tip, no outgoing peers");
  }

  /// A restricted port says that there are no peers, which is untrue: no alarm, and no numbers.
  @Test
  void restrictedPortIsWellAndItsMaskedValuesAreAbsent() {
    told.info(Overview.of().restricted())
        .fails(MonerodCall.GET_CONNECTIONS, Trouble.UNSUPPORTED)
        .fails(MonerodCall.GET_NET_STATS, Trouble.UNSUPPORTED);
    isNow(State.OK, "at the tip, restricted");
    assertThat(told.measured())
        .containsEntry("monero_info_restricted", 1.0)
        .containsEntry("monero_info_height", 3_000_001.0)
        .doesNotContainKeys(
            "monero_info_outgoing_connections",
            "monero_info_incoming_connections",
            "monero_info_free_space_bytes",
            "monero_info_database_size_bytes",
            "monero_info_start_time_seconds",
            "monero_info_uptime_seconds",
            "monero_info_alternative_blocks",
            "monero_info_rpc_connections",
            "monero_peerlist[white]");
    assertThat(told.own().links()).isEmpty();
    assertThat(told.own().disk()).isEmpty();
    assertThat(told.own().masked()).containsExactly("get_connections", "get_net_stats");
    assertThat(told.view().figures())
        .contains(Figure.unknown("peers", "peers", "A restricted port does not tell"));
  }

  @Test
  void catchingUpIsSyncingWithAnEstimate() {
    Overview info = Overview.of();
    for (int i = 0; i < 20; i++) {
      info.height = 100_000 + i * 1_000L;
      told.info(info.behind(200_000 - i * 1_000L)).pass(Duration.ofSeconds(15));
    }
    isNow(State.SYNCING, "syncing");
    assertThat(told.view().detail())
        .isEqualTo("How far it has to go: 181\u2009000 blocks. About 45 min left.");
    assertThat(told.own().behind()).hasValue(181_000);
    assertThat(told.own().etaLowSeconds().orElseThrow()).isEqualTo(2715);
    assertThat(told.measured())
        .containsEntry("vedette_monero_blocks_behind", 181_000.0)
        .containsEntry("monero_info_target_height", 300_001.0);
  }

  @Test
  void synchronisedThatFallsBehindIsSyncingAgain() {
    Overview info = Overview.of();
    info.target = OptionalLong.of(info.height + 3);
    told.info(info);
    isNow(State.OK, "at the tip");
    info.target = OptionalLong.of(info.height + 4);
    told.pass(POLL).info(info);
    isNow(State.SYNCING, "syncing");
  }

  @Test
  void whatItDoesNotKnowOfItsLagIsAbsent() {
    Overview info = Overview.of();
    info.synchronised = false;
    told.info(info);
    isNow(State.SYNCING, "syncing");
    assertThat(told.view().detail()).isEqualTo("How far it has to go: it does not know yet.");
    assertThat(told.measured())
        .doesNotContainKeys("vedette_monero_blocks_behind", "monero_info_target_height");
  }

  @Test
  void anotherNodeThatAnswersForItIsTold() {
    Overview info = Overview.of();
    info.untrusted = true;
    info.ownHeight = OptionalLong.of(5_000);
    told.info(info);
    isNow(State.SYNCING, "syncing, another node answers");
    assertThat(told.own().behind()).hasValue(2_995_000);
  }

  @Test
  void offlineOnPurposeIsNoLackOfPeers() {
    Overview info = Overview.of().peers(0, 0);
    info.offline = true;
    told.info(info);
    isNow(State.WARN, "offline");
  }

  @Test
  void oldTipIsAWarningAndRegtestHasNone() {
    long old = told.now() - 21 * 60_000L;
    told.info(Overview.of()).block("a", 3_000_000, old);
    isNow(State.WARN, "no new block");
    Overview regtest = Overview.of();
    regtest.network = "fakechain";
    Told other = new Told();
    other.info(regtest).block("a", 3_000_000, old);
    assertThat(other.word()).isEqualTo("at the tip");
  }

  /// A miner's clock may lie in both directions.
  @Test
  void tipAgeCountsFromWhenTheBlockCameAndIsNeverNegative() {
    told.info(Overview.of()).block("a", 2_999_999, told.now() + 7_000_000);
    assertThat(told.measured()).containsEntry("vedette_monero_tip_age_seconds", 0.0);
    told.pass(POLL).info(Overview.of()).block("b", 3_000_000, told.now() - 3_600_000);
    told.pass(Duration.ofSeconds(10)).info(Overview.of());
    assertThat(told.measured()).containsEntry("vedette_monero_tip_age_seconds", 10.0);
    assertThat(told.own().tip().orElseThrow().seenAt()).hasValue(told.now() - 10_000);
  }

  /// A node that has just begun has only the block without a time.
  @Test
  void firstBlockHasNoAge() {
    told.info(Overview.of()).block("a", 0, 0);
    isNow(State.OK, "at the tip");
    assertThat(told.measured())
        .doesNotContainKeys("vedette_monero_tip_age_seconds", "monero_lastblock_timestamp_seconds");
  }

  /// Blocks that come while it catches up are as old as they say.
  @Test
  void blocksOfTheCatchingUpCountByTheirOwnTime() {
    long then = told.now() - 86_400_000;
    told.info(Overview.of().behind(700)).block("a", 2_999_000, then - 120_000);
    told.pass(POLL).info(Overview.of().behind(700)).block("b", 2_999_001, then);
    assertThat(told.measured()).containsEntry("vedette_monero_tip_age_seconds", 86_405.0);
  }

  @Test
  void eachTroubleHasItsOwnWord() {
    Map<Trouble, String> words =
        Map.of(
            Trouble.UNAUTHORIZED, "wrong credentials",
            Trouble.UNTRUSTED, "not trusted",
            Trouble.BUSY, "busy",
            Trouble.TIMEOUT, "hangs",
            Trouble.UNREACHABLE, "unreachable",
            Trouble.GARBAGE, "not understood");
    words.forEach((trouble, word) -> {
      Told fresh = new Told().fails(MonerodCall.GET_INFO, trouble);
      assertThat(fresh.word()).isEqualTo(word);
      assertThat(fresh.view().detail()).isEqualTo("its own words");
    });
    told.info(Overview.of()).pass(POLL).fails(MonerodCall.GET_INFO, Trouble.UNREACHABLE);
    isNow(State.GONE, "gone");
  }

  /// While something is wrong one call after the other is tried: any of them knows.
  @Test
  void newestTroubleIsTheOneThatIsSaid() {
    told.fails(MonerodCall.GET_INFO, Trouble.UNREACHABLE);
    told.pass(POLL).fails(MonerodCall.SYNC_INFO, Trouble.UNAUTHORIZED);
    isNow(State.BAD, "wrong credentials");
    told.pass(Duration.ofSeconds(88)).fails(MonerodCall.GET_NET_STATS, Trouble.UNAUTHORIZED);
    told.pass(POLL);
    isNow(State.BAD, "wrong credentials");
  }

  @Test
  void troubleOfAnotherCallIsNoneOfTheNode() {
    told.info(Overview.of()).fails(MonerodCall.GET_NET_STATS, Trouble.TIMEOUT);
    isNow(State.OK, "at the tip");
  }

  @Test
  void nothingIsMeasuredOfWhatIsGoneAndItsPageKeepsWhatItWas() {
    told.info(Overview.of()).block("a", 3_000_000, told.now());
    told.pass(POLL).fails(MonerodCall.GET_INFO, Trouble.UNREACHABLE);
    assertThat(told.measured()).isEmpty();
    assertThat(told.own().height()).isEqualTo(3_000_000);
    assertThat(told.own().asOf()).isEqualTo(told.now() - POLL.toMillis());
    assertThat(told.view().figures().get(1).value()).isEmpty();
    assertThat(told.view().figures().get(1).why()).contains("nobody told");
  }

  @Test
  void oneMissedAnswerTakesNothingAwayAndSilenceIsStale() {
    told.info(Overview.of()).pass(POLL).fails(MonerodCall.GET_INFO, Trouble.TIMEOUT);
    isNow(State.BAD, "hangs");
    assertThat(told.measured()).containsKey("monero_info_height");
    told.pass(Duration.ofSeconds(91));
    isNow(State.STALE, "stale");
    assertThat(told.measured()).isEmpty();
  }

  @Test
  void callThatIsNotAnsweredAnyMoreIsNotMeasured() {
    told.info(Overview.of())
        .says(MonerodCall.GET_NET_STATS, new MonerodAnswer.Traffic(5, 7))
        .says(MonerodCall.HARD_FORK_INFO, fork(true))
        .says(MonerodCall.GET_FEE_ESTIMATE, new MonerodAnswer.Fees(List.of(20_000L, 80_000L)))
        .says(MonerodCall.SYNC_INFO, new MonerodAnswer.Sync(2, 9));
    assertThat(told.measured())
        .containsEntry("vedette_monero_p2p_received_bytes_total", 5.0)
        .containsEntry("vedette_monero_p2p_sent_bytes_total", 7.0)
        .containsEntry("vedette_monero_hard_fork_version", 16.0)
        .containsEntry("vedette_monero_fee_piconero_per_byte[slow]", 20_000.0)
        .containsEntry("vedette_monero_fee_piconero_per_byte[normal]", 80_000.0)
        .containsEntry("vedette_monero_sync_waiting_blocks", 2.0);
    told.fails(MonerodCall.GET_NET_STATS, Trouble.ERROR);
    assertThat(told.measured()).doesNotContainKey("vedette_monero_p2p_received_bytes_total");
    told.says(MonerodCall.HARD_FORK_INFO, fork(false));
    assertThat(told.measured()).doesNotContainKey("vedette_monero_hard_fork_version");
  }

  private static MonerodAnswer.HardFork fork(boolean enabled) {
    return new MonerodAnswer.HardFork(
        16,
        enabled,
        OptionalLong.of(2_688_888),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  @Test
  void peersAreCountedByDirectionAndState() {
    told.info(Overview.of())
        .says(
            MonerodCall.GET_CONNECTIONS,
            new MonerodAnswer.Connections(
                3,
                List.of(
                    peer(true, "normal", 2_999_990),
                    peer(false, "normal", 3_000_000),
                    peer(false, "synchronizing", 3_000_010))));
    assertThat(told.measured())
        .containsEntry("monero_p2p_connections[in, normal]", 1.0)
        .containsEntry("monero_p2p_connections[out, normal]", 1.0)
        .containsEntry("monero_p2p_connections[out, synchronizing]", 1.0);
    MonerodPage.Links links = told.own().links().orElseThrow();
    assertThat(links.behind()).hasValue(1);
    assertThat(links.ahead()).hasValue(1);
    assertThat(links.networks()).containsExactly(Map.entry("tor", 3L));
    assertThat(links.peers().getFirst().connectedAt()).hasValue(told.now() - 60_000);
  }

  private static MonerodAnswer.Peer peer(boolean incoming, String state, long height) {
    return new MonerodAnswer.Peer(
        incoming,
        "tor",
        state,
        OptionalLong.of(height),
        OptionalLong.of(60),
        OptionalLong.of(1),
        OptionalLong.of(2));
  }

  @Test
  void poolIsMeasuredInMonero() {
    told.info(Overview.of())
        .says(
            MonerodCall.GET_TRANSACTION_POOL_STATS,
            new MonerodAnswer.Pool(
                20,
                OptionalLong.of(40_000),
                OptionalLong.of(1_500_000_000L),
                OptionalLong.of(told.now() / 1_000 - 60),
                OptionalLong.of(1),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalLong.empty()));
    assertThat(told.measured())
        .containsEntry("monero_transaction_pool_transactions", 20.0)
        .containsEntry("monero_transaction_pool_fees_monero", 0.0015)
        .doesNotContainKey("monero_transaction_pool_older_than_10m");
    assertThat(told.own().pool().orElseThrow().oldest()).hasValue(told.now() - 60_000);
  }

  @Test
  void everyMeasureIsDeclared() {
    told.info(Overview.of()).block("a", 3_000_000, told.now());
    List<String> declared = MonerodMeasures.ALL.stream().map(measure -> measure.name()).toList();
    assertThat(told.page().readings()).allMatch(row -> declared.contains(row.name()));
  }

  /// Under one name another node may answer some day.
  @Test
  void otherNetworkUnderTheSameNameBringsNothingOver() {
    told.info(Overview.of()).block("a", 3_000_000, told.now());
    Overview stagenet = Overview.of();
    stagenet.network = "stagenet";
    stagenet.height = 10;
    told.pass(POLL).info(stagenet);
    assertThat(told.own().tip()).isEmpty();
    assertThat(told.measured()).doesNotContainKey("monero_lastblock_height");
  }

  @Test
  void newVersionIsMentionedAndNoAlarm() {
    Overview info = Overview.of();
    info.update = Optional.of(true);
    told.info(info);
    isNow(State.OK, "at the tip");
    assertThat(told.view().detail()).isEqualTo("A newer version is out. Do: update it");
  }
}
