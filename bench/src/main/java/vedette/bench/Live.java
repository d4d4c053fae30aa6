package vedette.bench;

import java.util.Arrays;
import java.util.List;
import vedette.tap.TapOptions;
import vedette.tap.bpf.UprobeLink;

/// CPU of a whole process that watches a steady stream of messages of 300 bytes and adds up their
/// payloads: a JVM with the tap, with the flags that `./vedette` gives it, against
/// bench/c/consumer.c.
final class Live {
  private static final int RING = TapOptions.DEFAULT_RING_BYTES;

  private Live() {}

  private record Row(String name, double early, double late, double wakeups, long kilobytes) {}

  public static void main(String[] arguments) {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    List<Integer> rates =
        arguments.length > 1
            ? Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList()
            : List.of(10_000, 1_000, 10);
    System.out.println("A live process, 300 B messages, payload summed; CPU in percent of a core");
    System.out.println(Machine.describe());
    Table table =
        new Table(
            "events/s",
            "process",
            "first " + seconds / 2 + " s",
            "then " + seconds + " s",
            "ratio to C, timer",
            "ratio to C, woken",
            "wake-ups/s",
            "RSS MB");
    for (int rate : rates) {
      Row timer = c("C libbpf, 20 ms timer", "timer", rate, seconds);
      Row woken = c("C libbpf, woken", "wake", rate, seconds);
      Row tap = tap(rate, seconds);
      for (Row row : List.of(timer, woken, tap)) {
        table.row(
            Integer.toString(rate),
            row.name(),
            String.format(java.util.Locale.ROOT, "%.2f", row.early()),
            String.format(java.util.Locale.ROOT, "%.2f", row.late()),
            Table.ratio(row.late() / timer.late()),
            Table.ratio(row.late() / woken.late()),
            Table.number(row.wakeups()),
            Table.number(row.kilobytes() / 1024.0));
      }
    }
    System.out.println(table);
  }

  private static Row c(String name, String mode, int rate, int seconds) {
    try (Rig rig = new Rig(RING);
        UprobeLink _ = rig.attach(Rig.shipped(), "message");
        Consumer consumer = new Consumer("sum", mode);
        Node node = node(rate)) {
      Row row = watch(name, consumer.pid(), seconds);
      node.stop();
      consumer.finish();
      return row;
    }
  }

  private static Row tap(int rate, int seconds) {
    try (Consumer tap = Consumer.java(Node.file(), LiveTap.class);
        Node node = node(rate)) {
      Row row = watch("Vedette", tap.pid(), seconds);
      node.stop();
      tap.finish();
      return row;
    }
  }

  private static Node node(int rate) {
    return Node.start("--only", Node.PROBE, "--payload", "300", "--rate", Integer.toString(rate));
  }

  private static Row watch(String name, long pid, int seconds) {
    double early = percent(pid, seconds / 2);
    long sleeps = Machine.sleeps(pid);
    double late = percent(pid, seconds);
    double wakeups = (double) (Machine.sleeps(pid) - sleeps) / seconds;
    return new Row(name, early, late, wakeups, Machine.residentKilobytes(pid));
  }

  private static double percent(long pid, int seconds) {
    long cpu = Machine.processNanos(pid);
    long began = System.nanoTime();
    Run.sleep(seconds * 1000L);
    return 100.0 * (Machine.processNanos(pid) - cpu) / (System.nanoTime() - began);
  }
}
