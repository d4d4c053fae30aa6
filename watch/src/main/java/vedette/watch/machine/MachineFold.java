package vedette.watch.machine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.machine.MachineAnswer;
import vedette.watch.fold.Words;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// Folds what the machine tells. What a call does not tell any more is not known any more: a disk
/// that hangs shows no old numbers.
final class MachineFold implements ServiceFold {
  private static final String LOAD = "load";
  private static final String DISKS = "disks";
  private static final String CLOCK = "clock";
  private static final String TEMPERATURES = "temperatures";
  private static final String DIRECTORIES = "directories";

  private final Surroundings around;
  private final Disks disks = new Disks();
  private MachineAnswer.@Nullable Load load;
  private MachineAnswer.@Nullable Clock clock;
  private List<MachineAnswer.Temperature> temperatures = List.of();
  private List<MachineAnswer.Directory> directories = List.of();
  private long loadAt;

  MachineFold(Surroundings around) {
    this.around = around;
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered(MachineAnswer answer)) {
      long at = reading.at().toEpochMilli();
      switch (answer) {
        case MachineAnswer.Load said -> {
          load = said;
          loadAt = at;
        }
        case MachineAnswer.Disks said -> disks.accept(said.disks(), at);
        case MachineAnswer.Clock said -> clock = said;
        case MachineAnswer.Temperatures said -> temperatures = said.sensors();
        case MachineAnswer.Directories said -> directories = said.directories();
      }
    }
  }

  private boolean known(String call) {
    return around.reach().trouble(call).isEmpty();
  }

  @Override
  public Standing standing(long now) {
    return around.reach().trouble(now).orElseGet(this::judged);
  }

  private Standing judged() {
    OptionalLong asOf = around.reach().asOf();
    if (!known(DISKS)) {
      return new Standing(
          State.WARN, "disks cannot be looked at", around.reach().said(DISKS), asOf);
    }
    Optional<Standing> disk = disks.trouble(asOf);
    if (disk.isPresent()) {
      return disk.get();
    }
    MachineAnswer.Load said = load;
    if (said != null && memory(said).orElse(0) > 1 - Disks.LITTLE) {
      return new Standing(
          State.WARN,
          "memory is nearly used up",
          Disks.bytes(said.available().orElse(0)) + " can still be had.",
          asOf);
    }
    if (known(TEMPERATURES)) {
      for (MachineAnswer.Temperature sensor : temperatures) {
        if (sensor.celsius() >= sensor.critical().orElse(Double.MAX_VALUE)) {
          return new Standing(
              State.WARN,
              "too hot",
              "%s %s shows %.0f °C.".formatted(sensor.chip(), sensor.sensor(), sensor.celsius()),
              asOf);
        }
      }
    }
    return new Standing(State.OK, "runs", detail(), asOf);
  }

  /// What is worth saying where all is well.
  private String detail() {
    MachineAnswer.Clock said = clock;
    if (said != null && known(CLOCK) && !said.synchronised()) {
      return "No time service keeps its clock, as far as the kernel knows.";
    }
    return load == null
        ? ""
        : load.uptime().map(it -> "Up for " + Words.age(it.toMillis()) + ".").orElse("");
  }

  private static OptionalDouble memory(MachineAnswer.Load load) {
    return load.memory().isPresent()
            && load.available().isPresent()
            && load.memory().getAsLong() > 0
        ? OptionalDouble.of(1 - load.available().getAsLong() / (double) load.memory().getAsLong())
        : OptionalDouble.empty();
  }

  @Override
  public List<Figure> figures(long now) {
    OptionalDouble fullest = known(DISKS) ? disks.fullest() : OptionalDouble.empty();
    MachineAnswer.Load said = load;
    return List.of(
        Figure.of("fullest disk", fullest, "ratio", "its disks were not looked at"),
        Figure.of(
            "memory used",
            said == null ? OptionalDouble.empty() : memory(said),
            "ratio",
            "the kernel does not tell"),
        Figure.of(
            "load",
            said == null ? OptionalDouble.empty() : said.load1(),
            "",
            "the kernel does not tell"));
  }

  @Override
  public void measure(Gauging into, long now) {
    MachineAnswer.Load said = load;
    if (said != null && known(LOAD)) {
      into.put(MachineMeasures.MEMORY, said.memory());
      into.put(MachineMeasures.AVAILABLE, said.available());
      into.put(MachineMeasures.SWAP, said.swap());
      into.put(MachineMeasures.SWAP_FREE, said.swapFree());
      into.put(MachineMeasures.LOAD1, said.load1());
      into.put(MachineMeasures.LOAD5, said.load5());
      into.put(MachineMeasures.LOAD15, said.load15());
      said.cores().ifPresent(it -> into.put(MachineMeasures.CORES, (double) it));
      said.uptime().ifPresent(it -> into.put(MachineMeasures.UPTIME, it.toMillis() / 1e3));
      for (MachineAnswer.Pressure it : said.pressures()) {
        into.put(MachineMeasures.PRESSURE, it.some(), it.resource(), "some");
        into.put(MachineMeasures.PRESSURE, it.full(), it.resource(), "all");
      }
    }
    if (known(DISKS)) {
      disks.measure(into);
    }
    if (known(DIRECTORIES)) {
      directories.stream()
          .filter(MachineAnswer.Directory::complete)
          .forEach(it -> into.put(MachineMeasures.DIRECTORY, it.bytes(), it.path().toString()));
    }
    if (known(TEMPERATURES)) {
      for (MachineAnswer.Temperature it : temperatures) {
        into.put(MachineMeasures.TEMPERATURE, it.celsius(), it.chip(), it.sensor());
        into.put(MachineMeasures.CRITICAL, it.critical(), it.chip(), it.sensor());
      }
    }
    MachineAnswer.Clock time = clock;
    if (time != null && known(CLOCK)) {
      into.put(MachineMeasures.SYNCHRONISED, time.synchronised());
      into.put(MachineMeasures.OFFSET, time.offset());
      into.put(MachineMeasures.MOST_ERROR, time.mostError());
    }
  }

  @Override
  public Optional<MachinePage> page(long now) {
    MachineAnswer.Load said = load;
    if (said == null) {
      return Optional.empty();
    }
    return Optional.of(
        new MachinePage(
            new MachinePage.Memory(said.memory(), said.available(), said.swap(), said.swapFree()),
            new MachinePage.Load(said.load1(), said.load5(), said.load15(), said.cores()),
            said.uptime()
                .map(it -> OptionalLong.of(loadAt - it.toMillis()))
                .orElse(OptionalLong.empty()),
            said.pressures().stream()
                .map(it -> new MachinePage.Pressure(it.resource(), it.some(), it.full()))
                .toList(),
            known(DISKS) ? disks.rows() : List.of(),
            around.reach().answeredAt(DISKS),
            known(DIRECTORIES) ? directoryRows() : List.of(),
            around.reach().answeredAt(DIRECTORIES),
            known(TEMPERATURES)
                ? temperatures.stream()
                    .map(it ->
                        new MachinePage.Temperature(
                            it.chip(), it.sensor(), it.celsius(), it.critical()))
                    .toList()
                : List.of(),
            known(CLOCK)
                ? Optional.ofNullable(clock)
                    .map(
                        it -> new MachinePage.Clock(it.synchronised(), it.offset(), it.mostError()))
                : Optional.empty()));
  }

  private List<MachinePage.Directory> directoryRows() {
    return directories.stream()
        .map(it ->
            new MachinePage.Directory(
                Words.tame(it.path().toString(), 256),
                it.mount(),
                it.device(),
                it.bytes(),
                it.complete(),
                it.remark()))
        .toList();
  }
}
