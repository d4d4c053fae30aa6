package vedette.poll.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.poll.Aside;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// Reads the machine. Keeps nothing open.
final class MachineSession implements Session {
  /// For all folders of one call together.
  private static final Duration WALKING = Duration.ofSeconds(60);

  private final Machine machine;
  private final Aside disks = new Aside("poll machine disks");
  private final Aside sensors = new Aside("poll machine sensors");
  private final Aside directories = new Aside("poll machine directories");

  MachineSession(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    Optional<MachineCall> known = MachineCall.named(call.name());
    if (known.isEmpty()) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
    }
    return switch (known.get()) {
      case LOAD -> new Outcome.Answered(LoadReader.read(machine.proc()));
      case DISKS -> disks();
      case CLOCK ->
          KernelClock.read()
              .<Outcome>map(Outcome.Answered::new)
              .orElseGet(() ->
                  new Outcome.Failed(
                      Trouble.FORBIDDEN,
                      "clock: the kernel does not let Vedette read it. Do: leave ProtectClock out of"
                          + " its unit; without CAP_SYS_TIME it can read only"));
      case TEMPERATURES -> sensors.run(() -> Sensors.read(machine.sys()));
      case DIRECTORIES -> directories();
    };
  }

  private Outcome disks() throws InterruptedException {
    Set<Path> paths = new LinkedHashSet<>(machine.disks());
    paths.addAll(machine.directories());
    Optional<Mounts> mounts = Mounts.read(machine.proc());
    return mounts.isPresent()
        ? disks.run(() -> Disks.read(mounts.get(), List.copyOf(paths)))
        : noMounts();
  }

  private Outcome directories() throws InterruptedException {
    Optional<Mounts> mounts = Mounts.read(machine.proc());
    return mounts.isPresent()
        ? directories.run(() -> measured(machine.directories(), mounts.get()))
        : noMounts();
  }

  private static MachineAnswer measured(List<Path> folders, Mounts mounts)
      throws InterruptedException {
    long end = System.nanoTime() + WALKING.toNanos();
    List<MachineAnswer.Directory> all = new ArrayList<>();
    int left = folders.size();
    for (Path folder : folders) {
      // What one does not need is for those after it.
      long now = System.nanoTime();
      all.add(DirectoryWalk.measure(folder, mounts, now + Math.max(0, end - now) / left));
      left--;
    }
    return new MachineAnswer.Directories(all);
  }

  private static Outcome noMounts() {
    return new Outcome.Failed(
        Trouble.ERROR, "file systems: expected /proc/self/mountinfo. Found: nothing to be read");
  }
}
