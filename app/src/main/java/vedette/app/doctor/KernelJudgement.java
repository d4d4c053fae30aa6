package vedette.app.doctor;

import java.util.Optional;
import java.util.OptionalInt;
import vedette.tap.bpf.KernelVersion;
import vedette.tap.bpf.Support;

/// Judges what the kernel says about itself.
final class KernelJudgement {
  static final String WITHOUT_TRACING =
      "Without tracing, 'vedette tap --messages DIRECTORY' follows what bitcoind -capturemessages"
          + " writes.";

  private KernelJudgement() {}

  static Finding version(Facts facts) {
    String release = "Linux " + facts.kernel().release();
    Optional<KernelVersion> known = facts.kernel().version();
    if (known.isEmpty()) {
      return Finding.unknown(
          "expected a release that begins with a number. Found: '"
              + facts.kernel().release()
              + "'");
    }
    KernelVersion version = known.get();
    boolean ring = facts.trials().ringBuffer() instanceof Support.Yes;
    if (!version.atLeast(5, 8) && !ring) {
      return Finding.failure(
          release + " is too old: ring buffers came with 5.8",
          "Use Linux 6.6 or later (5.8 at least). " + WITHOUT_TRACING);
    }
    if (facts.multi()) {
      return Finding.ok(release + ": CAP_BPF and CAP_PERFMON are enough, root is not needed");
    }
    String admin = release + ": needs CAP_SYS_ADMIN, as all before 6.6";
    if (version.atLeast(5, 19)) {
      return Finding.ok(admin);
    }
    String ladder = admin + "; messages are copied step by step, as before 5.19";
    return Finding.ok(version.atLeast(5, 11) ? ladder : ladder + "; the memlock limit counts");
  }

  static Finding processor(Facts facts) {
    String name = facts.kernel().processor();
    return facts.kernel().arch().isPresent()
        ? Finding.ok(name)
        : Finding.failure(
            "tracing knows x86-64 and aarch64. Found: " + name,
            "Run Vedette on a machine with one of these and a 64-bit JDK. " + WITHOUT_TRACING);
  }

  static Finding uprobes(Facts facts) {
    if (facts.kernel().uprobes()) {
      return Finding.ok("the kernel has them");
    }
    return facts.trials().uprobeMulti() instanceof Support.Yes
        ? Finding.ok("no perf event source for them is visible; uprobe_multi links do not need it")
        : Finding.failure(
            "the kernel has no event source for uprobes"
                + " (/sys/bus/event_source/devices/uprobe is absent)",
            "Use a kernel with CONFIG_UPROBE_EVENTS=y (every distribution's), or mount /sys in this"
                + " container.");
  }

  static Finding btf(Facts facts) {
    return Finding.ok(facts.kernel().btf() ? "there, not needed" : "not there, not needed");
  }

  static Finding lockdown(Facts facts) {
    String mode = facts.kernel().lockdown().orElse("");
    if (mode.isEmpty()) {
      return Finding.ok("the kernel has none, or does not tell");
    }
    if (!mode.equals("confidentiality")) {
      return Finding.ok(mode + ": does not concern programs that read a process's memory");
    }
    return facts.mayLoad()
        ? Finding.ok("confidentiality: yet the kernel lets this process load tracing programs")
        : Finding.warning(
            "confidentiality: the kernel hides its memory from tracing programs; Vedette reads only"
                + " the node's, but may be refused with the rest",
            "If loading a program fails and no capability is missing: boot with"
                + " lockdown=integrity, or without Secure Boot.");
  }

  static Finding paranoid(Facts facts) {
    return sysctl(
        facts.kernel().perfEventParanoid(),
        facts.multi()
            ? "of no consequence: uprobe_multi links do not ask for it"
            : "of no consequence with CAP_SYS_ADMIN");
  }

  static Finding unprivilegedBpf(Facts facts) {
    return sysctl(
        facts.kernel().unprivilegedBpfDisabled(),
        "of no consequence: it is about users without capabilities");
  }

  private static Finding sysctl(OptionalInt value, String consequence) {
    return Finding.ok(
        (value.isPresent() ? Integer.toString(value.getAsInt()) : "not told") + ", " + consequence);
  }
}
