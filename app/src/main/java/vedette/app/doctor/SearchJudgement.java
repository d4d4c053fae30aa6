package vedette.app.doctor;

/// Judges what came of looking for nodes.
final class SearchJudgement {
  private SearchJudgement() {}

  static Finding nodes(Facts facts) {
    String detail = facts.search().detail();
    return switch (facts.search().problem()) {
      case NONE ->
          Finding.ok(
              facts.nodes().stream().allMatch(it -> it.inspection().pid().isEmpty())
                  ? "the binary that was named"
                  : facts.nodes().size() + " found");
      case NO_NODE_RUNS ->
          Finding.notYet(
              "no node runs here (looked for " + detail + ")",
              "Start bitcoind, or name a binary with --exe. 'vedette tap --wait' waits for a node,"
                  + " 'vedette tap --demo' shows a demo node.");
      case NO_SUCH_PROCESS ->
          Finding.failure("there is no process " + detail, "Find it with: pidof bitcoind");
      case NO_PID_FILE ->
          Finding.notYet(
              "there is no pid file " + detail,
              "Start bitcoind with -pid=" + detail + ", or name the file that it writes.");
      case PID_FILE_UNREADABLE ->
          Finding.failure(
              "the pid file " + detail + " cannot be read",
              "Run as a user who may read it, or use --pid or --exe.");
      case PID_FILE_WITHOUT_PID ->
          Finding.failure(
              "the file " + detail + " holds no process id",
              "Name the file that bitcoind writes (-pid=FILE).");
      case PID_FILE_STALE ->
          Finding.notYet(
              detail + ", which does not run", "Start bitcoind; it then writes the file anew.");
      case NO_SUCH_BINARY ->
          Finding.failure("there is no file " + detail, "Name the binary of bitcoind.");
    };
  }
}
