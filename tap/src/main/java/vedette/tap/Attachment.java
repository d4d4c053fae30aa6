package vedette.tap;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.UprobeLink;

/// A binary whose probes are attached.
///
/// @param number what its records carry, 0 to 255
/// @param file which binary
/// @param path where it was found
/// @param attachedNanos when attaching was done, `System.nanoTime`
/// @param attached events that are watched, sorted
/// @param missing selected events that it does not have, sorted
/// @param refusals what is wrong with those of its probes that cannot be read
/// @param links what holds it
record Attachment(
    int number,
    Executable.FileId file,
    String path,
    long attachedNanos,
    List<String> attached,
    List<String> missing,
    List<String> refusals,
    List<UprobeLink> links)
    implements AutoCloseable {

  /// Detaches. Each link waits some 50 ms for the kernel; together they wait once.
  @Override
  public void close() {
    closeAll(links);
  }

  static void closeAll(List<UprobeLink> links) {
    CountDownLatch done = new CountDownLatch(links.size());
    for (UprobeLink link : links) {
      Thread.ofPlatform()
          .daemon()
          .name("vedette-detach")
          .start(() -> {
            link.close();
            done.countDown();
          });
    }
    try {
      done.await();
    } catch (InterruptedException hurry) {
      // The daemons go on closing; the caller wants to leave.
      Thread.currentThread().interrupt();
    }
  }
}
