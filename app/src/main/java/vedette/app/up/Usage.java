package vedette.app.up;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// What this process costs.
///
/// [#look] is called once a second by one thread; the rest by any.
final class Usage {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  /// @param at [System#nanoTime]
  /// @param cpu time of all threads so far, ns
  private record Mark(long at, long cpu) {}

  private final Deque<Mark> marks = new ArrayDeque<>();

  /// Takes the time; keeps those of the last ten seconds.
  synchronized void look() {
    long now = System.nanoTime();
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(Duration::toNanos)
        .ifPresent(cpu -> marks.addLast(new Mark(now, cpu)));
    while (marks.size() > 2 && now - marks.getFirst().at() > WINDOW) {
      marks.removeFirst();
    }
  }

  /// Share of one core over the last ten seconds; empty until there are two looks.
  synchronized OptionalDouble cpu() {
    if (marks.size() < 2) {
      return OptionalDouble.empty();
    }
    Mark first = marks.getFirst();
    Mark last = marks.getLast();
    return OptionalDouble.of((double) (last.cpu() - first.cpu()) / (last.at() - first.at()));
  }

  /// Resident memory in bytes; empty where the system does not tell.
  OptionalLong resident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          String kib = line.substring(RESIDENT.length()).replace("kB", "").strip();
          return OptionalLong.of(Long.parseLong(kib) << 10);
        }
      }
    } catch (IOException | NumberFormatException elsewhere) {
      // Not Linux, or no /proc: then it is not known.
    }
    return OptionalLong.empty();
  }

  /// Bytes of heap in use.
  long heapUsed() {
    Runtime java = Runtime.getRuntime();
    return java.totalMemory() - java.freeMemory();
  }

  /// Bytes that the heap may take.
  long heapMax() {
    return Runtime.getRuntime().maxMemory();
  }

  /// When this process started, ms since the epoch.
  static long startedAt() {
    return ManagementFactory.getRuntimeMXBean().getStartTime();
  }
}
