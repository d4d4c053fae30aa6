package vedette.app.services;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vedette.app.config.Config;
import vedette.app.config.MachineSettings;
import vedette.poll.bitcoind.Discovery;
import vedette.poll.machine.Machine;
import vedette.poll.process.ProcessTable;
import vedette.watch.machine.MachineKind;
import vedette.watch.service.ServiceKind;

/// The machine, with the data directories of the nodes that run on it.
final class MachineOffer implements Offer {
  /// Nodes move their data rarely, and each look reads their settings.
  private static final long BETWEEN = TimeUnit.MINUTES.toNanos(1);

  private final ServiceKind kind = new MachineKind();
  private final Discovery discovery = new Discovery();
  private List<Path> found = List.of();
  private long lookedAt = System.nanoTime() - BETWEEN;

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    MachineSettings.Machine settings = config.machine().machine();
    if (!settings.watch()) {
      return List.of();
    }
    List<Path> disks = new ArrayList<>(List.of(Path.of("/")));
    disks.addAll(settings.disks());
    List<Path> directories = new ArrayList<>(settings.directories());
    if (config.discovery()) {
      look(seen.processes());
      found.stream().filter(it -> !directories.contains(it)).forEach(directories::add);
    }
    return List.of(new Offered("machine", "Machine", Machine.here(disks, directories), List.of()));
  }

  /// A folder that was found stays while its node is away: its disk goes on filling. Those within
  /// containers are left out, as their paths end with the process.
  private void look(ProcessTable processes) {
    if (System.nanoTime() - lookedAt < BETWEEN) {
      return;
    }
    lookedAt = System.nanoTime();
    List<Path> all = new ArrayList<>(found);
    discovery.find(processes).stream()
        .flatMap(node -> node.networkDirectory().stream())
        .filter(it -> !it.startsWith("/proc") && !all.contains(it) && all.size() < 16)
        .forEach(all::add);
    found = List.copyOf(all);
  }
}
