package vedette.app.truebit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import vedette.poll.truebit.Finding;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LedgerState;
import vedette.poll.truebit.NodeMessage;

/// A ledger that tells what is new once it is kept. What is older than ten minutes is history that
/// is being caught up with, and nobody is told of it; neither of the same task or invoice twice.
final class TellingLedger implements Ledger {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final int REMEMBERED = 4_096;

  private final Ledger kept;
  private final ZoneId zone;
  private final Clock clock;
  private final Consumer<TruebitEvent> tell;
  private final Map<String, Boolean> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param zone of the stamps
  /// @param tell does not wait; called on the thread that reads
  TellingLedger(Ledger kept, ZoneId zone, Clock clock, Consumer<TruebitEvent> tell) {
    this.kept = kept;
    this.zone = zone;
    this.clock = clock;
    this.tell = tell;
  }

  @Override
  public List<Source> sources() {
    return kept.sources();
  }

  @Override
  public void seen(Collection<Long> keys) {
    kept.seen(keys);
  }

  @Override
  public long commit(Batch batch) {
    long key = kept.commit(batch);
    Instant oldest = clock.instant().minus(FRESH);
    Optional<Instant> at = Optional.empty();
    for (Kept one : batch.entries()) {
      // What has no stamp belongs to what was before it.
      at = one.entry().stamp().map(stamp -> stamp.atZone(zone).toInstant()).or(carry(at));
      if (at.filter(oldest::isBefore).isPresent()) {
        tell.accept(new TruebitEvent.Logged(at.get(), one.finding().kind(), one.entry()));
        tell(one.finding());
      }
    }
    return key;
  }

  private static java.util.function.Supplier<Optional<Instant>> carry(Optional<Instant> before) {
    return () -> before;
  }

  private void tell(Finding finding) {
    switch (finding) {
      case Finding.TaskReceived task -> {
        if (task.executionId().map(id -> first("task " + id)).orElse(true)) {
          went(TruebitEvent.Step.RECEIVED, task.executionId());
        }
      }
      case Finding.TaskStarted task -> went(TruebitEvent.Step.STARTED, task.executionId());
      case Finding.ExecutionOutput output -> {
        if (output.metrics().isPresent()) {
          went(TruebitEvent.Step.METRICS, output.executionId());
        }
      }
      case Finding.TaskCompleted task ->
          went(TruebitEvent.Step.COMPLETED, Optional.of(task.executionId()));
      case Finding.Semaphore slot ->
          tell.accept(
              new TruebitEvent.SlotMoved(
                  slot.acquired(), slot.current(), slot.total(), slot.subscriber()));
      case Finding.InvoiceSeen seen -> seen.invoice().ifPresent(this::invoiced);
      case Finding.Registration _, Finding.TaskDownloaded _, Finding.Other _ -> {}
    }
  }

  private void went(TruebitEvent.Step step, Optional<String> executionId) {
    tell.accept(new TruebitEvent.TaskWent(step, executionId));
  }

  private void invoiced(NodeMessage.Invoice invoice) {
    if (first("invoice " + invoice.invoiceId())) {
      tell.accept(new TruebitEvent.Invoiced(invoice.invoiceId()));
    }
  }

  private synchronized boolean first(String what) {
    return told.put(what, true) == null;
  }

  @Override
  public void commit(List<NodeMessage> records) {
    kept.commit(records);
    Instant oldest = clock.instant().minus(FRESH);
    for (NodeMessage message : records) {
      switch (message) {
        case NodeMessage.TaskCreated task -> {
          if (task.createdAt().filter(oldest::isBefore).isPresent()
              && first("task " + task.executionId())) {
            went(TruebitEvent.Step.RECEIVED, Optional.of(task.executionId()));
          }
        }
        case NodeMessage.Invoice invoice -> {
          if (invoice.createdAt().filter(oldest::isBefore).isPresent()) {
            invoiced(invoice);
          }
        }
        case NodeMessage.Outcome _, NodeMessage.Unknown _ -> {}
      }
    }
  }

  @Override
  public LedgerState state(Instant now) {
    return kept.state(now);
  }
}
