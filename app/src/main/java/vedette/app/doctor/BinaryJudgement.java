package vedette.app.doctor;

import java.util.Comparator;
import vedette.tap.BinaryInspection;
import vedette.tap.BinaryInspection.Found;
import vedette.tap.CoreVersion;
import vedette.tap.NodeInspection;

/// Judges a node's binary as a whole.
final class BinaryJudgement {
  /// The first Bitcoin Core release with tracepoints.
  private static final int FIRST_TRACED = 23;

  private BinaryJudgement() {}

  static Finding binary(Facts facts, Facts.Node node) {
    NodeInspection inspection = node.inspection();
    return switch (inspection.binary()) {
      case BinaryInspection.Read read -> processor(facts, inspection, read);
      case BinaryInspection.Unreadable(boolean denied, String reason) -> {
        if (!inspection.visible()) {
          yield Finding.unknown("cannot be reached through the process");
        }
        yield denied
            ? Finding.failure(
                inspection.executable() + " may not be read: to be run is not enough",
                "Give this user read permission (chmod o+r, or its group), or add"
                    + " CAP_DAC_READ_SEARCH.")
            : Finding.failure(
                inspection.executable() + " cannot be read: " + reason,
                "Look whether the file and its file system are there.");
      }
      case BinaryInspection.Malformed(String reason) ->
          Finding.failure(
              inspection.executable() + " is no binary of a node. " + withoutStop(reason),
              "Name the bitcoind binary itself, not a script that starts it.");
    };
  }

  private static Finding processor(
      Facts facts, NodeInspection inspection, BinaryInspection.Read read) {
    if (read.arch().isEmpty() || !facts.kernel().arch().equals(read.arch())) {
      return Finding.failure(
          inspection.executable()
              + " is for another processor ("
              + read.arch().map(Enum::name).orElse("neither x86-64 nor aarch64")
              + ")",
          "Name the bitcoind of this machine ("
              + facts.kernel().processor()
              + "); an emulated one cannot be traced.");
    }
    return Finding.ok(inspection.executable() + " can be read");
  }

  static Finding version(Facts facts, Facts.Node node) {
    if (!(node.inspection().binary() instanceof BinaryInspection.Read read)) {
      return Finding.unknown("the binary was not read");
    }
    if (read.demo()) {
      return Finding.ok("the demo node has that of Vedette");
    }
    if (read.version().isEmpty()) {
      return Finding.unknown("not found in the binary" + guess(read));
    }
    CoreVersion version = read.version().get();
    if (version.development()) {
      return Finding.ok(version + ", a development build after v" + version.major());
    }
    return version.major() < FIRST_TRACED
        ? Finding.failure(
            version + ": Bitcoin Core has tracepoints since v" + FIRST_TRACED,
            "Upgrade the node; v29 and later have all twenty.")
        : Finding.ok(version.toString());
  }

  /// The latest tracepoint that is there tells at least how old the binary is not.
  private static String guess(BinaryInspection.Read read) {
    return read.tracepoints().stream()
        .filter(found -> found.places() > 0)
        .max(Comparator.comparingInt(Found::since))
        .map(latest -> "; by its tracepoints it is v" + latest.since() + " or later")
        .orElse("");
  }

  static Finding demo(Facts facts, Facts.Node node) {
    if (!(node.inspection().binary() instanceof BinaryInspection.Read read)) {
      return Finding.unknown("the binary was not read");
    }
    return Finding.ok(
        read.demo() ? "the demo node: nothing that it tells is real" : "not the demo node");
  }

  static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
