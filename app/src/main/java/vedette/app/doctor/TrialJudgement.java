package vedette.app.doctor;

import java.util.ArrayList;
import java.util.List;
import vedette.tap.bpf.Support;

/// Judges what came of trying. What fails only for want of rights is unknown here: the failure is
/// the missing right.
final class TrialJudgement {
  private TrialJudgement() {}

  static Finding ringBuffer(Facts facts) {
    return switch (facts.trials().ringBuffer()) {
      case Support.Yes _ -> Finding.ok("done");
      case Support.No no -> tooOld("the kernel makes no ring buffers", no);
      case Support.Unknown unknown -> notKnown(facts, "make a ring buffer", unknown);
    };
  }

  static Finding load(Facts facts) {
    return switch (facts.trials().programs()) {
      case Support.Yes _ -> Finding.ok("done");
      case Support.No no -> tooOld("the kernel loads no tracing programs", no);
      case Support.Unknown unknown -> notKnown(facts, "load a tracing program", unknown);
    };
  }

  static Finding attach(Facts facts) {
    return switch (facts.trials().uprobeMulti()) {
      case Support.Yes _ -> Finding.ok("by uprobe_multi links");
      case Support.Unknown unknown -> notKnown(facts, "attach by uprobe_multi links", unknown);
      case Support.No no ->
          switch (facts.trials().perfUprobe()) {
            case Support.Yes _ ->
                Finding.ok("by perf events; uprobe_multi links came with Linux " + no.since());
            case Support.No neither -> tooOld("the kernel attaches nothing to processes", neither);
            case Support.Unknown unknown -> notKnown(facts, "attach by perf events", unknown);
          };
    };
  }

  static Finding wholeMessages(Facts facts) {
    return switch (facts.trials().dynptr()) {
      case Support.Yes _ -> Finding.ok("copied in one piece (dynptr)");
      case Support.No no ->
          Finding.ok("copied step by step; one piece (dynptr) came with Linux " + no.since());
      case Support.Unknown unknown ->
          Finding.unknown(
              unknown.denied()
                  ? "how they are copied shows when programs can be loaded"
                  : "how they are copied was not found out: " + unknown.cause());
    };
  }

  private static Finding tooOld(String what, Support.No no) {
    return Finding.failure(
        what + ": " + no.reason(),
        "Use Linux "
            + no.since()
            + " or later, configured with CONFIG_BPF_SYSCALL, CONFIG_BPF_EVENTS and"
            + " CONFIG_UPROBE_EVENTS.");
  }

  private static Finding notKnown(Facts facts, String what, Support.Unknown unknown) {
    if (unknown.denied() && !facts.obstacle().isEmpty()) {
      return Finding.unknown("cannot " + what + " " + facts.obstacle());
    }
    if (!unknown.denied()) {
      return Finding.unknown("could not try to " + what + ": " + unknown.cause());
    }
    return Finding.failure(
        "may not " + what + ", though nothing above keeps it from that: " + unknown.cause(),
        suspects(facts));
  }

  /// What else makes the kernel say no, those that show first.
  static String suspects(Facts facts) {
    List<String> suspects = new ArrayList<>();
    if (facts.rights().seccomp().orElse(0) != 0) {
      suspects.add("the system call filter");
    }
    if (facts.kernel().lockdown().orElse("").equals("confidentiality")) {
      suspects.add("lockdown");
    }
    if (facts.kernel().version().map(it -> !it.atLeast(5, 11)).orElse(false)) {
      suspects.add("the memlock limit");
    }
    return suspects.isEmpty()
        ? "Look into the kernel's log (dmesg) and the audit log: a security module such as SELinux"
            + " may forbid bpf."
        : "Look at these, above: " + String.join(", ", suspects) + ".";
  }
}
