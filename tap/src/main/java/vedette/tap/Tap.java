package vedette.tap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vedette.event.Event;
import vedette.event.Origin;
import vedette.event.VedetteEvent;
import vedette.tap.Processes.NodeProcess;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.BpfMap;
import vedette.tap.bpf.RingBuffer;

/// Events of running nodes, live, through their tracepoints.
///
/// The kernel's ring buffer is the only queue between node and consumer: a consumer that is too
/// slow costs counted losses and never holds up the node. Opening needs CAP_BPF and CAP_PERFMON
/// (Linux 6.6 and later; CAP_SYS_ADMIN from 5.8 on).
public final class Tap implements EventSource {
  /// Looking whether watched processes still run is a few file reads, looking for new ones reads
  /// all of /proc.
  private static final long ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// The wait between two looks at the ring: shorter while events flow, longer when they do not,
  /// never so long that an event waits 50 ms. Each look costs a wake-up; that the ring does not run
  /// full is not its business: a filling ring ends the wait.
  private static final int SHORTEST_WAIT = 20;

  private static final int LONGEST_WAIT = 40;

  private static final long LONGEST_TIMEOUT_MILLIS = TimeUnit.DAYS.toMillis(365);

  private final KernelSide kernel;
  private final RingBuffer ring;
  private final Ledger ledger;
  private final Attacher attacher;
  private final Nodes nodes;
  private final Notices notices = new Notices();
  private final Attribution attribution;
  private final WallClock clock = new WallClock();
  private final EventStream stream;
  private final PollGuard guard = new PollGuard(this::release);

  private long aliveAt;
  private long lookAt;
  private int wait = SHORTEST_WAIT;

