package vedette.watch.machine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// What the page *Machine* shows of the machine. Bytes are bytes, times ms since the epoch.
///
/// @param disks fullest first
/// @param disksAsOf when the disks were looked at
/// @param directoriesAsOf when the folders were added up
/// @param clock empty where the kernel does not tell
public record MachinePage(
    Memory memory,
    Load load,
    OptionalLong startedAt,
    List<Pressure> pressures,
    List<Disk> disks,
    OptionalLong disksAsOf,
    List<Directory> directories,
    OptionalLong directoriesAsOf,
    List<Temperature> temperatures,
    Optional<Clock> clock)
    implements KindPage {

  /// Memory and swap.
  public record Memory(
      OptionalLong size, OptionalLong available, OptionalLong swap, OptionalLong swapFree) {}

  /// Tasks that run or wait, over 1, 5 and 15 min.
  public record Load(
      OptionalDouble load1, OptionalDouble load5, OptionalDouble load15, OptionalInt cores) {}

  /// Share of the last minute that was lost by waiting.
  ///
  /// @param resource `cpu`, `io`, `memory`
  /// @param some at least one task waited
  /// @param full all waited
  public record Pressure(String resource, double some, OptionalDouble full) {}

  /// A file system.
  ///
  /// @param outlook `unknown`, `steady` or `filling`
  /// @param fullInSeconds if it is filling
  public record Disk(
      String mount,
      String device,
      String fileSystem,
      boolean readOnly,
      OptionalLong size,
      OptionalLong used,
      OptionalLong available,
      String outlook,
      OptionalLong fullInSeconds) {}

  /// A data directory.
  ///
  /// @param complete whether all of it was added up
  /// @param remark why not
  public record Directory(
      String path,
      Optional<String> mount,
      Optional<String> device,
      OptionalLong bytes,
      boolean complete,
      Optional<String> remark) {}

  /// A sensor.
  public record Temperature(String chip, String sensor, double celsius, OptionalDouble critical) {}

  /// The clock, as the kernel knows it.
  ///
  /// @param offset seconds
  /// @param mostError seconds
  public record Clock(boolean synchronised, OptionalDouble offset, OptionalDouble mostError) {}
}
