package vedette.watch.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An exposition as a scraper sees it.
///
/// @param text the whole body
/// @param types family to type
/// @param series `name{labels}` to value
record Scrape(String text, Map<String, String> types, Map<String, Double> series) {
  private static final Pattern SERIES = Pattern.compile("^([a-z_][a-z0-9_]*(?:\\{.*\\})?) (\\S+)$");

  static Scrape of(Exposition exposition) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      exposition.writeTo(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
    String text = body.toString(StandardCharsets.UTF_8);
    Map<String, String> types = new TreeMap<>();
    Map<String, Double> series = new TreeMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        types.put(words[2], words[3]);
      }
      Matcher found = SERIES.matcher(line);
      if (!line.startsWith("#")) {
        if (!found.matches()) {
          throw new AssertionError("not a line of Prometheus's format: " + line);
        }
        series.put(found.group(1), Double.valueOf(found.group(2)));
      }
    }
    return new Scrape(text, types, series);
  }

  OptionalDouble value(String name) {
    Double value = series.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  double at(String name) {
    return value(name)
        .orElseThrow(
            () -> new AssertionError(name + " is not in\n" + String.join("\n", series.keySet())));
  }

  /// How many series a family has.
  long count(String family) {
    return series.keySet().stream()
        .map(name -> name.replaceAll("\\{.*", ""))
        .filter(name -> name.equals(family) || name.matches(family + "_(bucket|sum|count)"))
        .count();
  }
}
