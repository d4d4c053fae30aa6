package vedette.tap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.Selection;
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
  private static final int CONTROL_SIZE = 4096;
  private static final int CONTROL_MAX_PAYLOAD = 0;
  private static final int CONTROL_WAKE_BYTES = 8;
  private static final int CONTROL_PROCESS_FILTER = 16;
  private static final int COUNTER_SIZE = 64;
  private static final int KINDS = 64;
  private static final int MAX_PROCESSES = 1024;

  /// Looking whether watched processes still run is a few file reads, looking for new ones reads
  /// all of /proc.
  private static final long ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// The wait between two looks at the ring: short while events flow, longer when they do not,
  /// never so long that an event waits 50 ms.
  private static final int SHORTEST_WAIT = 5;

  private static final int LONGEST_WAIT = 40;

  private final Selection selection;
  private final Arena arena = Arena.ofShared();
  private final Map<String, BpfMap> maps = new HashMap<>();
  private final MemorySegment control;
  private final BpfMap processSet;
  private final RingBuffer ring;
  private final @Nullable Kind[] kinds = new @Nullable Kind[KINDS];
  private final Ledger ledger;
  private final KernelFilter filter;
  private final Attacher attacher;
  private final Nodes nodes;
  private final EventView view = new EventView();
  private final long wallClockOffset = wallClockOffset();
  private final List<Notice> notices = new ArrayList<>();
  private final Set<Integer> restricted = new HashSet<>();

  private long sequence;
  private long lost;
  private long aliveAt;
  private long lookAt;
  private int wait = SHORTEST_WAIT;
  private int lastPid;
  private Optional<NodeProcess> lastProcess = Optional.empty();
  private NodeId lastNode = NodeId.UNKNOWN;
  private volatile boolean stopped;
  private boolean closed;

  private Tap(TapOptions options) {
    selection = options.selection();
    List<Kind> wanted = wanted(options);
    for (Kind kind : wanted) {
      kinds[kind.number()] = kind;
    }
    try {
      BpfMap ringMap = keep(BpfMap.ring("ring", options.ringBytes()));
      BpfMap controlMap = keep(BpfMap.array("control", CONTROL_SIZE, 1));
      BpfMap countersMap = keep(BpfMap.array("counters", COUNTER_SIZE, KINDS));
      processSet = keep(BpfMap.set("processes", Integer.BYTES, MAX_PROCESSES));
      control = controlMap.map(arena);
      control.set(
          ValueLayout.JAVA_LONG,
          CONTROL_MAX_PAYLOAD,
          Math.min(options.maxPayload(), options.ringBytes() / 2));
      control.set(ValueLayout.JAVA_LONG, CONTROL_WAKE_BYTES, options.ringBytes() / 4);
      ledger = new Ledger(wanted, countersMap.map(arena));
      filter = KernelFilter.of(selection, this::keep, control);
      ring = new RingBuffer(ringMap);
    } catch (BpfException refused) {
      release();
      throw Refusals.of("eBPF", refused);
    }
    attacher = new Attacher(maps, wanted, Attacher.Way.MULTI_DYNPTR);
    nodes = new Nodes(options, attacher);
    try {
      restrict();
      announce(nodes.open());
      restrict();
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
    return new Tap(options);
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
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      int count = tell(handler) + drain(handler) + follow(handler);
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
    while (ring.position() < end && !stopped) {
      int some = poll(Duration.ZERO, consumer);
      count += some;
      if (some == 0) {
        ring.await(1);
      }
    }
    return count;
  }

  @Override
  public boolean ended() {
    return stopped || (nodes.over() && notices.isEmpty());
  }

  @Override
  public SourceStats stats() {
    return ledger.stats();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /// Number of the next event, for those who add events of their own to the stream.
  public Origin nextOrigin() {
    return origin(now(), NodeId.UNKNOWN);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stopped = true;
      nodes.close();
      ring.close();
      release();
    }
  }

  // ---- records ----

  private int drain(ViewHandler handler) {
    int[] count = new int[1];
    ring.drain(
        Integer.MAX_VALUE,
        (memory, offset, length) -> {
          count[0] += record(memory, offset, handler);
          return !stopped;
        });
    return count[0] + announceLoss(handler);
  }

  private int record(MemorySegment memory, long offset, ViewHandler handler) {
    view.moveTo(memory, offset);
    int count = 0;
    if (view.lostBefore() > lost) {
      count += announceLoss(handler);
    }
    int number = view.kind();
    Kind kind = number < KINDS ? kinds[number] : null;
    if (kind == null) {
      return count;
    }
    int pid = view.process();
    if (pid != lastPid || lastProcess.isEmpty()) {
      meet(pid);
      count += tell(handler);
      view.moveTo(memory, offset);
    }
    if (lastProcess.isPresent() && !nodes.owns(lastProcess.get(), view.attachment())) {
      return count;
    }
    if (view.faults() != 0) {
      ledger.dropped(number);
      sequence++;
      return count;
    }
    view.stamp(kind, view.monotonicNanos() + wallClockOffset, sequence + 1, lastNode);
    if (!filter.settled(view) && !selection.matches(Records.withoutPayload(view))) {
      return count;
    }
    sequence++;
    ledger.delivered(number, view.message() ? view.payloadSize() : 0);
    handler.event(view);
    return count + 1;
  }

  /// Finds out, once for each change of process in the stream, which node a record is from.
  private void meet(int pid) {
    lastPid = pid;
    lastProcess = nodes.known(pid);
    if (lastProcess.isEmpty()) {
      lastProcess = nodes.meet(pid);
      lastProcess.ifPresent(this::appeared);
    }
    lastNode = lastProcess.map(Tap::id).orElseGet(() -> new NodeId(pid, ""));
  }

  private int announceLoss(ViewHandler handler) {
    if (!ledger.hasNews()) {
      return 0;
    }
    List<VedetteEvent.Loss.Count> news = ledger.news();
    long more = news.stream().mapToLong(VedetteEvent.Loss.Count::lost).sum();
    lost += more;
    sequence += more;
    handler.notice(new VedetteEvent.Loss(origin(now(), NodeId.UNKNOWN), news));
    return 1;
  }

  // ---- nodes ----

  private int follow(ViewHandler handler) {
    long now = System.nanoTime();
    int last = 0;
    if (now - lookAt >= 0) {
      Nodes.Change change = nodes.look();
      last = lastWords(change.gone(), handler);
      announce(change);
      restrict();
      lookAt = System.nanoTime() + LOOK_NANOS;
      aliveAt = lookAt - LOOK_NANOS + ALIVE_NANOS;
    } else if (now - aliveAt >= 0) {
      List<NodeProcess> gone = nodes.gone();
      last = lastWords(gone, handler);
      gone.forEach(this::gone);
      aliveAt = now + ALIVE_NANOS;
    }
    return last + tell(handler);
  }

  /// What a process did between the last look at the ring and its end comes before the news of it,
  /// and before the end of the source.
  private int lastWords(List<NodeProcess> gone, ViewHandler handler) {
    return gone.isEmpty() ? 0 : drain(handler);
  }

  private void announce(Nodes.Change change) {
    change.gone().forEach(this::gone);
    change.appeared().forEach(this::appeared);
  }

  private void appeared(NodeProcess process) {
    Optional<Attachment> attachment = nodes.attachment(process);
    List<String> attached = attachment.map(Attachment::attached).orElse(List.of());
    List<String> missing = attachment.map(Attachment::missing).orElse(List.of());
    boolean gap =
        attachment.map(it -> Processes.startedBefore(process, it.attachedNanos())).orElse(true);
    notices.add(
        new Notice(
            id(process),
            origin ->
                new VedetteEvent.Node(
                    origin,
                    VedetteEvent.Node.State.APPEARED,
                    process.executable(),
                    attached,
                    missing,
                    gap)));
  }

  private void gone(NodeProcess process) {
    if (process.pid() == lastPid) {
      lastPid = 0;
      lastProcess = Optional.empty();
    }
    notices.add(
        new Notice(
            id(process),
            origin ->
                new VedetteEvent.Node(
                    origin,
                    VedetteEvent.Node.State.GONE,
                    process.executable(),
                    List.of(),
                    List.of(),
                    false)));
  }

  private static NodeId id(NodeProcess process) {
    return new NodeId(process.pid(), process.name());
  }

  /// Something to say about a node, once its place in the stream has come.
  private record Notice(NodeId node, Function<Origin, VedetteEvent> event) {}

  private int tell(ViewHandler handler) {
    int count = 0;
    while (!notices.isEmpty()) {
      Notice notice = notices.removeFirst();
      handler.notice(notice.event().apply(origin(now(), notice.node())));
      count++;
    }
    return count;
  }

  /// Tells the kernel to keep to the processes of the target, before the first one is attached and
  /// whenever a pid file names another one.
  private void restrict() {
    Optional<Set<Integer>> only = nodes.only();
    if (only.isEmpty()) {
      return;
    }
    for (int pid : only.get()) {
      if (restricted.add(pid)) {
        processSet.insert(key(pid));
      }
    }
    for (int pid : List.copyOf(restricted)) {
      if (!only.get().contains(pid)) {
        restricted.remove(pid);
        processSet.remove(key(pid));
      }
    }
    control.set(ValueLayout.JAVA_INT, CONTROL_PROCESS_FILTER, 1);
  }

  private static byte[] key(int pid) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(pid).array();
  }

  // ---- kernel side ----

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

  private BpfMap keep(BpfMap map) {
    maps.put(map.name(), map);
    return map;
  }

  private void release() {
    arena.close();
    maps.values().forEach(BpfMap::close);
  }

  private Origin origin(long timeNanos, NodeId node) {
    return new Origin(timeNanos, ++sequence, node);
  }

  private long now() {
    return System.nanoTime() + wallClockOffset;
  }

  /// What turns the kernel's monotonic time stamps, which `System.nanoTime` shares, into wall-clock
  /// time: of some samples the one that was taken fastest.
  private static long wallClockOffset() {
    long best = 0;
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = System.nanoTime();
      Instant wall = Instant.now();
      long after = System.nanoTime();
      if (after - before < fastest) {
        fastest = after - before;
        best = wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - (before + after) / 2;
      }
    }
    return best;
  }
}
