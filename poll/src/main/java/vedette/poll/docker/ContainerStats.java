package vedette.poll.docker;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a container uses, as counters of the kernel.
///
/// @param cpuNanos CPU time of all its processes
/// @param systemNanos CPU time of the machine, all processors together, idle included
/// @param processors how many are online
/// @param memory bytes in use, without what the kernel may take back where that is said
/// @param memoryLimit bytes
public record ContainerStats(
    OptionalLong cpuNanos,
    OptionalLong systemNanos,
    OptionalLong processors,
    OptionalLong memory,
    OptionalLong memoryLimit) {

  /// Percent of one processor since an earlier answer; empty if that cannot be known.
  public OptionalDouble cpuPercentSince(ContainerStats earlier) {
    if (cpuNanos.isEmpty()
        || systemNanos.isEmpty()
        || earlier.cpuNanos.isEmpty()
        || earlier.systemNanos.isEmpty()) {
      return OptionalDouble.empty();
    }
    double used = (double) cpuNanos.getAsLong() - earlier.cpuNanos.getAsLong();
    double all = (double) systemNanos.getAsLong() - earlier.systemNanos.getAsLong();
    return used < 0 || all <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(used / all * processors.orElse(1) * 100);
  }
}
