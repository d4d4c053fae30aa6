package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.VedetteEvent.Node.State;

/// Names and connection types of peers are read once; they are never those of another process, even
/// where its number, its peers' ids and the places of their names are the same.
@NeedsKernel
class PeerTextsTest {
  private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");
  private static final int TRIES = 50;

  @TempDir Path folder;

  /// Addresses of memory are the same in each run.
  private Node node(Path program, int seed) {
    return Node.run(
        List.of(
            "setarch",
            "-R",
            program.toString(),
            "--rate",
            "8000",
            "--count",
            "4000",
            "--seed",
            Integer.toString(seed),
            "--report",
            report(seed).toString(),
            // Until it has been met: whatever it fired, nobody says of one that has ended that it
            // is gone.
            "--stay"));
  }

  private Path report(int seed) {
    return folder.resolve(seed + ".report");
  }

  /// One that has this number, which is the next that the kernel gives.
  private Node nodeNumbered(Path program, int seed, int pid) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Files.writeString(LAST_PID, Integer.toString(pid - 1));
      Node node = node(program, seed);
      if (node.pid() == pid) {
        return node;
      }
      node.kill();
      node.close();
    }
    assumeTrue(false, "somebody else takes the number each time");
    throw new AssertionError();
  }

  /// Follows it to its end.
  private void life(Tap tap, Node node, int seed) {
    List<Event> events = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (Live.nodes(events).stream().noneMatch(it -> it.state() == State.GONE)) {
      assertThat(System.nanoTime()).as("waited for three minutes").isLessThan(end);
      if (!events.isEmpty()) {
        node.leave();
      }
      tap.poll(
          Duration.ofMillis(50),
          event -> {
            // Others have been tried, and had another number.
            if (event.origin().node().pid() == node.pid()) {
              events.add(event);
            }
          });
    }
    List<Fired> delivered = Fired.all(events);
    assertThat(delivered).hasSizeGreaterThan(3_000);
    Live.assertSame(delivered, Report.fired(report(seed)));
  }

  @Test
  void aLaterProcessWithTheSameNumberHasPeersOfItsOwn() throws IOException {
    assumeTrue(Files.isWritable(LAST_PID), "this kernel lets nobody choose a process's number");
    Path program = Programs.demo(folder);
    try (Tap tap = Live.open(program)) {
      int pid;
      try (Node first = node(program, 1)) {
        pid = first.pid();
        life(tap, first, 1);
      }
      try (Node second = nodeNumbered(program, 2, pid)) {
        life(tap, second, 2);
      }
    }
  }
}
