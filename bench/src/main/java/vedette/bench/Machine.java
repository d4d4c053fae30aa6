package vedette.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What is measured with: clocks of CPU time, and what `/proc` tells of a process.
final class Machine {
  /// The core of the node, and the core of who reads: what they share must cross between caches.
  static final String NODE_CORE = "0";

  static final String READER_CORE = "1";

  private static final int CLOCK_THREAD_CPUTIME_ID = 3;

  @SuppressWarnings("restricted") // a function of libc
  private static final MethodHandle CLOCK_GETTIME =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private Machine() {}

  /// CPU time of the calling thread in nanoseconds.
  static long threadNanos() {
    return nanos(CLOCK_THREAD_CPUTIME_ID);
  }

  /// CPU time of all threads of a process in nanoseconds, those that have ended included.
  static long processNanos(long pid) {
    // The clock of another process has a number made of its pid: see clock_getcpuclockid(3).
    return nanos((int) (~pid << 3 | 2));
  }

  private static long nanos(int clock) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(16, 8);
      int result = (int) CLOCK_GETTIME.invokeExact(clock, time);
      if (result != 0) {
        throw new IllegalStateException("no clock " + clock);
      }
      return time.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
          + time.get(ValueLayout.JAVA_LONG, 8);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// How often the threads of a process went to sleep of their own will, so how often something
  /// woke them.
  static long sleeps(long pid) {
    try (var tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      long sum = 0;
      for (Path task : tasks) {
        sum += statusField(task.resolve("status"), "voluntary_ctxt_switches");
      }
      return sum;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Resident memory of a process, in kilobytes.
  static long residentKilobytes(long pid) {
    return statusField(Path.of("/proc/" + pid + "/status"), "VmRSS");
  }

  /// The most memory that a process had resident, in kilobytes.
  static long peakKilobytes(long pid) {
    return statusField(Path.of("/proc/" + pid + "/status"), "VmHWM");
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  /// One line that says what the numbers below it were measured on.
  static String describe() {
    String model =
        read(Path.of("/proc/cpuinfo"))
            .lines()
            .filter(line -> line.startsWith("model name") || line.startsWith("CPU part"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse("unknown processor");
    return String.format(
        Locale.ROOT,
        "%s, %d cores; Linux %s; Java %s; load %s",
        model,
        Runtime.getRuntime().availableProcessors(),
        read(Path.of("/proc/sys/kernel/osrelease")).strip(),
        Runtime.version(),
        read(Path.of("/proc/loadavg")).split(" ", -1)[0]);
  }

  private static long statusField(Path status, String field) {
    return read(status)
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .findFirst()
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .orElse(0L);
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
