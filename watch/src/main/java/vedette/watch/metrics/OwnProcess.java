package vedette.watch.metrics;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Vedette's own process takes, under the names that every Prometheus client uses.
///
/// What the system does not tell is absent.
final class OwnProcess {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;
  private static final double KIB = 1024;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern MAX_FILES = Pattern.compile("Max open files\\s+(\\d+)");

  /// @param read asks the system
  record Value(Family family, Supplier<OptionalDouble> read) {}

  static final List<Value> VALUES =
      List.of(
          new Value(
              Family.counter(
                      "process_cpu_seconds_total",
                      "seconds",
                      "Processor time of Vedette.",
                      "the operating system")
                  .ofVedette(),
              OwnProcess::cpu),
          value(
              "process_start_time_seconds",
              "seconds since the epoch",
              "When Vedette started.",
              OwnProcess::started),
          value(
              "process_resident_memory_bytes",
              "bytes",
              "Resident memory of Vedette.",
              () -> scaled(found(STATUS, RESIDENT), KIB)),
          value("process_open_fds", "files", "Open files.", OwnProcess::openFiles),
          value("process_max_fds", "files", "Most open files.", () -> found(LIMITS, MAX_FILES)),
          value(
              "process_heap_bytes",
              "bytes",
              "Java heap in use.",
              () ->
                  OptionalDouble.of(
                      (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())),
          value(
              "process_heap_max_bytes",
              "bytes",
              "Java heap at most.",
              () ->
                  OptionalDouble.of(
                      (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax())),
          value(
              "process_threads",
              "threads",
              "Platform threads.",
              () -> OptionalDouble.of(ManagementFactory.getThreadMXBean().getThreadCount())));

  private OwnProcess() {}

  private static Value value(String name, String unit, String help, Supplier<OptionalDouble> read) {
    return new Value(Family.gauge(name, unit, help, "the operating system").ofVedette(), read);
  }

  private static OptionalDouble cpu() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(time -> OptionalDouble.of(time.toNanos() / NANOS))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble started() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(time -> OptionalDouble.of(time.toEpochMilli() / MILLIS))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble openFiles() {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return OptionalDouble.of((double) files.count());
    } catch (IOException notLinux) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble found(Path file, Pattern pattern) {
    try {
      Matcher number = pattern.matcher(Files.readString(file));
      return number.find()
          ? OptionalDouble.of(Double.parseDouble(number.group(1)))
          : OptionalDouble.empty();
    } catch (IOException notLinux) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble scaled(OptionalDouble value, double factor) {
    return value.isPresent()
        ? OptionalDouble.of(value.getAsDouble() * factor)
        : OptionalDouble.empty();
  }
}
