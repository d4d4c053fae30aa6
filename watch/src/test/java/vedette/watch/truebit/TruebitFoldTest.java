package vedette.watch.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.docker.ContainerState;
import vedette.poll.truebit.FollowState;
import vedette.poll.truebit.LedgerState;
import vedette.poll.truebit.Truebit;
import vedette.poll.truebit.TruebitAnswer;
import vedette.poll.truebit.chain.Registry;
import vedette.poll.truebit.chain.Staking;
import vedette.watch.Happenings;
import vedette.watch.Watch;
import vedette.watch.service.Measured;
import vedette.watch.service.Services;
import vedette.watch.view.Figure;
import vedette.watch.view.ServicePage;
import vedette.watch.view.State;

class TruebitFoldTest {
  private static final Instant NOW = Instant.parse("2025-12-17T12:00:00Z");
  private final Services services = new Watch(() -> NOW, Happenings.NONE).services();

  TruebitFoldTest() {
    services.put(TruebitKind.TRUEBIT, "truebit", "TrueBit", List.of());
  }

  private void said(String call, TruebitAnswer answer) {
    services.accept(
        new Reading("truebit", call, NOW, Duration.ofMillis(3), new Outcome.Answered(answer)));
  }

  private static LedgerState ledger(
      Map<String, Long> tasks, Optional<Instant> last, Optional<LedgerState.Slots> slots) {
    return new LedgerState(
        tasks,
        0,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        slots,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of("info", 3L),
        0,
        0,
        0,
        last,
        4_096,
        Optional.empty());
  }

  private void log(LedgerState ledger) {
    said(
        Truebit.LOG,
        new TruebitAnswer.Log(new FollowState("files", 1, 0, Optional.empty(), 0, ""), ledger));
  }

  private static ContainerState container(boolean running, String status) {
    return new ContainerState(
        "ab".repeat(32),
        "runner-node",
        "image",
        "sha256:1",
        status,
        running,
        Optional.of(NOW),
        Optional.of(NOW),
        Optional.empty(),
        running ? OptionalLong.empty() : OptionalLong.of(137),
        OptionalLong.of(1),
        false,
        "json-file");
  }

  private ServicePage page() {
    return services.page("truebit").orElseThrow();
  }

  @Test
  void aNodeThatWritesIsWell() {
    log(
        ledger(
            Map.of("completed", 2L, "executing", 1L),
            Optional.of(NOW.minusSeconds(30)),
            Optional.of(new LedgerState.Slots(1, 4, "InvoiceSubscriber", NOW))));
    assertThat(page().service().state()).isEqualTo(State.OK);
    assertThat(page().service().word()).isEqualTo("executing");
    // B12: slots were never shown.
    assertThat(page().service().figures().getFirst()).isEqualTo(Figure.text("Slots", "1 of 4"));
  }

  /// B14: figures were made up where nothing was known.
  @Test
  void b14WhatIsNotKnownIsNotThere() {
    log(ledger(Map.of(), Optional.empty(), Optional.empty()));
    List<String> measured = new ArrayList<>();
    page().readings().forEach(row -> measured.add(row.name()));
    assertThat(measured)
        .doesNotContain(
            "vedette_truebit_slots",
            "vedette_truebit_registered",
            "vedette_truebit_earned",
            "vedette_truebit_container_running",
            "vedette_truebit_last_task_age_seconds");
    assertThat(page().service().state()).isEqualTo(State.UNKNOWN);
    assertThat(page().service().figures().getLast().value()).isEmpty();
    assertThat(page().service().figures().getLast().why()).isNotEmpty();
  }

  @Test
  void aContainerThatEndedIsGoneAndSaysItsCode() {
    log(ledger(Map.of(), Optional.of(NOW), Optional.empty()));
    said(
        Truebit.CONTAINER,
        new TruebitAnswer.Container("runner-node", Optional.of(container(false, "exited"))));
    assertThat(page().service().state()).isEqualTo(State.GONE);
    assertThat(page().service().detail()).contains("137");
    said(Truebit.CONTAINER, new TruebitAnswer.Container("runner-node", Optional.empty()));
    assertThat(page().service().word()).isEqualTo("no container");
    said(
        Truebit.CONTAINER,
        new TruebitAnswer.Container("runner-node", Optional.of(container(true, "running"))));
    assertThat(page().service().state()).isEqualTo(State.OK);
  }

  /// B11: a connection that broke ended the process.
  @Test
  void b11AnEngineThatDoesNotAnswerIsATroubleAndNotTheEnd() {
    log(ledger(Map.of(), Optional.of(NOW), Optional.empty()));
    services.accept(
        new Reading(
            "truebit",
            Truebit.CONTAINER,
            NOW,
            Duration.ZERO,
            new Outcome.Failed(Trouble.UNREACHABLE, "nobody listens")));
    assertThat(page().service().state()).isEqualTo(State.WARN);
    assertThat(page().service().word()).isEqualTo("engine unreachable");
  }

  @Test
  void aNodeThatIsSilentIsSaidToBe() {
    log(ledger(Map.of(), Optional.of(NOW.minus(Duration.ofHours(1))), Optional.empty()));
    assertThat(page().service().word()).isEqualTo("silent");
  }

  private static Staking staking(Instant blockAt) {
    return new Staking(
        blockAt,
        Optional.of(new BigDecimal("4500000.000")),
        Optional.of(new BigDecimal("12.345678901234567890")),
        Optional.of(Instant.ofEpochSecond(1_800_000_000)),
        Optional.empty(),
        Optional.of(new BigDecimal("1000000000")),
        Optional.of(new BigDecimal("7.50")),
        Map.of("balance", "error 3"),
        Duration.ofMinutes(10));
  }

