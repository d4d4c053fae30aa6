package vedette.app.tap;

import java.util.ArrayList;
import java.util.List;
import vedette.tap.SourceStats;

/// The counts of a run as a table, one row for each tracepoint.
final class StatsTable {
  private static final List<String> HEAD =
      List.of(
          "tracepoint",
          "delivered",
          "bytes",
          "lost",
          "payloads lost",
          "faults",
          "cut",
          "filtered",
          "undecoded");

  private StatsTable() {}

  static String of(SourceStats stats, Tally tally) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    long[] sums = new long[HEAD.size() - 1];
    for (SourceStats.Count count : stats.events()) {
      long[] values = {
        count.delivered(),
        count.bytes(),
        count.lost(),
        count.payloads(),
        count.faults(),
        count.cut(),
        count.filtered(),
        tally.undecoded(count.event())
      };
      rows.add(row(count.event(), values));
      for (int i = 0; i < values.length; i++) {
        sums[i] += values[i];
      }
    }
    rows.add(row("total", sums));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(2048);
    for (List<String> row : rows) {
      text.append(row.getFirst()).repeat(' ', widths[0] - row.getFirst().length());
      for (int i = 1; i < widths.length; i++) {
        text.repeat(' ', 2 + widths[i] - row.get(i).length()).append(row.get(i));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static List<String> row(String name, long[] values) {
    List<String> row = new ArrayList<>();
    row.add(name);
    for (long value : values) {
      row.add(Talk.number(value));
    }
    return row;
  }
}
