package vedette.watch.electrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.electrum.ElectrumAnswer;
import vedette.poll.electrum.ElectrumCall;
import vedette.watch.service.Measured;
import vedette.watch.service.Services;
import vedette.watch.view.Figure;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;

class ElectrumKindTest {
  private static final String MAIN =
      "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
  private static final String SIGNET =
      "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6";

  private final Instant start = Instant.parse("2026-01-02T03:04:05Z");
  private Instant now = start;
  private OptionalLong bitcoinHeight = OptionalLong.of(800_000);
  private Optional<State> bitcoinState = Optional.of(State.OK);
  private Services services =
      new Services(
          () -> now,
          new Services.Nodes() {
            @Override
            public Optional<State> state(String key) {
              return bitcoinState;
            }

            @Override
            public OptionalLong height(String key) {
              return bitcoinHeight;
            }

            @Override
            public Optional<String> chain(String key) {
              return Optional.of("main");
            }
          });

  @BeforeEach
  void put() {
    services.put(new ElectrumKind(), "e", "electrs", List.of("main"));
  }

  private void said(ElectrumCall call, Outcome outcome) {
    services.accept(new Reading("e", call.call().name(), now, Duration.ofMillis(20), outcome));
  }

  private void answered(ElectrumCall call, ElectrumAnswer answer) {
    said(call, new Outcome.Answered(answer));
  }

  private void failed(ElectrumCall call, Trouble trouble, String words) {
    said(call, new Outcome.Failed(trouble, words));
  }

  private void allFail(Trouble trouble, String words) {
    for (ElectrumCall call : ElectrumCall.values()) {
      if (call != ElectrumCall.STATS && call != ElectrumCall.METRICS) {
        failed(call, trouble, words);
      }
    }
  }

  private void tip(long height) {
    answered(
        ElectrumCall.TIP, new ElectrumAnswer.Tip(height, "hash" + height, start.getEpochSecond()));
  }

  private void allWell(long height) {
    tip(height);
    answered(ElectrumCall.VERSION, new ElectrumAnswer.Version("electrs/0.11.1", "1.4"));
    answered(ElectrumCall.PING, new ElectrumAnswer.Pong());
    genesis(MAIN);
    answered(
        ElectrumCall.FEE_HISTOGRAM,
        new ElectrumAnswer.FeeHistogram(
            List.of(
                new ElectrumAnswer.FeeHistogram.Bin(12.5, 128_812),
                new ElectrumAnswer.FeeHistogram.Bin(1, 22_890_421))));
    answered(ElectrumCall.RELAY_FEE, new ElectrumAnswer.RelayFee(0.00001));
    answered(ElectrumCall.FEE_ESTIMATE, new ElectrumAnswer.FeeEstimate(OptionalDouble.of(0.00012)));
    answered(ElectrumCall.PEERS, new ElectrumAnswer.Peers(3));
  }

  private void genesis(String hash) {
    answered(
        ElectrumCall.FEATURES,
        new ElectrumAnswer.Features(Optional.of(hash), OptionalLong.empty()));
  }

  private static ElectrumAnswer.FulcrumStats stats(
      Optional<String> work, long height, boolean refused) {
    return new ElectrumAnswer.FulcrumStats(
        OptionalLong.of(height),
        Optional.of("main"),
        work,
        work.isPresent() ? OptionalLong.of(height) : OptionalLong.empty(),
        OptionalLong.of(2),
        OptionalLong.of(31),
        OptionalLong.of(415),
        OptionalLong.of(6),
        OptionalLong.of(9),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(3),
        OptionalLong.of(0),
        OptionalLong.of(1 << 30),
        Optional.of("/Satoshi:29.0.0/"),
        refused,
        OptionalLong.of(4),
        OptionalLong.of(2));
  }

  private ServiceView view() {
    return Objects.requireNonNull(services.views().get("e"));
  }

  private void is(State state, String word) {
    assertThat(view().state()).isEqualTo(state);
    assertThat(view().word()).isEqualTo(word);
  }

  private Map<String, Double> values() {
    return services.measured().stream()
        .collect(Collectors.toMap(it -> it.measure().name(), Measured::value));
  }

  private ElectrumPage page() {
    return (ElectrumPage) services.page("e").orElseThrow().page().orElseThrow();
  }

  @Test
  void whoFollowsItsBitcoindIsAtTheTip() {
    allWell(800_000);
    is(State.OK, "at the tip");
    allWell(799_998);
    is(State.OK, "at the tip");
    allWell(800_001);
    is(State.OK, "at the tip");
  }

