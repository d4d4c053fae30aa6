package vedette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// How fast `./vedette` is there: `--help`, attached, the first event; and what it takes of memory
/// once it is.
///
/// The clock runs from before the process is started. Attached is when standard error says so, the
/// first event is when its line has arrived here.
final class Start {
  private Start() {}

  private static final class Times {
    final List<Double> help = new ArrayList<>();
    final List<Double> attached = new ArrayList<>();
    final List<Double> first = new ArrayList<>();
    final List<Double> cpu = new ArrayList<>();
    final List<Double> resident = new ArrayList<>();
    final List<Double> ring = new ArrayList<>();
  }

  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
    String vedette = System.getProperty("bench.vedette");
    Times times = new Times();
    for (int run = 0; run < runs; run++) {
      long began = System.nanoTime();
      Process help =
          new ProcessBuilder(vedette, "--help")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      help.waitFor();
      times.help.add((System.nanoTime() - began) / 1e6);
      tap(vedette, times);
    }
    System.out.println("Start-up on a warm build, " + runs + " runs");
    System.out.println(Machine.describe());
    Table table = new Table("", "median", "least", "goal");
    row(table, "--help, ms", times.help, "200");
    row(table, "tap --demo: attached, ms", times.attached, "250");
    row(table, "tap --demo: first event, ms", times.first, "400");
    row(table, "CPU up to then, ms", times.cpu, "");
    row(table, "RSS 1 s later, MB", times.resident, "80");
    row(table, "of that the ring, MB", times.ring, "");
    System.out.println(table);
  }

  private static void row(Table table, String name, List<Double> values, String goal) {
    table.row(name, Table.number(Table.median(values)), Table.number(Table.least(values)), goal);
  }

  private static void tap(String vedette, Times times) throws Exception {
    long began = System.nanoTime();
    Process process = new ProcessBuilder(vedette, "tap", "--demo", "--format", "json").start();
    AtomicLong attached = new AtomicLong();
    Thread listener =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try (BufferedReader err = reader(process.getErrorStream())) {
                for (String line = err.readLine(); line != null; line = err.readLine()) {
                  if (line.contains(": attached ")) {
                    attached.compareAndSet(0, System.nanoTime());
                  }
                }
              } catch (IOException ended) {
                // The process is gone, and so is what it had to say.
              }
            });
    try (BufferedReader out = reader(process.getInputStream())) {
      String line = out.readLine();
      while (line != null && line.contains("\"event\":\"vedette:")) {
        line = out.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("vedette tap ended without an event");
      }
      times.first.add((System.nanoTime() - began) / 1e6);
      times.cpu.add(Machine.processNanos(process.pid()) / 1e6);
      long until = System.nanoTime() + 1_000_000_000L;
      while (System.nanoTime() < until && out.readLine() != null) {}
      times.resident.add(Machine.residentKilobytes(process.pid()) / 1024.0);
      times.ring.add(ringKilobytes(process.pid()) / 1024.0);
    } finally {
      process.destroy();
      process.waitFor();
      listener.join();
    }
    if (attached.get() != 0) {
      times.attached.add((attached.get() - began) / 1e6);
    }
  }

  private static BufferedReader reader(java.io.InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /// Resident memory of the process that is the kernel's: ring and counters.
  private static long ringKilobytes(long pid) {
    long sum = 0;
    boolean ours = false;
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps"))) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
          ours = line.contains("bpf-map");
        } else if (ours && line.startsWith("Rss:")) {
          sum += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return sum;
  }
}
