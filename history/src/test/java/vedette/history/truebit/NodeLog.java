package vedette.history.truebit;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// What the node of `node.c` wrote, read in a simple way of its own, and what follows from it.
final class NodeLog {
  private static final String STAMP = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ";
  private static final Pattern BEGINNING = Pattern.compile("(?m)^(?=" + STAMP + ")");
  private static final Pattern HEAD =
      Pattern.compile("^" + STAMP + "(?:[a-z]+: @truebit/worker-runner-node-0x1{40}:\\S+ )?");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-2222-4333-8444-[0-9a-f]{12}");

  /// The messages of its entries.
  final List<String> entries = new ArrayList<>();

  /// Adds the files of a folder, packed ones too.
  NodeLog files(Path logs) throws Exception {
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path file : files.filter(f -> f.toString().contains(".log")).toList()) {
        String name = file.getFileName().toString();
        boolean packed = name.endsWith(".gz");
        if (packed && Files.exists(file.resolveSibling(name.replace(".gz", "")))) {
          // A kill came while it was packed: what is whole stands beside.
          continue;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (packed) {
          try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            bytes = in.readAllBytes();
          }
        }
        text(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return this;
  }

  /// Adds a text.
  NodeLog text(String text) {
    // A kill may have cut an entry; the next one begins where it was cut.
    String lines = text.replace("\r", "").replaceAll("(?<!\n)(?=" + STAMP + "[a-z]+: @)", "\n");
    BEGINNING
        .splitAsStream(lines)
        .filter(entry -> !entry.isBlank())
        .map(entry -> HEAD.matcher(entry.stripTrailing()).replaceFirst(""))
        .map(entry -> entry.replaceAll("\u001b\\[[0-9]*m", ""))
        .forEach(entries::add);
    return this;
  }

  /// How many tasks have which status after all that.
  Map<String, Long> statuses() {
    Map<String, String> tasks = new HashMap<>();
    for (String entry : entries) {
      Matcher id = ID.matcher(entry);
      String is =
          entry.startsWith("Message received")
              ? "received"
              : entry.startsWith("Starting task")
                  ? "executing"
                  : entry.startsWith("Execution ")
                      ? "completed"
                      : entry.contains("\"exitCode\":3")
                          ? "failed"
                          : entry.contains("\"exitCode\":0") ? "completed" : "";
      if (!is.isEmpty() && id.find()) {
        tasks.merge(id.group(), is, NodeLog::further);
      }
    }
    Map<String, Long> counts = new TreeMap<>();
    tasks.values().forEach(status -> counts.merge(status, 1L, Long::sum));
    return counts;
  }

  private static String further(String one, String other) {
    List<String> order = List.of("received", "executing", "completed", "failed");
    return order.indexOf(one) > order.indexOf(other) ? one : other;
  }

  long invoices() {
    return entries.stream().filter(e -> e.contains("\"invoiceId\"")).distinct().count();
  }

  /// What is in one and not in the other, at most ten of each.
  static List<String> difference(List<String> expected, List<String> found) {
    Map<String, Integer> counts = new HashMap<>();
    expected.forEach(e -> counts.merge(e, 1, Integer::sum));
    found.forEach(f -> counts.merge(f, -1, Integer::sum));
    List<String> all = new ArrayList<>();
    counts.forEach((entry, count) -> {
      if (count != 0 && all.size() < 20) {
        String begins = entry.length() > 150 ? entry.substring(0, 150) + "…" : entry;
        String ends = entry.substring(Math.max(0, entry.length() - 20));
        all.add((count > 0 ? "lost: " : "doubled: ") + begins + " … " + ends);
      }
    });
    return all;
  }
}
