package vedette.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.app.cli.ExitCode;

/// Every check with its finding, in the order in which they are shown: first the machine's, then
/// each node's.
///
/// @param lines one for each check
record Report(List<Line> lines) {

  Report {
    lines = List.copyOf(lines);
  }

  /// @param id of the check
  /// @param title of the check
  /// @param node whose check it is, empty for one of the machine
  /// @param finding what it came to
  record Line(String id, String title, Optional<Facts.Node> node, Finding finding) {}

  /// Judges the facts by every check.
  static Report of(Facts facts) {
    List<Line> lines = new ArrayList<>();
    for (Check<Check.OfSystem> check : SystemChecks.ALL) {
      lines.add(new Line(check.id(), check.title(), Optional.empty(), check.judge().apply(facts)));
    }
    for (Facts.Node node : facts.nodes()) {
      for (Check<Check.OfNode> check : NodeChecks.ALL) {
        Finding finding = check.judge().apply(facts, node);
        lines.add(new Line(check.id(), check.title(), Optional.of(node), finding));
      }
    }
    return new Report(lines);
  }

  /// How many came to a verdict.
  long count(Finding.Verdict verdict) {
    return lines.stream().filter(line -> line.finding().verdict() == verdict).count();
  }

  /// 0 without a failure, 1 if every failure may pass by itself, otherwise 2.
  int exitCode() {
    List<Finding> failures =
        lines.stream()
            .map(Line::finding)
            .filter(finding -> finding.verdict() == Finding.Verdict.FAILURE)
            .toList();
    if (failures.isEmpty()) {
      return ExitCode.OK;
    }
    return failures.stream().allMatch(Finding::passing) ? ExitCode.RETRY : ExitCode.REFUSED;
  }
}
