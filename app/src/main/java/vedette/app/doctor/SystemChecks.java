package vedette.app.doctor;

import java.util.List;

/// Every check of the machine and of this process, in the order in which they are shown: a cause
/// comes before what it causes.
final class SystemChecks {
  static final List<Check<Check.OfSystem>> ALL =
      List.of(
          Check.system("kernel", "kernel", KernelJudgement::version),
          Check.system("processor", "processor", KernelJudgement::processor),
          Check.system("uprobes", "uprobes", KernelJudgement::uprobes),
          Check.system("btf", "BTF", KernelJudgement::btf),
          Check.system("capabilities", "capabilities", RightsJudgement::capabilities),
          Check.system("user-namespace", "user namespace", RightsJudgement::userNamespace),
          Check.system("seccomp", "system call filter", RightsJudgement::seccomp),
          Check.system("lockdown", "lockdown", KernelJudgement::lockdown),
          Check.system("perf-event-paranoid", "perf_event_paranoid", KernelJudgement::paranoid),
          Check.system("unprivileged-bpf", "unprivileged BPF", KernelJudgement::unprivilegedBpf),
          Check.system("memlock", "memlock limit", RightsJudgement::memlock),
          Check.system("ring-memory", "ring memory", RightsJudgement::ringMemory),
          Check.system("ring-buffer", "make a ring", TrialJudgement::ringBuffer),
          Check.system("load", "load a program", TrialJudgement::load),
          Check.system("attach", "attach a program", TrialJudgement::attach),
          Check.system("whole-messages", "whole messages", TrialJudgement::wholeMessages),
          Check.system("nodes", "nodes", SearchJudgement::nodes));

  private SystemChecks() {}
}
