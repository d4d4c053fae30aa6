package vedette.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.tap.bpf.RingBuffer;

/// Makes one ordered stream of the ring's records and the notices about nodes and losses, and hands
/// it over.
///
/// For the polling thread; [#stop] is for any.
final class EventStream {
  /// A poll hands over this much at most, so that who collects events holds no more than that.
  private static final int BATCH_RECORDS = 8_192;

  private static final long BATCH_BYTES = 8 << 20;

  private final RingBuffer ring;
  private final EventView view;
  private final @Nullable Kind[] kinds = new @Nullable Kind[KernelSide.KINDS];
  private final Selection selection;
  private final KernelFilter filter;
  private final Ledger ledger;
  private final Attribution attribution;
  private final Notices notices;
  private final WallClock clock;

  private long sequence;
  private long lost;
  private int handedOver;
  private volatile boolean stopped;

  /// @param wanted what was attached
  /// @param attribution whose records these are; what it meets it tells to the notices
  EventStream(
      KernelSide kernel,
      List<Kind> wanted,
      Selection selection,
      Ledger ledger,
      Attribution attribution,
      Notices notices,
      WallClock clock) {
    ring = kernel.ring();
    view = new EventView(ring, clock);
    wanted.forEach(kind -> kinds[kind.number()] = kind);
    this.selection = selection;
    filter = kernel.filter();
    this.ledger = ledger;
    this.attribution = attribution;
    this.notices = notices;
    this.clock = clock;
  }

  /// Nothing more is handed over, not even the rest of a batch.
  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  /// Number of the next event that is not from a node.
  Origin nextOrigin() {
    return origin(now(), NodeId.UNKNOWN);
  }

  /// All that had fired when the call began.
  int drainAll(ViewHandler handler) {
    long end = ring.producerPosition();
    int count = 0;
    // A record that is still being written does not move on.
    for (long before = -1; before < ring.position() && ring.position() < end && !stopped; ) {
      before = ring.position();
      count += drain(handler);
    }
    return count;
  }

  /// A batch, or as many as it takes until something in one is wanted: that nothing was handed over
  /// must mean that nothing is left.
  int drainSome(ViewHandler handler) {
    long end = ring.producerPosition();
    int count = drain(handler);
    for (long before = -1;
        count == 0 && before < ring.position() && ring.position() < end && !stopped; ) {
      before = ring.position();
      count = drain(handler);
    }
    return count;
  }

  private int drain(ViewHandler handler) {
    long end = Math.min(ring.producerPosition(), ring.position() + BATCH_BYTES);
    handedOver = 0;
    try {
      ring.drain(
          BATCH_RECORDS,
          end,
          () -> {
            handedOver += record(handler);
            return !stopped;
          });
    } finally {
      // Whatever a handler throws: the record at which it did counts as read.
      ring.release();
      view.left();
    }
    return handedOver + announceLoss(handler);
  }

  /// Hands over the event that the view is at, with what is to be said before it.
  private int record(ViewHandler handler) {
    view.moved();
    int count = view.lostBefore() > lost ? announceLoss(handler) : 0;
    int number = view.kind();
    Kind kind = number < KernelSide.KINDS ? kinds[number] : null;
    if (kind == null) {
      return count;
    }
    boolean accepted = attribution.accepts(view);
    if (!notices.isEmpty()) {
      count += tell(handler);
      accepted &= !stopped;
    }
    if (!accepted) {
      return count;
    }
    if (view.faults() != 0) {
      ledger.dropped(number);
      return count;
    }
    view.stamp(kind, sequence + 1, attribution.node());
    // A probe that was asked for by name is wanted whatever the selection says of Core's events.
    if (!kind.generic()
        && !filter.settled(view)
        && !selection.matches(Records.withoutPayload(view))) {
      ledger.deselected(number);
      return count;
    }
    sequence++;
    ledger.delivered(number, view.message() ? view.payloadSize() : 0);
    handler.event(view);
    return count + 1;
  }

  private int announceLoss(ViewHandler handler) {
    if (!ledger.hasNews()) {
      return 0;
    }
    List<VedetteEvent.Loss.Count> news = ledger.news();
    long more = news.stream().mapToLong(VedetteEvent.Loss.Count::lost).sum();
    lost += more;
    sequence += more;
    handler.notice(new VedetteEvent.Loss(nextOrigin(), news));
    return 1;
  }

  /// The notices that wait.
  int tell(ViewHandler handler) {
    int count = 0;
    for (var next = notices.next(); next.isPresent(); next = notices.next()) {
      Notices.Notice notice = next.get();
      Origin origin = origin(clock.at(notice.nanoTime()), notice.node());
      handler.notice(notice.event().apply(origin));
      count++;
    }
    return count;
  }

  private Origin origin(long timeNanos, NodeId node) {
    return new Origin(timeNanos, ++sequence, node);
  }

  private long now() {
    return clock.at(System.nanoTime());
  }
}
