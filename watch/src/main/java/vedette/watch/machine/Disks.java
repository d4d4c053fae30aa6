package vedette.watch.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.machine.MachineAnswer;
import vedette.watch.fold.Words;
import vedette.watch.service.Gauging;
import vedette.watch.service.Standing;
import vedette.watch.view.State;

/// The machine's file systems, the fullest first, and where each is heading.
final class Disks {
  /// Less than this share free needs a look.
  static final double LITTLE = 0.05;

  private static final long SOON_MS = 24 * 3_600_000L;

  private final Map<String, Trend> trends = new HashMap<>();
  private List<MachineAnswer.Disk> disks = List.of();

  void accept(List<MachineAnswer.Disk> said, long at) {
    disks =
        said.stream()
            .sorted(Comparator.comparingDouble(disk -> -disk.usedShare().orElse(-1)))
            .toList();
    trends.keySet().retainAll(said.stream().map(MachineAnswer.Disk::mount).toList());
    for (MachineAnswer.Disk disk : said) {
      if (disk.size().isPresent() && disk.available().isPresent()) {
        trends
            .computeIfAbsent(disk.mount(), _ -> new Trend())
            .add(at, disk.size().getAsLong(), disk.available().getAsLong());
      }
    }
  }

  /// Which share is used of the fullest.
  OptionalDouble fullest() {
    return disks.isEmpty() ? OptionalDouble.empty() : disks.getFirst().usedShare();
  }

  /// What needs a look, if any does.
  Optional<Standing> trouble(OptionalLong asOf) {
    for (MachineAnswer.Disk disk : disks) {
      OptionalLong fullIn = fullIn(disk);
      if (disk.usedShare().orElse(0) > 1 - LITTLE) {
        return Optional.of(
            new Standing(
                State.WARN,
                "disk " + disk.mount() + " is nearly full",
                free(disk)
                    + " free on "
                    + disk.device()
                    + "."
                    + (fullIn.isPresent() ? full(fullIn) : ""),
                asOf));
      }
      if (fullIn.isPresent() && fullIn.getAsLong() < SOON_MS) {
        return Optional.of(
            new Standing(
                State.WARN,
                "disk " + disk.mount() + " fills up",
                free(disk) + " free." + full(fullIn),
                asOf));
      }
    }
    return Optional.empty();
  }

  void measure(Gauging into) {
    for (MachineAnswer.Disk it : disks) {
      into.put(MachineMeasures.DISK_SIZE, it.size(), it.mount(), it.device());
      into.put(MachineMeasures.DISK_USED, it.used(), it.mount(), it.device());
      into.put(MachineMeasures.DISK_FREE, it.available(), it.mount(), it.device());
      into.put(MachineMeasures.DISK_READ_ONLY, it.readOnly(), it.mount(), it.device());
      fullIn(it)
          .ifPresent(ms -> into.put(MachineMeasures.DISK_FULL, ms / 1e3, it.mount(), it.device()));
    }
    into.put(MachineMeasures.FULLEST, fullest());
  }

  List<MachinePage.Disk> rows() {
    List<MachinePage.Disk> rows = new ArrayList<>();
    for (MachineAnswer.Disk it : disks) {
      Trend trend = trends.get(it.mount());
      Trend.Outlook outlook = trend == null ? Trend.Outlook.UNKNOWN : trend.outlook();
      OptionalLong fullIn = fullIn(it);
      rows.add(
          new MachinePage.Disk(
              it.mount(),
              it.device(),
              it.fileSystem(),
              it.readOnly(),
              it.size(),
              it.used(),
              it.available(),
              outlook.name().toLowerCase(Locale.ROOT),
              fullIn.isPresent()
                  ? OptionalLong.of(fullIn.getAsLong() / 1_000)
                  : OptionalLong.empty()));
    }
    return rows;
  }

  private OptionalLong fullIn(MachineAnswer.Disk disk) {
    Trend trend = trends.get(disk.mount());
    return trend == null ? OptionalLong.empty() : trend.fullIn();
  }

  private static String full(OptionalLong fullIn) {
    return " Full in about " + Words.age(fullIn.orElse(0)) + " at the pace of the last hours.";
  }

  private static String free(MachineAnswer.Disk disk) {
    return bytes(disk.available().orElse(0));
  }

  static String bytes(long bytes) {
    return String.format(
        Locale.ROOT,
        bytes < 1_000_000_000L ? "%.0f MB" : "%.1f GB",
        bytes / (bytes < 1_000_000_000L ? 1e6 : 1e9));
  }
}
