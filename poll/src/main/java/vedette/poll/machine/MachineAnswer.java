package vedette.poll.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// What the machine says of itself. Bytes are bytes, whatever the kernel counts in; what it does
/// not tell is empty.
public sealed interface MachineAnswer extends Answer {

  /// Memory, load and pressure.
  ///
  /// @param memory bytes in all
  /// @param available bytes that programs could still get without swapping, as the kernel reckons
  /// @param swap bytes of swap space, 0 if there is none
  /// @param swapFree bytes of it that are free
  /// @param load1 mean number of tasks that run or wait, over 1 min
  /// @param cores processors that are online
  /// @param uptime since the kernel started
  /// @param pressures empty where the kernel does not measure it
  record Load(
      OptionalLong memory,
      OptionalLong available,
      OptionalLong swap,
      OptionalLong swapFree,
      OptionalDouble load1,
      OptionalDouble load5,
      OptionalDouble load15,
      OptionalInt cores,
      Optional<Duration> uptime,
      List<Pressure> pressures)
      implements MachineAnswer {
    /// Keeps its own list.
    public Load {
      pressures = List.copyOf(pressures);
    }
  }

  /// How much of the last minute was lost by waiting for something (PSI, `/proc/pressure`).
  ///
  /// @param resource `cpu`, `io` or `memory`
  /// @param some share of time, 0 to 1, in which at least one task waited
  /// @param full share of time in which all did; empty where the kernel does not tell
  record Pressure(String resource, double some, OptionalDouble full) {}

  /// The file systems that are watched, by mount point.
  record Disks(List<Disk> disks) implements MachineAnswer {
    /// Keeps its own list.
    public Disks {
      disks = List.copyOf(disks);
    }
  }

  /// One file system.
  ///
  /// @param mount where it is mounted
  /// @param device what is mounted, as the kernel says it, such as `/dev/nvme0n1p2`
  /// @param fileSystem its type, such as `ext4`
  /// @param readOnly whether it is mounted so that nothing can be written
  /// @param size bytes in all
  /// @param used bytes that are taken
  /// @param available bytes that this user could still write; what the file system keeps back for
  ///   others is neither used nor available
  record Disk(
      String mount,
      String device,
      String fileSystem,
      boolean readOnly,
      OptionalLong size,
      OptionalLong used,
      OptionalLong available) {

    /// Which share of what this user can have is used, 0 to 1, as `df` reckons.
    public OptionalDouble usedShare() {
      if (used.isEmpty() || available.isEmpty()) {
        return OptionalDouble.empty();
      }
      double all = (double) used.getAsLong() + available.getAsLong();
      return all > 0 ? OptionalDouble.of(used.getAsLong() / all) : OptionalDouble.empty();
    }
  }

  /// What the kernel knows of its clock (`adjtimex`). Nobody else is asked.
  ///
  /// @param synchronised whether some time service keeps it, and has heard of its source lately
  /// @param offset seconds still to be corrected; empty unless the kernel's own loop corrects it
  /// @param mostError seconds that it can be wrong at most, as the time service and the kernel
  ///   reckon; empty if not synchronised
  record Clock(boolean synchronised, OptionalDouble offset, OptionalDouble mostError)
      implements MachineAnswer {}

  /// Sensors; none on most virtual machines.
  record Temperatures(List<Temperature> sensors) implements MachineAnswer {
    /// Keeps its own list.
    public Temperatures {
      sensors = List.copyOf(sensors);
    }
  }

  /// One sensor.
  ///
  /// @param chip its driver, such as `coretemp` or `nvme`; with a number where there are several
  /// @param sensor its label, such as `Package id 0`
  /// @param celsius degrees
  /// @param critical degrees from which the hardware protects itself
  record Temperature(String chip, String sensor, double celsius, OptionalDouble critical) {}

  /// Folders and what is in them.
  record Directories(List<Directory> directories) implements MachineAnswer {
    /// Keeps its own list.
    public Directories {
      directories = List.copyOf(directories);
    }
  }

  /// One folder.
  ///
  /// @param mount the mount point of the file system that it is on
  /// @param device what is mounted there
  /// @param bytes the lengths of its files together; without those that cannot be looked at
  /// @param complete whether all of it was walked through; if not, it is larger than `bytes`
  /// @param remark why it is not complete
  record Directory(
      Path path,
      Optional<String> mount,
      Optional<String> device,
      OptionalLong bytes,
      boolean complete,
      Optional<String> remark) {}
}
