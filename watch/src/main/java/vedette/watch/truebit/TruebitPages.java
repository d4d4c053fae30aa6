package vedette.watch.truebit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.truebit.LedgerState;
import vedette.poll.truebit.TruebitAnswer;

/// Makes the page of what is known.
final class TruebitPages {
  private TruebitPages() {}

  static TruebitPage of(
      TruebitAnswer.Log log,
      TruebitAnswer.@Nullable Container container,
      TruebitAnswer.@Nullable Use use,
      Optional<TruebitPage.OnChain> chain) {
    LedgerState ledger = log.ledger();
    Optional<LedgerState.Slots> slots = ledger.slots();
    return new TruebitPage(
        container == null ? Optional.empty() : Optional.of(container(container, use)),
        log.follow().from(),
        log.follow().trouble(),
        log.follow().behind(),
        ledger.version(),
        ledger.wallet(),
        ledger.registration().map(LedgerState.Registration::registered),
        millis(ledger.registration().map(LedgerState.Registration::at)),
        slots.map(s -> OptionalInt.of(s.current())).orElse(OptionalInt.empty()),
        slots.map(s -> OptionalInt.of(s.total())).orElse(OptionalInt.empty()),
        millis(slots.map(LedgerState.Slots::at)),
        counts(ledger.tasks()),
        millis(ledger.lastTaskAt()),
        ledger.invoices(),
        millis(ledger.lastInvoiceAt()),
        ledger.earnings().map(TruebitPages::earnings),
        millis(ledger.lastEntryAt()),
        counts(ledger.entries()),
        ledger.unknownRecords(),
        ledger.unattributed(),
        ledger.tooOld(),
        ledger.bytes(),
        millis(ledger.keptSince()),
        chain);
  }

  private static TruebitPage.NodeContainer container(
      TruebitAnswer.Container container, TruebitAnswer.@Nullable Use use) {
    OptionalDouble cpu = use == null ? OptionalDouble.empty() : use.cpuPercent();
    OptionalLong memory = use == null ? OptionalLong.empty() : use.memory();
    OptionalLong limit = use == null ? OptionalLong.empty() : use.memoryLimit();
    return container
        .state()
        .map(state ->
            new TruebitPage.NodeContainer(
                state.name(),
                state.shortId(),
                state.status(),
                state.image(),
                state.imageId(),
                millis(state.created()),
                millis(state.startedAt()),
                state.exitCode(),
                state.restarts(),
                cpu,
                memory,
                limit))
        .orElseGet(() ->
            new TruebitPage.NodeContainer(
                container.name(),
                "",
                "absent",
                "",
                "",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty()));
  }

  private static TruebitPage.Earned earnings(LedgerState.Earnings earned) {
    return new TruebitPage.Earned(
        earned.paid().stripTrailingZeros().toPlainString(),
        earned.penalties().stripTrailingZeros().toPlainString(),
        earned.charged().stripTrailingZeros().toPlainString(),
        earned.net().stripTrailingZeros().toPlainString(),
        earned.lines(),
        earned.unpriced());
  }

  private static List<TruebitPage.EntryCount> counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> new TruebitPage.EntryCount(e.getKey(), e.getValue()))
        .toList();
  }

  static OptionalLong millis(Optional<Instant> time) {
    return time.isPresent() ? OptionalLong.of(time.get().toEpochMilli()) : OptionalLong.empty();
  }
}