  @Test
  void whoIsThreeBlocksBehindIsSaidToBe() {
    allWell(799_997);
    is(State.WARN, "behind bitcoind");
    assertThat(view().detail()).isEqualTo("3 blocks behind bitcoind: wallets do not see them.");
    assertThat(values()).containsEntry("vedette_electrum_lag_blocks", 3.0);
  }

  @Test
  void whoBuildsItsIndexIsIndexingWhateverElseItRefuses() {
    tip(123_456);
    failed(ElectrumCall.FEATURES, Trouble.STARTING, "it builds its index");
    failed(ElectrumCall.PING, Trouble.STARTING, "it builds its index");
    is(State.SYNCING, "indexing");
    assertThat(view().detail()).isEqualTo("Block 123\u2009456 of 800\u2009000.");
  }

  @Test
  void whoIsMoreThanADayBehindIsIndexing() {
    allWell(700_000);
    is(State.SYNCING, "indexing");
  }

  @Test
  void fulcrumThatServesNobodyYetTellsItsProgressByItsFigures() {
    answered(ElectrumCall.STATS, stats(Optional.of("DownloadingBlocks"), 412_345, false));
    allFail(Trouble.UNREACHABLE, "127.0.0.1:50001: nobody accepts connections");
    is(State.SYNCING, "indexing");
    assertThat(view().detail()).startsWith("Block 412\u2009345 of");
    assertThat(page().indexing()).contains("DownloadingBlocks");
    assertThat(values()).containsEntry("vedette_electrum_height", 412_345.0);
  }

  @Test
  void electrsThatShowsFiguresAndHasNotServedYetIsStarting() {
    answered(
        ElectrumCall.METRICS,
        new ElectrumAnswer.ElectrsMetrics(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty()));
    allFail(Trouble.TIMEOUT, "no answer within 15 s");
    is(State.STARTING, "starting");
  }

  @Test
  void whoServesAnotherChainIsOnTheWrongOne() {
    allWell(800_000);
    genesis(SIGNET);
    is(State.BAD, "wrong chain");
    assertThat(view().detail()).isEqualTo("It serves signet, its bitcoind is on main.");
    assertThat(values()).containsEntry("vedette_electrum_wrong_chain", 1.0);
    genesis("f".repeat(64));
    is(State.BAD, "wrong chain");
    assertThat(view().detail()).isEqualTo("It serves another chain, its bitcoind is on main.");
    genesis(MAIN);
    is(State.OK, "at the tip");
  }

  @Test
  void whoseBitcoindDoesNotAcceptItsPasswordIsRefused() {
    allWell(800_000);
    answered(ElectrumCall.STATS, stats(Optional.empty(), 800_000, true));
    is(State.BAD, "refused by bitcoind");
  }

  @Test
  void whoCannotAskItsBitcoindIsWithoutIt() {
    allWell(800_000);
    failed(ElectrumCall.RELAY_FEE, Trouble.ERROR, "Transport error (code 1)");
    is(State.WARN, "without bitcoind");
    assertThat(view().detail()).isEqualTo("It cannot ask its bitcoind: Transport error (code 1)");
  }

  @Test
  void whoHangsHangsAlsoWhenItsCallsAreAskedOneByOne() {
    allWell(800_000);
    for (ElectrumCall call : ElectrumCall.values()) {
      now = now.plusSeconds(45);
      failed(call, Trouble.TIMEOUT, "no answer within 15 s");
      services.tick();
    }
    is(State.BAD, "hangs");
  }

  @Test
  void whoEndedIsGoneAndComesBack() {
    failed(ElectrumCall.TIP, Trouble.UNREACHABLE, "127.0.0.1:50001: nobody accepts connections");
    is(State.BAD, "unreachable");
    allWell(800_000);
    allFail(Trouble.UNREACHABLE, "127.0.0.1:50001: nobody accepts connections");
    is(State.GONE, "gone");
    now = now.plusSeconds(60);
    allWell(800_000);
    is(State.OK, "at the tip");
    assertThat(services.changes().getFirst().text())
        .isEqualTo("electrs is back after 1 min: at the tip.");
  }

  @Test
  void whoseCertificateChangedIsNotTrusted() {
    allFail(Trouble.UNTRUSTED, "certificate of e has changed");
    is(State.BAD, "not trusted");
    assertThat(view().detail()).isEqualTo("certificate of e has changed");
  }

  @Test
  void whoIsNotAskedAnyMoreIsStaleAndItsValuesAreLeftOut() {
    allWell(800_000);
    now = now.plusSeconds(91);
    services.tick();
    is(State.STALE, "stale");
    assertThat(values())
        .doesNotContainKeys("vedette_electrum_height", "vedette_electrum_lag_blocks");
    assertThat(view().figures().getFirst().why()).isEqualTo("It has not told its tip.");
  }

