package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.tap.EventSource;
import vedette.tap.SourceStats;
import vedette.tap.TapException;
import vedette.wire.Bytes;

/// Messages that a node writes down itself (`bitcoind -capturemessages`): no privilege is needed
/// but to read its files.
///
/// ```
/// <datadir>[/regtest]/message_capture/203.0.113.7_8333/msgs_recv.dat   → net:inbound_message
///                                                     /msgs_sent.dat   → net:outbound_message
/// ```
///
/// Records of one file come in its order, always. Between files the order is that of their times;
/// of equal times nobody knows it. The times are the node's clock, which tests may set: where it
/// jumps back within a file, the stream's times do too. The files know no peer id and no connection
/// type, two connections of one address share them, and the address is not the name of a peer that
/// was added by host name. The node is not known.
///
/// A file that is damaged is read up to the damage. That is announced with a [VedetteEvent.Loss],
/// counted in [#stats] as a fault with one event dropped (at least that one), and told with file
/// and byte in [#problems].
public final class MessageCapture implements EventSource {
  /// Files that are read at most; each costs about 300 bytes. Those beyond are counted as faults.
  static final int MAX_FILES = 65_536;

  private static final String INBOUND = "net:inbound_message";
  private static final String OUTBOUND = "net:outbound_message";
  private static final int BATCH_EVENTS = 1024;
  // The iterator keeps a batch in memory.
  private static final long BATCH_BYTES = 8 << 20;
  private static final long RESCAN_NANOS = 1_000_000_000L;
  // Looking at everything may take a fiftieth of the time.
  private static final long RESCAN_SHARE = 50;

  /// What happens when everything that is there has been read.
  public enum AtEnd {
    /// Wait for more, also for new peers.
    FOLLOW,
    /// End. Files may grow meanwhile: the end is where they ended at the first poll.
    STOP
  }

  /// A record that waits for its turn.
  private record Waiting(CaptureFile file, CaptureRecord record) {
    static final Comparator<Waiting> ORDER =
        Comparator.<Waiting>comparingLong(waiting -> waiting.record.timeNanos())
            .thenComparing(waiting -> waiting.file.path());
  }

