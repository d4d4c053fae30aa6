package vedette.app.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.truebit.TruebitEvent;
import vedette.app.truebit.TruebitNodes;
import vedette.app.web.api.Backend;
import vedette.app.web.json.ViewJson;
import vedette.app.web.pushes.PushHub;
import vedette.history.truebit.TaskRow;
import vedette.history.truebit.TruebitReader;
import vedette.poll.truebit.LedgerException;

/// Makes messages of what the TrueBit node does, for those who listen at `/ws`.
///
/// The threads that read the log put events into a bounded queue and go on; one virtual thread
/// looks up the rows and hands the messages to the clients. What finds no room is counted.
final class TruebitPushes implements AutoCloseable {
  private static final int ROOM = 2_048;
  private static final int REMEMBERED = 64;
  private static final System.Logger LOG = System.getLogger(TruebitPushes.class.getName());

  private final Backend backend;
  private final PushHub hub;
  private final BlockingQueue<TruebitEvent> waiting = new ArrayBlockingQueue<>(ROOM);
  private final AtomicLong dropped = new AtomicLong();
  private final Map<String, String> told = new LinkedHashMap<>();
  private @Nullable TruebitNodes heard;
  private @Nullable Thread thread;
  private Runnable leave = () -> {};

  TruebitPushes(Backend backend, PushHub hub) {
    this.backend = backend;
    this.hub = hub;
  }

  /// Events that found no room.
  long dropped() {
    return dropped.get();
  }

  /// Begins, if there is a node by now.
  synchronized void listen() {
    TruebitNodes nodes = backend.truebit().orElse(null);
    if (nodes != null && nodes != heard) {
      leave.run();
      heard = nodes;
      leave = nodes.listen(this::take);
    }
    if (thread == null) {
      thread = Thread.ofVirtual().name("truebit-pushes").start(this::run);
    }
  }

  private void take(TruebitEvent event) {
    if (hub.heard() && !waiting.offer(event)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      while (true) {
        TruebitEvent event = waiting.take();
        try {
          push(event);
        } catch (LedgerException later) {
          dropped.incrementAndGet();
        } catch (RuntimeException mistake) {
          dropped.incrementAndGet();
          LOG.log(System.Logger.Level.ERROR, "truebit: a message could not be made", mistake);
        }
      }
    } catch (InterruptedException _) {
      // The end.
    }
  }

  private void push(TruebitEvent event) {
    switch (event) {
      case TruebitEvent.Logged logged ->
          hub.push("log", TruebitJson.entry(logged.at(), logged.kind(), logged.entry()));
      case TruebitEvent.TaskWent task -> task(task);
      case TruebitEvent.Invoiced invoice -> invoice(invoice.invoiceId());
      case TruebitEvent.SlotMoved slot ->
          hub.push(
              "semaphore",
              ViewJson.object()
                  .put("current", slot.current())
                  .put("total", slot.total())
                  .put("action", slot.acquired() ? "acquire" : "release")
                  .put("subscriber", slot.subscriber()));
    }
  }

  private Optional<TruebitReader> reader() {
    return backend.truebit().flatMap(TruebitNodes::watched).map(TruebitNodes.Watched::reader);
  }

  /// The row as the API has it, so that whoever shows it finds it by its id. Where the node did not
  /// say whose a step was, it is of the newest task that has changed since it was told.
  private void task(TruebitEvent.TaskWent task) {
    Optional<TruebitReader> reader = reader();
    List<TaskRow> rows =
        task.executionId().isPresent()
            ? reader
                .flatMap(all -> all.task(task.executionId().get()))
                .map(List::of)
                .orElse(List.of())
            : reader.map(all -> all.tasks(Optional.empty(), 8, 0)).orElse(List.of());
    for (TaskRow row : rows) {
      ObjectNode data = TruebitJson.task(row);
      String text = ViewJson.text(data);
      boolean changed = !text.equals(told.get(row.executionId()));
      boolean known = told.containsKey(row.executionId());
      if (task.executionId().isPresent() || (known && changed)) {
        remember(row.executionId(), text);
        hub.push("task", data.put("event", task.step().name().toLowerCase(Locale.ROOT)));
        return;
      }
    }
  }

  private void remember(String executionId, String text) {
    told.put(executionId, text);
    if (told.size() > REMEMBERED) {
      told.remove(told.keySet().iterator().next());
    }
  }

  private void invoice(String invoiceId) {
    reader()
        .flatMap(all ->
            all.invoices(Optional.empty(), REMEMBERED, 0).stream()
                .filter(row -> row.invoiceId().equals(invoiceId))
                .findFirst())
        .ifPresent(row -> hub.push("invoice", TruebitJson.invoice(row)));
  }

  /// Ends; what waits is not told any more.
  @Override
  public synchronized void close() {
    leave.run();
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
