package vedette.app.doctor;

import java.util.List;

/// Every check of a node, in the order in which they are shown.
final class NodeChecks {
  static final List<Check<Check.OfNode>> ALL =
      List.of(
          Check.node("process", "process", ProcessJudgement::process),
          Check.node("container", "container", ProcessJudgement::container),
          Check.node("replaced", "binary in use", ProcessJudgement::replaced),
          Check.node("binary", "binary", BinaryJudgement::binary),
          Check.node("version", "version", BinaryJudgement::version),
          Check.node("demo", "kind of node", BinaryJudgement::demo),
          Check.node("tracepoints", "tracepoints", TracepointJudgement::tracepoints),
          Check.node("semaphores", "semaphores", TracepointJudgement::semaphores),
          Check.node("arguments", "arguments", TracepointJudgement::arguments),
          Check.node("programs", "its programs", TracepointJudgement::programs));

  private NodeChecks() {}
}
