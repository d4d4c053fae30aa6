package vedette.tap;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import vedette.event.Event;

/// Compares what a tap delivers of one thread of a node with the node's report, while both grow:
/// what is delivered must be what was fired, in order, but for what was lost.
final class Comparison implements AutoCloseable {
  private final Report report;
  private final UnaryOperator<Fired> bounded;
  private final Queue<Fired> delivered = new ArrayDeque<>();
  private final Map<String, Long> skipped = new TreeMap<>();
  private final Map<String, Long> withoutPayload = new TreeMap<>();
  private String firstSkip = "";
  private long equal;
  private int since;

  Comparison(Path path) {
    this(path, UnaryOperator.identity());
  }

  /// @param bounded what becomes of a fired event whose texts are longer than the way of attaching
  ///   allows
  Comparison(Path path, UnaryOperator<Fired> bounded) {
    report = new Report(path);
    this.bounded = bounded;
  }

  void accept(Event event) {
    delivered.add(Fired.of(event));
    if (++since == 1000) {
      since = 0;
      compare();
    }
  }

  /// Reads the report to its end.
  void finish() {
    compare();
    for (Optional<Report.Line> line = report.next(); line.isPresent(); line = report.next()) {
      skip(line.get().fired());
    }
  }

  private void compare() {
    while (!delivered.isEmpty()) {
      Optional<Report.Line> line = report.next();
      if (line.isEmpty()) {
        return;
      }
      Fired fired = bounded.apply(line.get().fired());
      Fired told = delivered.element();
      if (fired.sameBut(told) && (told.payload().isEmpty() || fired.equals(told))) {
        if (!fired.equals(told)) {
          withoutPayload.merge(fired.event(), 1L, Long::sum);
        }
        delivered.remove();
        equal++;
      } else {
        skip(fired);
      }
    }
  }

  private void skip(Fired fired) {
    skipped.merge(fired.event(), 1L, Long::sum);
    if (firstSkip.isEmpty()) {
      firstSkip =
          "after " + equal + " equal ones: fired " + fired + ", delivered " + delivered.peek();
    }
  }

  /// Delivered events that were fired so.
  long equal() {
    return equal;
  }

  /// Delivered events that nobody fired.
  int unexplained() {
    return delivered.size();
  }

  /// Fired events that were not delivered, by name.
  Map<String, Long> skipped() {
    return skipped;
  }

  /// Delivered messages that lacked their payload, by name.
  Map<String, Long> withoutPayload() {
    return withoutPayload;
  }

  /// Where the two first part.
  String firstSkip() {
    return firstSkip;
  }

  @Override
  public void close() {
    report.close();
  }
}
