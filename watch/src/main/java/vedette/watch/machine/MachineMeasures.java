package vedette.watch.machine;

import java.util.List;
import vedette.watch.service.Measure;

/// What is measured of the machine. The names are ours: node_exporter's would be counted twice
/// where it runs beside us.
final class MachineMeasures {
  private static final int DISKS = 32;
  private static final int SENSORS = 64;

  static final Measure MEMORY =
      Measure.gauge("vedette_machine_memory_bytes", "bytes", "Memory in all.", "/proc/meminfo");
  static final Measure AVAILABLE =
      Measure.gauge(
              "vedette_machine_memory_available_bytes",
              "bytes",
              "Memory that programs could still get without swapping.",
              "/proc/meminfo")
          .keep();
  static final Measure SWAP =
      Measure.gauge("vedette_machine_swap_bytes", "bytes", "Swap space in all.", "/proc/meminfo");
  static final Measure SWAP_FREE =
      Measure.gauge(
          "vedette_machine_swap_free_bytes", "bytes", "Swap space that is free.", "/proc/meminfo");
  static final Measure LOAD1 =
      Measure.gauge(
              "vedette_machine_load1",
              "tasks",
              "Tasks that run or wait, over one minute.",
              "/proc/loadavg")
          .keep();
  static final Measure LOAD5 =
      Measure.gauge(
          "vedette_machine_load5",
          "tasks",
          "Tasks that run or wait, over five minutes.",
          "/proc/loadavg");
  static final Measure LOAD15 =
      Measure.gauge(
          "vedette_machine_load15",
          "tasks",
          "Tasks that run or wait, over fifteen minutes.",
          "/proc/loadavg");
  static final Measure CORES =
      Measure.gauge("vedette_machine_cores", "cores", "Processors that are online.", "/proc/stat");
  static final Measure UPTIME =
      Measure.gauge(
          "vedette_machine_uptime_seconds", "seconds", "Since the kernel started.", "/proc/uptime");
  static final Measure PRESSURE =
      Measure.gauge(
          "vedette_machine_pressure_ratio",
          "ratio",
          "Share of the last minute in which some tasks, or all of them, waited for a resource.",
          "/proc/pressure",
          6,
          "resource",
          "tasks");
  static final Measure DISK_SIZE =
      disk("vedette_machine_disk_size_bytes", "bytes", "Size of a file system.");
  static final Measure DISK_USED =
      disk("vedette_machine_disk_used_bytes", "bytes", "What is taken of a file system.");
  static final Measure DISK_FREE =
      disk(
          "vedette_machine_disk_available_bytes",
          "bytes",
          "What Vedette's user could still write to a file system.");
  static final Measure DISK_READ_ONLY =
      disk(
          "vedette_machine_disk_read_only",
          "1",
          "Whether a file system is mounted so that nothing can be written.");
  static final Measure DISK_FULL =
      disk(
          "vedette_machine_disk_full_in_seconds",
          "seconds",
          "When a file system will be full if it goes on as in the last six hours; absent if it does"
              + " not fill, or is watched for less than half an hour.");
  static final Measure FULLEST =
      Measure.gauge(
              "vedette_machine_fullest_disk_ratio",
              "ratio",
              "Which share of what can be had is used of the fullest file system.",
              "file systems")
          .keep();
  static final Measure DIRECTORY =
      Measure.gauge(
          "vedette_machine_directory_bytes",
          "bytes",
          "Lengths of the files in a folder; absent if not all of it could be added up.",
          "the folder",
          DISKS,
          "directory");
  static final Measure TEMPERATURE =
      Measure.gauge(
          "vedette_machine_temperature_celsius",
          "degrees",
          "What a sensor shows.",
          "/sys/class/hwmon or thermal",
          SENSORS,
          "chip",
          "sensor");
  static final Measure CRITICAL =
      Measure.gauge(
          "vedette_machine_temperature_critical_celsius",
          "degrees",
          "From where the hardware protects itself.",
          "/sys/class/hwmon",
          SENSORS,
          "chip",
          "sensor");
  static final Measure SYNCHRONISED =
      Measure.gauge(
          "vedette_machine_clock_synchronised",
          "1",
          "Whether a time service keeps the clock and has heard of its source lately.",
          "adjtimex");
  static final Measure OFFSET =
      Measure.gauge(
          "vedette_machine_clock_offset_seconds",
          "seconds",
          "What the kernel's loop still has to correct; absent where another loop corrects the clock.",
          "adjtimex");
  static final Measure MOST_ERROR =
      Measure.gauge(
          "vedette_machine_clock_most_error_seconds",
          "seconds",
          "How wrong the clock can be at most; absent if it is not synchronised.",
          "adjtimex");

  static final List<Measure> ALL =
      List.of(
          MEMORY,
          AVAILABLE,
          SWAP,
          SWAP_FREE,
          LOAD1,
          LOAD5,
          LOAD15,
          CORES,
          UPTIME,
          PRESSURE,
          DISK_SIZE,
          DISK_USED,
          DISK_FREE,
          DISK_READ_ONLY,
          DISK_FULL,
          FULLEST,
          DIRECTORY,
          TEMPERATURE,
          CRITICAL,
          SYNCHRONISED,
          OFFSET,
          MOST_ERROR);

  private MachineMeasures() {}

  private static Measure disk(String name, String unit, String help) {
    return Measure.gauge(name, unit, help, "file systems", DISKS, "mount", "device");
  }
}
