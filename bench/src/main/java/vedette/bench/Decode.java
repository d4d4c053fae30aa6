package vedette.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs [DecodeBenchmark] and prints one table: per message and operation the time, the throughput
/// in bytes of payload, and what is allocated, absolute and for each byte of payload.
final class Decode {
  private Decode() {}

  public static void main(String[] arguments) throws RunnerException {
    int iterations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    String report = System.getProperty("bench.report");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(DecodeBenchmark.class.getName())
                    .addProfiler(GCProfiler.class)
                    .forks(1)
                    .warmupIterations(iterations)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(iterations)
                    .measurementTime(TimeValue.seconds(1))
                    // What ./vedette runs with.
                    .jvmArgs("-XX:+UseSerialGC", "-Xmx512m", "-Dbench.report=" + report)
                    .shouldFailOnError(true)
                    .build())
            .run();
    Messages messages = new Messages(Path.of(report));
    Map<String, Double> decoding = new LinkedHashMap<>();
    results.stream()
        .filter(it -> operation(it).equals("decode"))
        .forEach(it -> decoding.put(message(it), it.getPrimaryResult().getScore()));
    Table table =
        new Table(
            "message",
            "payload",
            "operation",
            "ns",
            "error",
            "MB/s",
            "ratio to decode",
            "allocated B",
            "per payload byte");
    for (String message : decoding.keySet()) {
      long size = messages.named(message).message().size();
      for (String operation :
          List.of("decode", "json", "jsonHeadersOnly", "bitcointap", "text", "select")) {
        for (RunResult result : results) {
          if (message(result).equals(message) && operation(result).equals(operation)) {
            row(table, message, size, operation, result, decoding.getOrDefault(message, 0.0));
          }
        }
      }
    }
    System.out.println(Machine.describe());
    System.out.println(table);
  }

  @SuppressWarnings("rawtypes") // JMH declares the result as class Result<T extends Result>
  private static void row(
      Table table, String message, long size, String operation, RunResult result, double decoding) {
    double time = result.getPrimaryResult().getScore();
    double error = result.getPrimaryResult().getScoreError();
    double allocated =
        result.getSecondaryResults().entrySet().stream()
            .filter(it -> it.getKey().endsWith("gc.alloc.rate.norm"))
            .mapToDouble(it -> it.getValue().getScore())
            .findFirst()
            .orElse(Double.NaN);
    table.row(
        message,
        Long.toString(size),
        operation,
        Table.number(time),
        Table.number(error),
        Table.number(size / time * 1e3),
        Table.ratio(time / decoding),
        Table.number(allocated),
        Table.ratio(allocated / size));
  }

  private static String message(RunResult result) {
    return result.getParams().getParam("message");
  }

  private static String operation(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