  private final AtEnd atEnd;
  private final Selection selection;
  private final @Nullable WatchService watcher;
  private final CaptureTree tree;
  private final Tally tally = new Tally();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Waiting.ORDER);
  private boolean scanned;
  private long nextScan;
  private long sequence;
  private long lastTime;
  private long inboundFaults;
  private long outboundFaults;
  private volatile boolean ended;

  private MessageCapture(CaptureTarget target, AtEnd atEnd, Selection selection, int maxFiles) {
    this.atEnd = atEnd;
    this.selection = selection;
    this.watcher = atEnd == AtEnd.FOLLOW ? newWatcher(target.path()) : null;
    this.tree =
        new CaptureTree(
            target.path(),
            target.single(),
            watcher,
            maxFiles,
            new CaptureTree.Reports() {
              @Override
              public void problem(String text) {
                tally.problem(text);
              }

              @Override
              public void untracked(Path path, boolean inbound) {
                fault(
                    inbound,
                    "%s: is not read, %d files are read already".formatted(path, maxFiles));
              }
            });
    tally.watch(INBOUND);
    tally.watch(OUTBOUND);
  }

  /// Opens what `-capturemessages` wrote.
  ///
  /// @param path the directory `message_capture`, the (network's) data directory that holds it, one
  ///   peer's directory, or one `.dat` file: outbound if its name has `sent` in it, else inbound,
  ///   with the peer's address if it is still in a directory that Core named
  /// @throws TapException if there is nothing of that kind, or no permission to read it
  public static MessageCapture open(Path path, AtEnd atEnd, Selection selection) {
    return open(path, atEnd, selection, MAX_FILES);
  }

  static MessageCapture open(Path path, AtEnd atEnd, Selection selection, int maxFiles) {
    return new MessageCapture(CaptureTarget.resolve(path), atEnd, selection, maxFiles);
  }

  private @Nullable WatchService newWatcher(Path path) {
    try {
      return path.getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException noRoom) {
      tally.problem(
          "%s: cannot be watched (%s); new messages are found by looking every second"
              .formatted(path, noRoom.getMessage()));
      return null;
    }
  }

  @Override
  public int poll(Duration timeout, Consumer<? super Event> consumer) {
    long began = System.nanoTime();
    long patience = Io.nanos(timeout);
    try {
      // A look at everything proves that nothing is left, which a poll without timeout promises.
      boolean look = patience == 0;
      while (!ended()) {
        int handed = drain(consumer);
        if (handed > 0) {
          return handed;
        }
        long now = System.nanoTime();
        if (look || !scanned || now - nextScan >= 0) {
          look = false;
          if (scanned && atEnd == AtEnd.STOP) {
            return finish(consumer);
          }
          scan();
          continue;
        }
        if (atEnd == AtEnd.STOP) {
          return finish(consumer);
        }
        long left = patience - (now - began);
        if (left <= 0) {
          return 0;
        }
        await(Math.min(left, nextScan - now));
      }
    } catch (InterruptedException | ClosedByInterruptException asked) {
      Thread.currentThread().interrupt();
      stop();
    } catch (ClosedWatchServiceException byStop) {
      stop();
    }
    return 0;
  }

  @Override
  public boolean ended() {
    return ended || stopped.getCount() == 0;
  }

  @Override
  public SourceStats stats() {
    return tally.stats();
  }

  /// What is damaged or cannot be read and where, in words; the first hundred. Callable from any
  /// thread.
  public List<String> problems() {
    return tally.problems();
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (watcher != null) {
      try {
        watcher.close();
      } catch (IOException broken) {
        tally.problem("the watch on the files cannot be closed: " + Io.says(broken));
      }
    }
  }

  @Override
  public void close() {
    stop();
    tree.close();
  }

  private void scan() throws ClosedByInterruptException {
    long before = System.nanoTime();
    advance(tree.scan());
    long now = System.nanoTime();
    nextScan = now + Math.max(RESCAN_NANOS, RESCAN_SHARE * (now - before));
    scanned = true;
  }

  private void await(long nanos) throws InterruptedException, ClosedByInterruptException {
    if (watcher == null) {
      boolean _ = stopped.await(nanos, TimeUnit.NANOSECONDS);
    } else {
      advance(tree.await(watcher, nanos));
    }
  }

  private void advance(List<CaptureFile> files) throws ClosedByInterruptException {
    for (CaptureFile file : files) {
      advance(file);
    }
  }

  private void advance(CaptureFile file) throws ClosedByInterruptException {
    if (file.head() != null) {
      return;
    }
    try {
      file.advance();
      CaptureRecord record = file.head();
      if (record != null) {
        waiting.add(new Waiting(file, record));
      }
    } catch (ClosedByInterruptException asked) {
      throw asked;
    } catch (IOException | Malformed broken) {
      giveUp(file, broken);
    }
  }

  /// Hands over what waits, the oldest first.
  private int drain(Consumer<? super Event> consumer) throws ClosedByInterruptException {
    int handed = 0;
    long bytes = 0;
    while (handed < BATCH_EVENTS && bytes < BATCH_BYTES && stopped.getCount() > 0) {
      if (inboundFaults + outboundFaults > 0) {
        handed++;
        hand(loss(), consumer);
        continue;
      }
      Waiting first = waiting.poll();
      if (first == null) {
        break;
      }
      Event event = read(first);
      if (event != null && selection.matches(event)) {
        sequence++;
        handed++;
        bytes += first.record.length();
        hand(event, consumer);
      }
    }
    return handed;
  }

  private void hand(Event event, Consumer<? super Event> consumer) {
    lastTime = event.origin().timeNanos();
    tally.delivered(event);
    consumer.accept(event);
  }

  private @Nullable Event read(Waiting first) throws ClosedByInterruptException {
    CaptureFile file = first.file;
    CaptureRecord record = first.record;
    if (!record.equals(file.head())) {
      // The file was replaced meanwhile; its new head waits too.
      return null;
    }
    byte[] payload;
    try {
      payload = file.take(record);
    } catch (ClosedByInterruptException asked) {
      throw asked;
    } catch (IOException | Malformed broken) {
      giveUp(file, broken);
      return null;
    }
    advance(file);
    Origin origin = new Origin(record.timeNanos(), sequence + 1, NodeId.UNKNOWN);
    Peer peer = new Peer(Peer.UNKNOWN_ID, file.address(), "", "");
    P2pMessage message =
        new P2pMessage(
            record.type(), record.length(), Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE);
    return file.inbound()
        ? new NetEvent.InboundMessage(origin, peer, message)
        : new NetEvent.OutboundMessage(origin, peer, message);
  }

  /// The end of a capture that is not followed: what is left in the files are torn records.
  private int finish(Consumer<? super Event> consumer) throws ClosedByInterruptException {
    for (CaptureFile file : tree.files()) {
      long torn = file.pending();
      if (torn > 0) {
        fault(
            file.inbound(),
            "%s: byte %d: the last %d B are not a whole record; the node was killed, or still writes"
                .formatted(file.path(), file.offset(), torn));
      }
    }
    int handed = drain(consumer);
    ended = true;
    return handed;
  }

  private void giveUp(CaptureFile file, Exception reason) {
    String text = reason instanceof IOException io ? Io.says(io) : reason.getMessage();
    fault(
        file.inbound(),
        "%s: byte %d: %s. The rest of this file is not read."
            .formatted(file.path(), file.offset(), text));
    file.giveUp();
  }

  private void fault(boolean inbound, String problem) {
    tally.problem(problem);
    tally.faults(inbound ? INBOUND : OUTBOUND, 1, 1);
    if (inbound) {
      inboundFaults++;
    } else {
      outboundFaults++;
    }
  }

  private Event loss() {
    List<VedetteEvent.Loss.Count> counts = new ArrayList<>();
    if (inboundFaults > 0) {
      counts.add(new VedetteEvent.Loss.Count(INBOUND, 0, 0, inboundFaults, 0));
    }
    if (outboundFaults > 0) {
      counts.add(new VedetteEvent.Loss.Count(OUTBOUND, 0, 0, outboundFaults, 0));
    }
    inboundFaults = 0;
    outboundFaults = 0;
    sequence++;
    return new VedetteEvent.Loss(new Origin(lastTime, sequence, NodeId.UNKNOWN), counts);
  }
}
