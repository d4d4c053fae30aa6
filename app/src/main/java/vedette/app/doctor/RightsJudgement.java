package vedette.app.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import vedette.tap.bpf.Capability;

/// Judges what this process may do and use.
final class RightsJudgement {
  private static final long MIB = 1 << 20;

  /// What the process takes beside the ring: the bound that Vedette's own benchmark holds.
  private static final long PROCESS_BYTES = 80 * MIB;

  /// Maps other than the ring, and what the kernel adds.
  private static final long OTHER_MAPS_BYTES = MIB;

  private static final int SECCOMP_FILTER = 2;

  private RightsJudgement() {}

  static Finding capabilities(Facts facts) {
    if (facts.rights().effective().isEmpty()) {
      return Finding.unknown("/proc/self/status does not tell");
    }
    List<Capability> missing = facts.missing();
    if (missing.isEmpty()) {
      return Finding.ok(has(facts));
    }
    long bounding = facts.rights().bounding().orElse(-1);
    List<Capability> never = missing.stream().filter(it -> !it.in(bounding)).toList();
    if (!never.isEmpty()) {
      return Finding.failure(
          names(missing) + " missing, and this process can never be given " + names(never),
          "Start it with more: "
              + (facts.multi()
                  ? "docker run --cap-add BPF --cap-add PERFMON"
                  : "docker run --cap-add SYS_ADMIN")
              + ", or CapabilityBoundingSet= in the systemd unit.");
    }
    // All that are needed, not only those missing: what is set replaces what was there.
    String lower =
        facts.needed().stream()
            .map(it -> "+" + it.name().substring("CAP_".length()).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
    return Finding.failure(
        names(missing) + " missing",
        "Run as root, or in a systemd unit with AmbientCapabilities="
            + facts.needed().stream().map(Enum::name).collect(Collectors.joining(" "))
            + ", or by hand: sudo setpriv --reuid=$(id -u) --regid=$(id -g) --init-groups --inh-caps="
            + lower
            + " --ambient-caps="
            + lower
            + " ./vedette tap");
  }

  private static String has(Facts facts) {
    if (Capability.CAP_SYS_ADMIN.in(facts.rights().effective().orElse(0))) {
      return "CAP_SYS_ADMIN, which is all that is needed";
    }
    return "CAP_BPF and CAP_PERFMON, which are all that is needed";
  }

  private static String names(List<Capability> capabilities) {
    return capabilities.stream().map(Enum::name).collect(Collectors.joining(" and "));
  }

  static Finding userNamespace(Facts facts) {
    Optional<Boolean> initial = facts.rights().initialUserNamespace();
    if (initial.isEmpty()) {
      return Finding.unknown("/proc/self/ns/user does not tell");
    }
    if (initial.get()) {
      return Finding.ok("the machine's own");
    }
    return facts.mayLoad()
        ? Finding.ok("one of its own, yet the kernel lets this process load tracing programs")
        : Finding.failure(
            "this process is in a user namespace of its own, where its capabilities do not count"
                + " for tracing",
            "In the systemd unit: PrivateUsers=no. Containers: not a rootless one, and without"
                + " userns-remap.");
  }

  static Finding seccomp(Facts facts) {
    if (facts.rights().seccomp().isEmpty()) {
      return Finding.unknown("/proc/self/status does not tell");
    }
    if (facts.rights().seccomp().getAsInt() != SECCOMP_FILTER) {
      return Finding.ok("none");
    }
    if (facts.mayLoad()) {
      return Finding.ok("there is one, and it lets bpf through");
    }
    return facts.obstacle().isEmpty()
        ? Finding.warning(
            "there is one, and it may be what keeps the system call bpf from this process",
            "In the systemd unit: SystemCallFilter=@system-service bpf. Docker: a seccomp profile"
                + " that allows bpf (and perf_event_open before Linux 6.6).")
        : Finding.unknown(
            "there is one; whether it lets bpf through shows when the rights are there");
  }

  static Finding memlock(Facts facts) {
    OptionalLong limit = facts.rights().memlock();
    String amount =
        limit.isEmpty()
            ? "not told"
            : limit.getAsLong() == Long.MAX_VALUE ? "unlimited" : size(limit.getAsLong());
    if (facts.kernel().version().map(it -> it.atLeast(5, 11)).orElse(true)) {
      return Finding.ok(amount + ", of no consequence from Linux 5.11 on");
    }
    if (limit.isEmpty()) {
      return Finding.unknown("/proc/self/limits does not tell, and before Linux 5.11 it counts");
    }
    long needed = facts.ringBytes() + OTHER_MAPS_BYTES;
    return limit.getAsLong() >= needed
        ? Finding.ok(amount)
        : Finding.failure(
            amount + ", but the ring is charged to it before Linux 5.11: needs " + size(needed),
            "Run 'ulimit -l unlimited' before, or LimitMEMLOCK=infinity in the systemd unit.");
  }

  static Finding ringMemory(Facts facts) {
    String ring = size(facts.ringBytes()) + " of kernel memory for all nodes together";
    OptionalLong limit = facts.rights().memoryLimit();
    long needed = facts.ringBytes() + PROCESS_BYTES;
    if (limit.isEmpty()) {
      return Finding.ok(ring);
    }
    return limit.getAsLong() >= needed
        ? Finding.ok(ring + ", within the control group's limit of " + size(limit.getAsLong()))
        : Finding.warning(
            ring + ", but the control group may use only " + size(limit.getAsLong()) + " in all",
            "Allow "
                + size(needed)
                + " (MemoryMax=, docker run --memory), or use a smaller --ring.");
  }

  static String size(long bytes) {
    return bytes >= MIB ? bytes / MIB + " MiB" : bytes / 1024 + " KiB";
  }
}
