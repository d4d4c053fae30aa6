package vedette.tap;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.UprobeLink;

/// A binary whose probes are attached.
///
/// @param number what its records carry, 0 to 255
/// @param file which binary
/// @param path where it was found, as its process names it
/// @param home a path on this machine that led to it, empty if none is known: a process in a
///   container names its binary as the container sees it
/// @param attachedNanos when attaching was done, `System.nanoTime`
/// @param attachedTicks the same or a moment later, as processes tell their start
/// @param attached events that are watched, sorted
/// @param missing selected events that it does not have, sorted
/// @param refusals what is wrong with those of its probes that cannot be read
/// @param links what holds it
record Attachment(
    int number,
    Executable.FileId file,
    String path,
    Optional<Path> home,
    long attachedNanos,
    long attachedTicks,
    List<String> attached,
    List<String> missing,
    List<String> refusals,
    List<UprobeLink> links)
    implements AutoCloseable {

  /// File name of the binary.
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Whether a process started before attaching was done. Both are told in hundredths of a second;
  /// in doubt the process was first.
  boolean ranBefore(Processes.NodeProcess process) {
    return process.started() <= attachedTicks;
  }

  /// Detaches. Each link waits some 50 ms for the kernel; together they wait once.
  @Override
  public void close() {
    closeAll(links);
  }

  static void closeAll(Collection<UprobeLink> links) {
    if (links.isEmpty()) {
      return;
    }
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(links.size(), Attacher.MAX_THREADS),
            Thread.ofPlatform().daemon().name("vedette-detach").factory())) {
      links.forEach(link -> threads.execute(link::close));
    }
  }
}