  private Map<String, Double> measured() {
    Map<String, Double> values = new java.util.HashMap<>();
    for (Measured row : services.measured()) {
      values.put(row.measure().name() + row.labels(), row.value());
    }
    return values;
  }

  private Optional<TruebitPage.OnChain> chain() {
    return page().page().map(TruebitPage.class::cast).flatMap(TruebitPage::chain);
  }

  private void failed(String call, Trouble trouble, String said) {
    services.accept(
        new Reading("truebit", call, NOW, Duration.ZERO, new Outcome.Failed(trouble, said)));
  }

  /// B15: the unlock time was multiplied by 1000 twice on its way to the page.
  @Test
  void b15WhatChainsSayIsShownWithItsTimeAndMeasured() {
    log(ledger(Map.of(), Optional.of(NOW), Optional.empty()));
    assertThat(chain()).isEmpty();
    said(Truebit.STAKING, new TruebitAnswer.Staked(staking(NOW.minusSeconds(12))));
    said(
        Truebit.REGISTRY,
        new TruebitAnswer.Registered(
            new Registry(
                NOW, OptionalLong.of(50), Optional.of(false), Map.of(), Duration.ofMinutes(10))));
    TruebitPage.StakePart stake = chain().orElseThrow().staking().orElseThrow();
    assertThat(stake.stake()).contains("12.34567890123456789");
    assertThat(stake.totalStaked()).contains("4500000");
    assertThat(stake.unlockAt()).isEqualTo(OptionalLong.of(1_800_000_000_000L));
    assertThat(stake.blockAt()).isEqualTo(NOW.minusSeconds(12).toEpochMilli());
    assertThat(stake.current()).isTrue();
    assertThat(stake.supply()).contains("1000000000");
    assertThat(stake.burned()).contains("7.5");
    assertThat(stake.unknown()).containsExactly("balance: error 3");
    assertThat(measured())
        .containsEntry("vedette_truebit_chain_stake_unlock_timestamp_seconds[]", 1.8e9)
        .containsEntry("vedette_truebit_chain_registered[]", 0.0)
        .containsEntry("vedette_truebit_chain_nodes[]", 50.0)
        .containsEntry("vedette_truebit_chain_token_burned[]", 7.5)
        .doesNotContainKey("vedette_truebit_chain_balance[]");
  }

  @Test
  void whatAChainSaidLongAgoIsShownAsOldAndMeasuredNoMore() {
    log(ledger(Map.of(), Optional.of(NOW), Optional.empty()));
    // The endpoint answers, but stands still.
    said(Truebit.STAKING, new TruebitAnswer.Staked(staking(NOW.minus(Duration.ofHours(2)))));
    failed(Truebit.STAKING, Trouble.TIMEOUT, "no answer in time");
    TruebitPage.OnChain chain = chain().orElseThrow();
    assertThat(chain.staking().orElseThrow().current()).isFalse();
    assertThat(chain.troubles()).containsExactly("Ethereum: no answer in time");
    assertThat(measured()).doesNotContainKey("vedette_truebit_chain_stake[]");
  }

  @Test
  void anEndpointOfAnotherChainTakesBackWhatItSaid() {
    log(ledger(Map.of(), Optional.of(NOW), Optional.empty()));
    said(Truebit.STAKING, new TruebitAnswer.Staked(staking(NOW)));
    failed(Truebit.STAKING, Trouble.BUSY, "HTTP 429");
    assertThat(chain().orElseThrow().staking()).isPresent();
    failed(Truebit.STAKING, Trouble.UNTRUSTED, "expected chain 1. Found: 5");
    assertThat(chain().orElseThrow().staking()).isEmpty();
    assertThat(page().service().state()).isEqualTo(State.OK);
  }

  @Test
  void useAndEarningsAreMeasured() {
    LedgerState known = ledger(Map.of("failed", 1L), Optional.of(NOW), Optional.empty());
    log(
        new LedgerState(
            known.tasks(),
            0,
            Optional.of(NOW.minusSeconds(60)),
            Optional.empty(),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new LedgerState.Registration(false, NOW)),
            Optional.of("0x1"),
            Optional.of("1.0.0"),
            Optional.of(
                new LedgerState.Earnings(
                    BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ZERO, 2, 0, OptionalLong.of(1))),
            Map.of(),
            0,
            0,
            0,
            Optional.of(NOW),
            1,
            Optional.empty()));
    said(
        Truebit.USE,
        new TruebitAnswer.Use(
            OptionalDouble.of(150), OptionalLong.of(1_000), OptionalLong.empty()));
    said(Truebit.IMAGE, new TruebitAnswer.Image(Optional.of(true), Optional.of(NOW)));
    assertThat(measured())
        .containsEntry("vedette_truebit_container_cpu_ratio[]", 1.5)
        .containsEntry("vedette_truebit_earned[penalty]", 1.0)
        .containsEntry("vedette_truebit_registered[]", 0.0)
        .containsEntry("vedette_truebit_log_silent_seconds[]", 0.0)
        .containsEntry("vedette_truebit_image_replaced[]", 1.0)
        .containsEntry("vedette_truebit_last_task_age_seconds[]", 60.0)
        .containsEntry("vedette_truebit_tasks[failed]", 1.0);
    assertThat(page().service().word()).isEqualTo("not registered");
  }
}