  @Test
  void whoseBitcoindIsDownWaitsForIt() {
    allWell(800_000);
    bitcoinState = Optional.of(State.GONE);
    bitcoinHeight = OptionalLong.empty();
    is(State.OK, "answers");
    allFail(Trouble.UNREACHABLE, "127.0.0.1:50001: nobody accepts connections");
    is(State.WAITING, "waits for main");
    assertThat(view().waitsFor()).contains("main");
  }

  @Test
  void whoseBitcoindIsNotKnownAnswersAndNothingIsMadeUp() {
    services.put(new ElectrumKind(), "e", "electrs", List.of());
    allWell(800_000);
    is(State.OK, "answers");
    assertThat(values()).doesNotContainKey("vedette_electrum_lag_blocks");
    Figure lag = view().figures().get(1);
    assertThat(lag.value()).isEmpty();
    assertThat(lag.why()).isEqualTo("No bitcoind is known that it belongs to.");
  }

  @Test
  void nothingIsKnownBeforeAnythingWasSaid() {
    is(State.UNKNOWN, "not asked yet");
    assertThat(values()).isEmpty();
    assertThat(view().figures()).allMatch(figure -> figure.value().isEmpty());
    assertThat(page().fees()).isEmpty();
  }

  @Test
  void everythingThatIsToldIsMeasuredAndNothingElse() {
    allWell(800_000);
    assertThat(values())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("vedette_electrum_info", 1.0),
                Map.entry("vedette_electrum_height", 800_000.0),
                Map.entry("vedette_electrum_lag_blocks", 0.0),
                Map.entry(
                    "vedette_electrum_tip_timestamp_seconds", (double) start.getEpochSecond()),
                Map.entry("vedette_electrum_ping_seconds", 0.02),
                Map.entry("vedette_electrum_wrong_chain", 0.0),
                Map.entry("vedette_electrum_mempool_vbytes", 23_019_233.0),
                Map.entry("vedette_electrum_relay_fee_sat_per_vbyte", 1.0),
                Map.entry("vedette_electrum_fee_estimate_sat_per_vbyte", 12.0),
                Map.entry("vedette_electrum_peer_servers", 3.0)));
    assertThat(services.measured().stream().filter(it -> !it.labels().isEmpty()))
        .singleElement()
        .satisfies(info -> assertThat(info.labels()).containsExactly("electrs/0.11.1", "1.4"));
    answered(ElectrumCall.STATS, stats(Optional.empty(), 800_000, false));
    assertThat(values())
        .containsEntry("vedette_electrum_clients", 2.0)
        .containsEntry("vedette_electrum_client_connections_total", 415.0)
        .containsEntry("vedette_electrum_memory_bytes", (double) (1 << 30))
        .doesNotContainKey("vedette_electrum_utxos");
    answered(
        ElectrumCall.METRICS,
        new ElectrumAnswer.ElectrsMetrics(
            OptionalLong.empty(),
            OptionalLong.of(1_203),
            OptionalLong.of(250_420),
            OptionalLong.of(10),
            OptionalDouble.of(1.5),
            OptionalLong.empty()));
    assertThat(values())
        .containsEntry("vedette_electrum_mempool_transactions", 1_203.0)
        .containsEntry("vedette_electrum_request_seconds_total", 1.5);
    assertThat(page().electrs().orElseThrow().requestMs()).hasValue(150.0);
  }

  @Test
  void pageHasTheTipsThatWereSeenNewestFirstAndNoMoreThanTwelve() {
    for (int i = 0; i < 20; i++) {
      tip(800_000 + i);
      tip(800_000 + i);
    }
    assertThat(page().tips())
        .hasSize(12)
        .extracting(ElectrumPage.SeenTip::height)
        .startsWith(800_019L);
  }

  @Test
  void longHistogramIsPutTogetherWithoutLosingAny() {
    List<ElectrumAnswer.FeeHistogram.Bin> bins = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      bins.add(new ElectrumAnswer.FeeHistogram.Bin(100 - i, 1_000));
    }
    answered(ElectrumCall.FEE_HISTOGRAM, new ElectrumAnswer.FeeHistogram(bins));
    assertThat(page().fees()).hasSizeLessThanOrEqualTo(24);
    assertThat(page().fees().stream().mapToLong(ElectrumPage.FeeRow::vbytes).sum())
        .isEqualTo(100_000);
    assertThat(page().fees().getLast().rate()).isEqualTo(1);
  }
}
