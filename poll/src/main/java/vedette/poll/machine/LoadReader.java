package vedette.poll.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Memory, load, pressure and uptime from `/proc`.
final class LoadReader {
  private static final int MOST_CORES = 65_536;

  private LoadReader() {}

  static MachineAnswer.Load read(Path proc) {
    String memory = SmallFile.text(proc.resolve("meminfo")).orElse("");
    String[] load = SmallFile.line(proc.resolve("loadavg")).orElse("").split(" ", 4);
    return new MachineAnswer.Load(
        kibibytes(memory, "MemTotal"),
        kibibytes(memory, "MemAvailable"),
        kibibytes(memory, "SwapTotal"),
        kibibytes(memory, "SwapFree"),
        number(load, 0),
        number(load, 1),
        number(load, 2),
        cores(SmallFile.text(proc.resolve("stat")).orElse("")),
        uptime(SmallFile.line(proc.resolve("uptime")).orElse("")),
        pressures(proc.resolve("pressure")));
  }

  /// `MemTotal: 24684084 kB`, where kB are KiB.
  static OptionalLong kibibytes(String text, String name) {
    OptionalLong found =
        text.lines()
            .filter(line -> line.startsWith(name + ":"))
            .map(line -> line.substring(name.length() + 1).strip())
            .filter(value -> value.endsWith(" kB"))
            .map(value -> SmallFile.count(value.substring(0, value.length() - 3).strip()))
            .findFirst()
            .orElse(OptionalLong.empty());
    return found.isPresent() && found.getAsLong() < Long.MAX_VALUE >> 10
        ? OptionalLong.of(found.getAsLong() << 10)
        : OptionalLong.empty();
  }

  private static OptionalDouble number(String[] words, int index) {
    return index < words.length ? SmallFile.decimal(words[index]) : OptionalDouble.empty();
  }

  /// One line `cpuN …` for each processor that is online.
  static OptionalInt cores(String stat) {
    long lines =
        stat.lines().filter(line -> line.matches("cpu[0-9]+ .*")).limit(MOST_CORES).count();
    return lines == 0 ? OptionalInt.empty() : OptionalInt.of((int) lines);
  }

  private static Optional<Duration> uptime(String line) {
    OptionalDouble seconds = SmallFile.decimal(line.split(" ", 2)[0]);
    return seconds.isPresent() && seconds.getAsDouble() >= 0
        ? Optional.of(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000)))
        : Optional.empty();
  }

  private static List<MachineAnswer.Pressure> pressures(Path directory) {
    List<MachineAnswer.Pressure> all = new ArrayList<>();
    for (String resource : List.of("cpu", "io", "memory")) {
      String text = SmallFile.text(directory.resolve(resource)).orElse("");
      share(text, "some")
          .ifPresent(
              some -> all.add(new MachineAnswer.Pressure(resource, some, share(text, "full"))));
    }
    return all;
  }

  /// `some avg10=0.00 avg60=1.50 avg300=0.12 total=123`: per cent over 60 s as a share.
  static OptionalDouble share(String text, String kind) {
    return text.lines()
        .filter(line -> line.startsWith(kind + " "))
        .flatMap(line -> List.of(line.split(" ")).stream())
        .filter(word -> word.startsWith("avg60="))
        .map(word -> SmallFile.decimal(word.substring("avg60=".length())))
        .flatMapToDouble(OptionalDouble::stream)
        .filter(percent -> percent >= 0 && percent <= 100)
        .map(percent -> percent / 100)
        .findFirst();
  }
}