  private Tap(TapOptions options, Attacher.Way way) {
    List<Kind> wanted = wanted(options);
    try {
      kernel = new KernelSide(options);
    } catch (BpfException refused) {
      throw Refusals.of("eBPF", refused);
    }
    ring = kernel.ring();
    ledger = new Ledger(wanted, kernel.counters());
    attacher = new Attacher(kernel.maps(), wanted, way);
    nodes = new Nodes(options, attacher);
    attribution = new Attribution(nodes, notices);
    stream =
        new EventStream(kernel, wanted, options.selection(), ledger, attribution, notices, clock);
    try {
      announce(nodes.open());
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
    aliveAt = System.nanoTime() + ALIVE_NANOS;
    lookAt = System.nanoTime() + LOOK_NANOS;
  }

  /// Opens a tap and attaches to the nodes that are there. The target may also appear later, except
  /// for [Target.Pid].
  ///
  /// @throws TapException if rights are missing, the kernel is too old, or the target is not a node
  ///   with tracepoints
  public static Tap open(TapOptions options) {
    return open(options, Attacher.Way.MULTI_DYNPTR);
  }

  /// Opens a tap in the way of an older kernel.
  static Tap open(TapOptions options, Attacher.Way way) {
    return new Tap(options, way);
  }

  /// Makes ready what [#open] needs of the JVM, which takes a while the first time: for callers who
  /// have something else to do meanwhile. Any thread; needs no rights and never fails.
  public static void prepare() {
    try {
      Attacher.prepare();
      BpfMap.set("prepare", Integer.BYTES, 1).close();
    } catch (BpfException refused) {
      // Opening says so, if it is tried.
    }
  }

  /// How many binaries are attached at the moment; 0 while a node is waited for.
  public int attached() {
    return nodes.attached();
  }

  /// Bytes that wait in the ring buffer; 0 once the tap is closed. Any thread.
  public long pending() {
    try {
      return ring.pending();
    } catch (IllegalStateException closedMeanwhile) {
      return 0;
    }
  }

  /// How programs are attached, for diagnosis: `MULTI_DYNPTR` is the newest kernels' way.
  public String way() {
    return attacher.way().name();
  }

  @Override
  public int poll(Duration timeout, Consumer<? super Event> consumer) {
    return pollViews(
        timeout,
        new ViewHandler() {
          @Override
          public void event(EventView event) {
            consumer.accept(event.toEvent());
          }

          @Override
          public void notice(VedetteEvent notice) {
            consumer.accept(notice);
          }
        });
  }

  /// Like [#poll(Duration, Consumer)], but hands over events in place, without an object for each.
  ///
  /// @return how many events and notices were handed over
  public int pollViews(Duration timeout, ViewHandler handler) {
    if (!guard.begin()) {
      return 0;
    }
    try {
      return pollOpen(timeout, handler);
    } finally {
      guard.end();
    }
  }

  private int pollOpen(Duration timeout, ViewHandler handler) {
    long deadline =
        System.nanoTime() + Math.min(timeout.toMillis(), LONGEST_TIMEOUT_MILLIS) * 1_000_000L;
    while (true) {
      int count = stream.tell(handler) + stream.drainSome(handler) + follow(handler);
      if (count > 0) {
        wait = SHORTEST_WAIT;
        return count;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0 || ended()) {
        return 0;
      }
      ring.await(Math.clamp(TimeUnit.NANOSECONDS.toMillis(left) + 1, 1, wait));
      wait = Math.min(2 * wait, LONGEST_WAIT);
    }
  }

  /// Hands over everything that had fired when the call began, waiting for records that the node is
  /// still writing; what a barrier needs.
  ///
  /// @return how many events and notices were handed over
  public int flush(Consumer<? super Event> consumer) {
    long end = ring.producerPosition();
    int count = 0;
    while (ring.position() < end && !stream.stopped()) {
      count += poll(Duration.ofMillis(1), consumer);
    }
    return count;
  }

  @Override
  public boolean ended() {
    return stream.stopped() || (nodes.over() && notices.isEmpty());
  }

  @Override
  public SourceStats stats() {
    return ledger.stats();
  }

  @Override
  public void stop() {
    stream.stop();
  }

  /// Number of the next event, for those who add events of their own to the stream.
  public Origin nextOrigin() {
    return stream.nextOrigin();
  }

  /// Releases everything. While a poll is under way, on this thread or another, the poll does it
  /// when it ends: what it reads must not vanish under it.
  @Override
  public void close() {
    stream.stop();
    guard.close();
  }

  private void release() {
    nodes.close();
    ledger.settle();
    kernel.close();
  }

  private int follow(ViewHandler handler) {
    long now = System.nanoTime();
    boolean look = now - lookAt >= 0;
    int count = 0;
    if (look || now - aliveAt >= 0) {
      nodes.dropRewritten();
      count += bury(handler);
      aliveAt = now + ALIVE_NANOS;
    }
    if (look) {
      announce(nodes.look());
      attribution.lookAgain();
      clock.follow();
      lookAt = System.nanoTime() + LOOK_NANOS;
    }
    return count + stream.tell(handler);
  }

  /// Tells which processes have ended, behind all that they fired: that is in the ring by now.
  private int bury(ViewHandler handler) {
    List<NodeProcess> ended = nodes.ended();
    int count = ended.isEmpty() ? 0 : stream.drainAll(handler);
    for (NodeProcess process : ended) {
      nodes.forget(process);
      attribution.forget(process.pid());
      kernel.forgetPeers();
      notices.gone(process, System.nanoTime());
    }
    return count;
  }

  private void announce(List<NodeProcess> appeared) {
    appeared.forEach(process -> appeared(process, System.nanoTime()));
  }

  private void appeared(NodeProcess process, long nanoTime) {
    notices.appeared(process, nodes.attachment(process), nanoTime);
  }

  private static List<Kind> wanted(TapOptions options) {
    List<Kind> wanted = new ArrayList<>();
    for (Tracepoint tracepoint : Tracepoint.values()) {
      if (options.selection().wants(tracepoint.event())) {
        wanted.add(Kind.of(tracepoint));
      }
    }
    int number = Tracepoint.count();
    for (String probe : options.probes()) {
      if (Tracepoint.named(probe).isEmpty()) {
        wanted.add(Kind.generic(number++, probe));
      }
    }
    return wanted;
  }
}
