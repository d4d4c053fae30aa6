package vedette.poll.machine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import vedette.poll.Words;

/// Temperatures from `/sys/class/hwmon`, and from `/sys/class/thermal` where there is no sensor in
/// the former.
final class Sensors {
  private static final int MOST = 64;
  private static final int LONGEST_NAME = 48;

  private Sensors() {}

  static MachineAnswer.Temperatures read(Path sys) {
    List<MachineAnswer.Temperature> all = chips(sys.resolve("class/hwmon"));
    return new MachineAnswer.Temperatures(
        all.isEmpty() ? zones(sys.resolve("class/thermal")) : all);
  }

  private static List<MachineAnswer.Temperature> chips(Path directory) {
    Map<String, Integer> seen = new HashMap<>();
    List<MachineAnswer.Temperature> all = new ArrayList<>();
    for (Path chip : sorted(directory, "hwmon*")) {
      List<Path> inputs = sorted(chip, "temp*_input");
      if (inputs.isEmpty()) {
        continue;
      }
      String driver =
          SmallFile.line(chip.resolve("name")).orElseGet(() -> String.valueOf(chip.getFileName()));
      int number = seen.merge(driver, 1, Integer::sum);
      String name = number == 1 ? driver : driver + " " + number;
      for (Path input : inputs) {
        String file = String.valueOf(input.getFileName());
        String stem = file.substring(0, file.length() - "_input".length());
        add(
            all,
            name,
            SmallFile.line(chip.resolve(stem + "_label")).orElse(stem),
            input,
            degrees(chip.resolve(stem + "_crit")));
      }
    }
    return all;
  }

  private static List<MachineAnswer.Temperature> zones(Path directory) {
    List<MachineAnswer.Temperature> all = new ArrayList<>();
    for (Path zone : sorted(directory, "thermal_zone*")) {
      String name = String.valueOf(zone.getFileName());
      add(
          all,
          SmallFile.line(zone.resolve("type")).orElse("thermal"),
          name,
          zone.resolve("temp"),
          OptionalDouble.empty());
    }
    return all;
  }

  private static void add(
      List<MachineAnswer.Temperature> all,
      String chip,
      String sensor,
      Path input,
      OptionalDouble critical) {
    OptionalDouble degrees = degrees(input);
    if (degrees.isPresent() && all.size() < MOST) {
      all.add(
          new MachineAnswer.Temperature(
              Words.oneLine(chip, LONGEST_NAME),
              Words.oneLine(sensor, LONGEST_NAME),
              degrees.getAsDouble(),
              critical));
    }
  }

  /// Thousandths of a degree. What no machine can have is a sensor that is not connected.
  private static OptionalDouble degrees(Path file) {
    Optional<Double> degrees =
        SmallFile.line(file)
            .map(SmallFile::decimal)
            .filter(OptionalDouble::isPresent)
            .map(it -> it.getAsDouble() / 1000)
            .filter(it -> it > -100 && it < 250);
    return degrees.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static List<Path> sorted(Path directory, String glob) {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(all::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      return List.of();
    }
    all.sort(Sensors::byNumber);
    return all;
  }

  /// `temp2_input` before `temp10_input`.
  private static int byNumber(Path one, Path other) {
    String a = String.valueOf(one.getFileName());
    String b = String.valueOf(other.getFileName());
    return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
  }
}
