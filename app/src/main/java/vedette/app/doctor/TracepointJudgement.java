package vedette.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vedette.tap.BinaryInspection;
import vedette.tap.BinaryInspection.Found;
import vedette.tap.CoreVersion;
import vedette.tap.ProgramTrial;

/// Judges a node's tracepoints.
final class TracepointJudgement {
  private static final String WALLET = "coin_selection:";

  private TracepointJudgement() {}

  static Finding tracepoints(Facts facts, Facts.Node node) {
    if (!(node.inspection().binary() instanceof BinaryInspection.Read read)) {
      return Finding.unknown("the binary was not read");
    }
    if (read.notes() == 0) {
      return Finding.failure(
          "none: the binary was built without them (it has no .note.stapsdt section)",
          "Use Bitcoin Core's release binary for Linux, or build with -DWITH_USDT=ON (before v29:"
              + " --enable-usdt). "
              + KernelJudgement.WITHOUT_TRACING);
    }
    List<Found> there = read.tracepoints().stream().filter(it -> it.places() > 0).toList();
    if (there.isEmpty()) {
      return Finding.failure(
          "not a Bitcoin Core node: none of its "
              + read.notes()
              + " probes is one of Core's (such as "
              + read.others().stream().findFirst().orElse("")
              + ")",
          "Name a bitcoind; other probes can be watched with 'vedette tap --probe'.");
    }
    String count = there.size() + " of " + read.tracepoints().size();
    String others = read.others().isEmpty() ? "" : ", and " + read.others().size() + " others";
    if (there.size() == read.tracepoints().size()) {
      return Finding.ok("all " + there.size() + others);
    }
    return Finding.warning(
        count + others + ". Missing: " + missing(read),
        "What is there can be watched. For the rest: Bitcoin Core v29 or later, built with wallet"
            + " and tracepoints.");
  }

  /// Those missing, grouped by why.
  private static String missing(BinaryInspection.Read read) {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (Found found : read.tracepoints()) {
      if (found.places() == 0) {
        byReason.computeIfAbsent(why(found, read), _ -> new ArrayList<>()).add(found.event());
      }
    }
    return byReason.entrySet().stream()
        .map(group -> String.join(", ", group.getValue()) + " (" + group.getKey() + ")")
        .collect(Collectors.joining("; "));
  }

  private static String why(Found found, BinaryInspection.Read read) {
    String since = "Bitcoin Core has it since v" + found.since();
    Optional<CoreVersion> version = read.version();
    int latest =
        read.tracepoints().stream()
            .filter(it -> it.places() > 0)
            .mapToInt(Found::since)
            .max()
            .orElse(0);
    boolean tooOld = version.map(it -> it.major() < found.since()).orElse(latest < found.since());
    if (tooOld) {
      return version.map(it -> since + ", this is " + it).orElse(since);
    }
    return found.event().startsWith(WALLET)
        ? "this build seems to be without wallet"
        : "this build left it out";
  }

  static Finding semaphores(Facts facts, Facts.Node node) {
    if (!(node.inspection().binary() instanceof BinaryInspection.Read read)) {
      return Finding.unknown("the binary was not read");
    }
    int places = read.tracepoints().stream().mapToInt(Found::places).sum();
    int counted = read.tracepoints().stream().mapToInt(Found::counted).sum();
    if (places == 0) {
      return Finding.ok("no tracepoints, no semaphores");
    }
    if (counted == places) {
      return Finding.ok("on all: the node works for a tracepoint only while somebody listens");
    }
    return Finding.ok(
        counted == 0
            ? "none, as before v29: the node works for each tracepoint all the time"
            : "on " + counted + " of " + places + " places");
  }

  static Finding arguments(Facts facts, Facts.Node node) {
    if (!(node.inspection().binary() instanceof BinaryInspection.Read read)) {
      return Finding.unknown("the binary was not read");
    }
    if (read.arch().isEmpty()) {
      return Finding.unknown("how they are written depends on the processor");
    }
    List<Found> faulty = read.tracepoints().stream().filter(it -> !it.fault().isEmpty()).toList();
    if (faulty.isEmpty()) {
      return Finding.ok("all understood");
    }
    String faults =
        faulty.stream()
            .map(it -> it.event() + ": " + BinaryJudgement.withoutStop(it.fault()))
            .collect(Collectors.joining("; "));
    String report = "Report this with the output of: readelf -n " + node.inspection().executable();
    return read.tracepoints().stream().anyMatch(Found::usable)
        ? Finding.warning(faults, report + ". The other tracepoints can be watched.")
        : Finding.failure(faults, report);
  }

  static Finding programs(Facts facts, Facts.Node node) {
    return switch (node.programs()) {
      case ProgramTrial.NotTried _ -> Finding.unknown("there was nothing to load");
      case ProgramTrial.Accepted(int programs) when programs == 0 ->
          Finding.unknown("there was nothing to load");
      case ProgramTrial.Accepted(int programs) ->
          Finding.ok("the kernel accepts all " + programs + "; none was attached");
      case ProgramTrial.Refused refused -> refused(facts, refused);
    };
  }

  private static Finding refused(Facts facts, ProgramTrial.Refused refused) {
    String reason = BinaryJudgement.withoutStop(refused.reason());
    if (refused.denied() && refused.log().isEmpty()) {
      return facts.obstacle().isEmpty()
          ? Finding.failure("may not be loaded: " + reason, TrialJudgement.suspects(facts))
          : Finding.unknown("cannot be loaded " + facts.obstacle());
    }
    return Finding.failure(
            reason,
            refused.log().isEmpty()
                ? "Report this with the output of 'vedette doctor --format json'."
                : "Report this with the output of 'vedette doctor --format json', which has the"
                    + " verifier's whole log.")
        .withDetail(refused.log());
  }
}
