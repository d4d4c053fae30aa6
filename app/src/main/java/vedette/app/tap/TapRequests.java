package vedette.app.tap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vedette.app.cli.Arguments;
import vedette.app.cli.UsageException;
import vedette.app.tap.TapRequest.Format;
import vedette.app.tap.TapRequest.From;
import vedette.event.Selection;
import vedette.event.SelectionException;
import vedette.tap.TapOptions;
import vedette.tap.Target;

/// Reads the command line of `vedette tap`.
final class TapRequests {
  private static final List<String> SOURCES =
      List.of("--pid", "--pid-file", "--exe", "--demo", "--messages", "--replay");

  /// What only a tap of a running process knows.
  private static final List<String> LIVE_ONLY = List.of("--probe", "--ring", "--max-payload");

  private static final int LEAST_RING = 64 << 10;
  private static final int MOST_RING = 1 << 30;
  private static final Pattern PROBE = Pattern.compile("[^:\\s]+:[^:\\s]+");

  private TapRequests() {}

  /// Reads it.
  ///
  /// @param terminal what standard output is
  /// @throws UsageException if options contradict each other or a value is wrong
  static TapRequest of(Arguments given, Terminal terminal) {
    given.allowNone();
    exclude(given, "--payload", "--headers-only");
    exclude(given, "--max-payload", "--headers-only");
    List<String> probes = probes(given);
    Optional<Path> output = given.path("--output");
    Format format = format(given, terminal, output.isPresent());
    if (given.has("--payload") && !(format instanceof Format.Json)) {
      throw new UsageException("--payload: only JSON has a place for it. Do: add --format json.");
    }
    return new TapRequest(
        from(given),
        selection(given, new HashSet<>(probes)),
        probes,
        format,
        given.has("--payload"),
        given.has("--headers-only")
            ? 0
            : given.bytes("--max-payload", 0, MOST_RING).orElse(TapOptions.WHOLE_PAYLOAD),
        ring(given),
        output,
        given.path("--record"),
        given.number("--count", 1, Long.MAX_VALUE),
        given.duration("--duration"),
        given.has("--stats"),
        given.has("--interactive"));
  }

  private static From from(Arguments given) {
    List<String> named = SOURCES.stream().filter(given::has).toList();
    if (named.size() > 1) {
      throw new UsageException(
          named.get(0) + " and " + named.get(1) + " exclude each other. Do: leave one out.");
    }
    for (String other : List.of("--pid", "--demo", "--messages", "--replay")) {
      exclude(given, "--wait", other);
    }
    for (String file : List.of("--messages", "--replay")) {
      LIVE_ONLY.forEach(option -> exclude(given, option, file));
    }
    need(given, "--real-time", "--replay");
    need(given, "--no-follow", "--messages");
    need(given, "--demo-rate", "--demo");
    if (given.has("--demo")) {
      long most = 1_000_000_000;
      given.number("--demo-rate", 0, most);
      return new From.Demo(given.text("--demo-rate").map(text -> text.replace("_", "")));
    }
    if (given.has("--pid")) {
      return new From.Nodes(
          new Target.Pid((int) given.number("--pid", 1, Integer.MAX_VALUE).getAsLong()));
    }
    if (given.has("--pid-file")) {
      return new From.Nodes(new Target.PidFile(given.path("--pid-file").get()));
    }
    if (given.has("--exe")) {
      return new From.Nodes(new Target.Executable(given.path("--exe").get().toAbsolutePath()));
    }
    if (given.has("--messages")) {
      return new From.Messages(given.path("--messages").get(), !given.has("--no-follow"));
    }
    if (given.has("--replay")) {
      return new From.Replay(given.path("--replay").get(), given.has("--real-time"));
    }
    return given.has("--wait")
        ? new From.Nodes(Target.EVERY_NODE)
        : new From.NodesOrDemo((Target.EveryNode) Target.EVERY_NODE);
  }

  /// The flags and the text are one selection: several values of one key are alternatives, wherever
  /// they stand.
  private static Selection selection(Arguments given, Set<String> probes) {
    Map<Selection.Key, List<String>> flags = new EnumMap<>(Selection.Key.class);
    for (Selection.Key key : Selection.Key.values()) {
      flags.put(key, given.texts("--" + key.word()));
    }
    try {
      Selection fromFlags = Selection.of(flags, probes);
      Optional<String> text = given.text("--select");
      if (text.isEmpty()) {
        return fromFlags;
      }
      // Once by itself, so that a mistake is told as it was typed.
      Selection fromText = Selection.parse(text.get(), probes);
      return Selection.parse(fromFlags + " " + fromText, probes);
    } catch (SelectionException wrong) {
      throw new UsageException("selection: " + wrong.getMessage(), wrong);
    }
  }

  private static List<String> probes(Arguments given) {
    List<String> probes = new ArrayList<>(new java.util.LinkedHashSet<>(given.list("--probe")));
    for (String probe : probes) {
      if (!PROBE.matcher(probe).matches()) {
        throw new UsageException(
            "--probe: expected <provider>:<name>, as `readelf -n` lists them. Found: '"
                + probe
                + "'.");
      }
    }
    return probes;
  }

  private static Format format(Arguments given, Terminal terminal, boolean toFile) {
    boolean tty = terminal.is() && !toFile;
    String name = given.choice("--format", TapOptionTable.FORMATS).orElse(tty ? "text" : "json");
    String colour = given.choice("--colour", TapOptionTable.COLOURS).orElse("auto");
    return switch (name) {
      case "text" ->
          new Format.Text(
              switch (colour) {
                case "always" -> true;
                case "never" -> false;
                default -> tty && terminal.wantsColour();
              },
              tty ? terminal.columns() : 0);
      case "bitcointap" -> new Format.Bitcointap();
      default -> new Format.Json();
    };
  }

  private static int ring(Arguments given) {
    long bytes = given.bytes("--ring", LEAST_RING, MOST_RING).orElse(TapOptions.DEFAULT_RING_BYTES);
    if (Long.bitCount(bytes) != 1) {
      throw new UsageException(
          "--ring: expected a power of two from 64KiB to 1GiB. Found: '"
              + given.text("--ring").orElse("")
              + "'. Nearest: "
              + (Long.highestOneBit(bytes) >> 10)
              + "KiB.");
    }
    return (int) bytes;
  }

  private static void need(Arguments given, String option, String needed) {
    if (given.has(option) && !given.has(needed)) {
      throw new UsageException(
          option + " belongs to " + needed + ". Do: add that, or leave it out.");
    }
  }

  private static void exclude(Arguments given, String one, String other) {
    if (given.has(one) && given.has(other)) {
      throw new UsageException(one + " and " + other + " exclude each other. Do: leave one out.");
    }
  }
}
