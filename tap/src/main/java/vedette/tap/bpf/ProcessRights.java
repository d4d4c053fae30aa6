package vedette.tap.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// What this process may do and use, as far as it bears on tracing.
///
/// @param effective the capabilities it has, bit n is capability n; empty if `/proc` does not tell
/// @param bounding the capabilities it could ever be given
/// @param initialUserNamespace whether it is in the user namespace in which capabilities count for
///   the kernel; empty if unknown
/// @param seccomp 0 none, 1 strict, 2 a filter decides on its system calls
/// @param memlock bytes it may lock, [Long#MAX_VALUE] without limit; kernels before 5.11 charge BPF
///   maps to it
/// @param memoryLimit bytes its control group and those above may use at most; empty without limit
public record ProcessRights(
    OptionalLong effective,
    OptionalLong bounding,
    Optional<Boolean> initialUserNamespace,
    OptionalInt seccomp,
    OptionalLong memlock,
    OptionalLong memoryLimit) {

  /// `PROC_USER_INIT_INO` of the kernel's `include/linux/proc_ns.h`: fixed for every kernel.
  private static final String INITIAL_USER_NAMESPACE = "user:[4026531837]";

  private static final String MEMLOCK = "Max locked memory";

  /// Version 1 control groups show "no limit" as a number near the top.
  private static final long NO_LIMIT = 1L << 60;

  /// Reads them; what may not be read is empty.
  public static ProcessRights read() {
    return read(Path.of("/"));
  }

  /// Reads them from the `proc` and `sys` below `root`.
  static ProcessRights read(Path root) {
    Path self = root.resolve("proc/self");
    Map<String, String> status = status(self.resolve("status"));
    return new ProcessRights(
        set(status, "CapEff"),
        set(status, "CapBnd"),
        initialUserNamespace(self.resolve("ns/user")),
        seccomp(status),
        memlock(self.resolve("limits")),
        memoryLimit(root));
  }

  /// Whether it has the capability, by itself or within CAP_SYS_ADMIN. An unknown set has none.
  public boolean has(Capability capability) {
    long set = effective.orElse(0);
    return capability.in(set)
        || ((capability == Capability.CAP_BPF || capability == Capability.CAP_PERFMON)
            && Capability.CAP_SYS_ADMIN.in(set));
  }

  private static Map<String, String> status(Path file) {
    Map<String, String> fields = new TreeMap<>();
    KernelFacts.text(file)
        .ifPresent(text ->
            text.lines()
                .forEach(line -> {
                  int colon = line.indexOf(':');
                  if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                  }
                }));
    return fields;
  }

  private static OptionalLong set(Map<String, String> status, String field) {
    try {
      return OptionalLong.of(Long.parseUnsignedLong(status.getOrDefault(field, ""), 16));
    } catch (NumberFormatException absent) {
      return OptionalLong.empty();
    }
  }

  private static OptionalInt seccomp(Map<String, String> status) {
    try {
      return OptionalInt.of(Integer.parseInt(status.getOrDefault("Seccomp", "")));
    } catch (NumberFormatException absent) {
      return OptionalInt.empty();
    }
  }

  private static Optional<Boolean> initialUserNamespace(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString().equals(INITIAL_USER_NAMESPACE));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static OptionalLong memlock(Path file) {
    for (String line : KernelFacts.text(file).orElse("").lines().toList()) {
      if (line.startsWith(MEMLOCK)) {
        String soft = line.substring(MEMLOCK.length()).strip().split("\\s+", 2)[0];
        return soft.equals("unlimited") ? OptionalLong.of(Long.MAX_VALUE) : number(soft);
      }
    }
    return OptionalLong.empty();
  }

  /// The tightest limit of the control group and those above it.
  private static OptionalLong memoryLimit(Path root) {
    long least = Long.MAX_VALUE;
    for (String line :
        KernelFacts.text(root.resolve("proc/self/cgroup")).orElse("").lines().toList()) {
      String[] fields = line.split(":", 3);
      boolean unified = fields.length == 3 && fields[0].equals("0") && fields[1].isEmpty();
      boolean memory = fields.length == 3 && fields[1].equals("memory");
      if (unified || memory) {
        Path top = root.resolve(unified ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
        String file = unified ? "memory.max" : "memory.limit_in_bytes";
        Path own = top.resolve(fields[2].substring(1)).normalize();
        for (Path group = own; group != null && group.startsWith(top); group = group.getParent()) {
          least = Math.min(least, limit(group.resolve(file)));
        }
      }
    }
    return least < NO_LIMIT ? OptionalLong.of(least) : OptionalLong.empty();
  }

  private static long limit(Path file) {
    return number(KernelFacts.text(file).orElse("")).orElse(Long.MAX_VALUE);
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException noNumber) {
      return OptionalLong.empty();
    }
  }
}
