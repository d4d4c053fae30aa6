package vedette.watch.truebit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.docker.ContainerState;
import vedette.poll.truebit.LedgerState;
import vedette.poll.truebit.Truebit;
import vedette.poll.truebit.TruebitAnswer;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// What is known of one TrueBit node.
final class TruebitFold implements ServiceFold {
  /// A node that lives says something every two minutes.
  private static final long SILENT_MS = 15 * 60_000;

  private final Surroundings around;
  private TruebitAnswer.@Nullable Log log;
  private TruebitAnswer.@Nullable Container container;
  private TruebitAnswer.@Nullable Image image;
  private TruebitAnswer.@Nullable Use use;
  private final ChainFold chain;

  TruebitFold(Surroundings around) {
    this.around = around;
    this.chain = new ChainFold(around);
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered answered
        && answered.answer() instanceof TruebitAnswer answer) {
      switch (answer) {
        case TruebitAnswer.Log told -> log = told;
        case TruebitAnswer.Container told -> container = told;
        case TruebitAnswer.Image told -> image = told;
        case TruebitAnswer.Use told -> use = told;
        case TruebitAnswer.Staked told -> chain.accept(told.staking(), reading.at());
        case TruebitAnswer.Registered told -> chain.accept(told.registry(), reading.at());
      }
    } else if (reading.outcome() instanceof Outcome.Failed failed
        && chain.failed(reading.call(), failed.trouble())) {
      // What it thinks of that it has noted.
      return;
    } else if (reading.call().equals(Truebit.USE)) {
      use = null;
    } else if (reading.call().equals(Truebit.IMAGE)) {
      image = null;
    } else if (reading.call().equals(Truebit.CONTAINER)) {
      // What it was before the engine went silent is not what it is.
      container = null;
    }
  }

  @Override
  public Standing standing(long now) {
    OptionalLong asOf = around.reach().asOf();
    Optional<Standing> unreached = around.reach().trouble(now);
    if (unreached.isPresent()) {
      return unreached.get();
    }
    TruebitAnswer.Log told = log;
    if (told == null) {
      return new Standing(State.UNKNOWN, "not asked yet", "", asOf);
    }
    TruebitAnswer.Container of = container;
    if (of != null) {
      Optional<Standing> down = down(of, asOf);
      if (down.isPresent()) {
        return down.get();
      }
    }
    Optional<Trouble> engine = around.reach().trouble(Truebit.CONTAINER);
    if (engine.isPresent()) {
      return new Standing(
          State.WARN,
          "engine " + engine.get().word(),
          around.reach().said(Truebit.CONTAINER),
          asOf);
    }
    if (!told.follow().trouble().isEmpty()) {
      return new Standing(State.WARN, "log not readable", told.follow().trouble(), asOf);
    }
    return lives(told, now, asOf);
  }

  private static Optional<Standing> down(TruebitAnswer.Container of, OptionalLong asOf) {
    if (of.state().isEmpty()) {
      return Optional.of(
          new Standing(
              State.GONE, "no container", "There is no container named " + of.name() + ".", asOf));
    }
    ContainerState state = of.state().get();
    if (state.running()) {
      return Optional.empty();
    }
    boolean restarting = state.status().equals("restarting");
    String code = state.exitCode().isPresent() ? " with code " + state.exitCode().getAsLong() : "";
    return Optional.of(
        new Standing(
            restarting ? State.STARTING : State.GONE,
            state.status().isEmpty() ? "not running" : state.status(),
            "Its container ended" + code + ".",
            asOf));
  }

  private static Standing lives(TruebitAnswer.Log told, long now, OptionalLong asOf) {
    LedgerState ledger = told.ledger();
    Optional<Instant> heard = ledger.lastEntryAt();
    if (heard.isEmpty()) {
      return new Standing(State.UNKNOWN, "nothing in its log yet", "", asOf);
    }
    boolean readLately =
        told.follow().lastReadAt().filter(at -> now - at.toEpochMilli() < SILENT_MS).isPresent();
    if (now - heard.get().toEpochMilli() > SILENT_MS && !readLately) {
      return new Standing(
          State.WARN, "silent", "Nothing was written to its log for 15 minutes.", asOf);
    }
    if (ledger.registration().filter(r -> !r.registered()).isPresent()) {
      return new Standing(
          State.WARN, "not registered", "It has asked to be registered and is not yet.", asOf);
    }
    long executing = ledger.tasks().getOrDefault("executing", 0L);
    if (told.follow().behind() > 1 << 20) {
      return new Standing(
          State.SYNCING, "reading its history", told.follow().behind() + " bytes to go.", asOf);
    }
    return new Standing(State.OK, executing > 0 ? "executing" : "idle", "", asOf);
  }

  @Override
  public List<Figure> figures(long now) {
    TruebitAnswer.Log told = log;
    if (told == null) {
      return List.of();
    }
    LedgerState ledger = told.ledger();
    Figure slots =
        ledger
            .slots()
            .map(s -> Figure.text("Slots", s.current() + " of " + s.total()))
            .orElse(Figure.unknown("Slots", "", "Its log has not named any yet."));
    long all = ledger.tasks().values().stream().mapToLong(Long::longValue).sum();
    return List.of(
        slots,
        Figure.of("Tasks", (double) all, "tasks"),
        Figure.of(
            "Last task",
            ledger
                .lastTaskAt()
                .map(at -> OptionalDouble.of((double) at.toEpochMilli()))
                .orElse(OptionalDouble.empty()),
            "time",
            "No task has come in yet."));
  }

  @Override
  public void measure(Gauging into, long now) {
    TruebitAnswer.Log told = log;
    if (told != null) {
      ledger(into, told, now);
    }
    TruebitAnswer.Container of = container;
    if (of != null) {
      into.put(TruebitMeasures.RUNNING, of.state().filter(ContainerState::running).isPresent());
      of.state().ifPresent(state -> container(into, state));
    }
    chain.measure(into, now);
    TruebitAnswer.Image made = image;
    if (made != null) {
      made.replaced().ifPresent(is -> into.put(TruebitMeasures.IMAGE_REPLACED, is));
      made.created()
          .ifPresent(at -> into.put(TruebitMeasures.IMAGE_CREATED, at.toEpochMilli() / 1e3));
    }
    TruebitAnswer.Use used = use;
    if (used != null) {
      if (used.cpuPercent().isPresent()) {
        into.put(TruebitMeasures.CPU, used.cpuPercent().getAsDouble() / 100);
      }
      into.put(TruebitMeasures.MEMORY, used.memory());
      into.put(TruebitMeasures.MEMORY_LIMIT, used.memoryLimit());
    }
  }

  private void container(Gauging into, ContainerState state) {
    state.startedAt().ifPresent(at -> into.put(TruebitMeasures.STARTED, at.toEpochMilli() / 1e3));
    into.put(TruebitMeasures.RESTARTS, state.restarts());
    TruebitAnswer.Log told = log;
    String version = told == null ? "" : told.ledger().version().orElse("");
    into.put(TruebitMeasures.INFO, 1, state.image(), state.imageId(), version);
  }

  private static void ledger(Gauging into, TruebitAnswer.Log told, long now) {
    LedgerState ledger = told.ledger();
    ledger
        .tasks()
        .forEach((status, count) -> into.put(TruebitMeasures.TASKS, (double) count, status));
    into.put(TruebitMeasures.TASKS_CACHED, (double) ledger.cachedTasks());
    into.put(TruebitMeasures.FAILED, (double) ledger.tasks().getOrDefault("failed", 0L));
    into.put(TruebitMeasures.EXECUTING, (double) ledger.tasks().getOrDefault("executing", 0L));
    ledger
        .lastTaskAt()
        .ifPresent(at -> into.put(TruebitMeasures.LAST_TASK, (now - at.toEpochMilli()) / 1e3));
    ledger
        .lastFailureAt()
        .ifPresent(at -> into.put(TruebitMeasures.LAST_FAILURE, (now - at.toEpochMilli()) / 1e3));
    ledger
        .lastEntryAt()
        .ifPresent(at -> into.put(TruebitMeasures.LAST_ENTRY, (now - at.toEpochMilli()) / 1e3));
    Stream.of(ledger.lastEntryAt(), told.follow().lastReadAt())
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .ifPresent(
            at -> into.put(TruebitMeasures.SILENT, Math.max(0, (now - at.toEpochMilli()) / 1e3)));
    ledger
        .slots()
        .ifPresent(slots -> {
          into.put(TruebitMeasures.SLOTS_USED, slots.current());
          into.put(TruebitMeasures.SLOTS, slots.total());
        });
    ledger.registration().ifPresent(r -> into.put(TruebitMeasures.REGISTERED, r.registered()));
    into.put(TruebitMeasures.INVOICES, (double) ledger.invoices());
    ledger
        .earnings()
        .ifPresent(earned -> {
          into.put(TruebitMeasures.EARNED, earned.paid().doubleValue(), "pay");
          into.put(TruebitMeasures.EARNED, earned.penalties().doubleValue(), "penalty");
          into.put(TruebitMeasures.EARNED, earned.charged().doubleValue(), "charge");
        });
    ledger
        .entries()
        .forEach((kind, count) -> into.put(TruebitMeasures.ENTRIES, (double) count, kind));
    into.put(TruebitMeasures.UNKNOWN, (double) ledger.unknownRecords());
    into.put(TruebitMeasures.UNATTRIBUTED, (double) ledger.unattributed());
    into.put(TruebitMeasures.BEHIND, (double) told.follow().behind());
    into.put(TruebitMeasures.STORE, (double) ledger.bytes());
  }

  @Override
  public Optional<TruebitPage> page(long now) {
    TruebitAnswer.Log told = log;
    return told == null
        ? Optional.empty()
        : Optional.of(TruebitPages.of(told, container, use, chain.page(now)));
  }
}
