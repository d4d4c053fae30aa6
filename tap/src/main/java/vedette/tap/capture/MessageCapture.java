package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.tap.EventSource;
import vedette.tap.SourceStats;
import vedette.tap.TapException;

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

  private final AtEnd atEnd;
  private final Selection selection;
  private final @Nullable WatchService watcher;
  private final CaptureTree tree;
  private final Tally tally = new Tally();
  private final CaptureFaults faults = new CaptureFaults(tally);
  private final CaptureMerge merge = new CaptureMerge(faults);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean scanned;
  private long nextScan;
  private long sequence;
  private long lastTime;
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
                faults.add(
                    inbound,
                    "%s: is not read, %d files are read already".formatted(path, maxFiles));
              }
            });
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
    merge.advance(tree.scan());
    long now = System.nanoTime();
    nextScan = now + Math.max(RESCAN_NANOS, RESCAN_SHARE * (now - before));
    scanned = true;
  }

  private void await(long nanos) throws InterruptedException, ClosedByInterruptException {
    if (watcher == null) {
      boolean _ = stopped.await(nanos, TimeUnit.NANOSECONDS);
    } else {
      merge.advance(tree.await(watcher, nanos));
    }
  }

  /// Hands over what waits, the oldest first.
  private int drain(Consumer<? super Event> consumer) throws ClosedByInterruptException {
    Batch batch = new Batch();
    while (!batch.full() && stopped.getCount() > 0) {
      Event event;
      if (faults.pending()) {
        event =
            new VedetteEvent.Loss(
                new Origin(lastTime, sequence + 1, NodeId.UNKNOWN), faults.take());
      } else if (merge.isEmpty()) {
        break;
      } else {
        event = merge.take(sequence + 1);
        if (event == null || !selection.matches(event)) {
          continue;
        }
      }
      sequence++;
      lastTime = event.origin().timeNanos();
      batch.add(event);
      tally.delivered(event);
      consumer.accept(event);
    }
    return batch.events();
  }

  /// The end of a capture that is not followed.
  private int finish(Consumer<? super Event> consumer) throws ClosedByInterruptException {
    merge.end(tree.files());
    int handed = drain(consumer);
    ended = true;
    return handed;
  }
}
