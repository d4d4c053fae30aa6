package vedette.app.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.truebit.TruebitNodes;
import vedette.app.web.api.Topic;
import vedette.app.web.api.UnavailableException;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.ViewJson;
import vedette.history.truebit.LogPage;
import vedette.history.truebit.LogQuery;
import vedette.history.truebit.TaskRow;
import vedette.history.truebit.TruebitReader;
import vedette.poll.truebit.LedgerException;
import vedette.poll.truebit.LedgerState;
import vedette.poll.truebit.LogKind;
import vedette.watch.truebit.TruebitPage;
import vedette.watch.view.ServicePage;

/// The requests that programs for a TrueBit monitor know, under their names
/// (docs/services/truebit.md), on Vedette's own authentication: everything needs the scope read,
/// and tasks' input and output a password of their own besides.
final class TruebitRoutes {
  private static final int FARTHEST = 1_000_000;
  static final List<String> STATUSES = List.of("received", "executing", "completed", "failed");

  private final Parts parts;

  TruebitRoutes(Parts parts) {
    this.parts = parts;
  }

  List<Route> routes() {
    List<Route> all = new ArrayList<>(TruebitTable.of(this));
    all.addAll(new ArtifactRoutes(this).routes());
    return List.copyOf(all);
  }

  TruebitNodes.Watched node() {
    return parts
        .backend()
        .truebit()
        .flatMap(TruebitNodes::watched)
        .orElseThrow(() -> new ApiError(404, "truebit", "no TrueBit node is watched"));
  }

  private <T> T asked(Function<TruebitReader, T> question) {
    try {
      return question.apply(node().reader());
    } catch (LedgerException later) {
      throw new UnavailableException(String.valueOf(later.getMessage()));
    }
  }

  private LedgerState state() {
    try {
      return node().ledger().state(Instant.now());
    } catch (LedgerException later) {
      throw new UnavailableException(String.valueOf(later.getMessage()));
    }
  }

  private Optional<TruebitPage> page() {
    return parts
        .backend()
        .view(new Topic(Topic.Kind.SERVICE, node().config().key()))
        .flatMap(view -> view instanceof ServicePage all ? all.page() : Optional.empty())
        .filter(TruebitPage.class::isInstance)
        .map(TruebitPage.class::cast);
  }

  Reply health(Call call) {
    ObjectNode tree =
        ViewJson.object().put("status", "ok").put("timestamp", Instant.now().toString());
    if (call.caller().scope().includes(Scope.READ)
        && parts.backend().truebit().flatMap(TruebitNodes::watched).isPresent()) {
      boolean connected = page().flatMap(TruebitPage::container).isPresent();
      tree.put("docker", connected ? "connected" : "disconnected");
    }
    return Reply.json(tree);
  }

  Reply status(Call call) {
    TruebitPage page =
        page().orElseThrow(() -> new ApiError(503, "truebit", "nothing is known of the node yet"));
    ObjectNode tree = ViewJson.object();
    tree.set("node", node(page));
    page.container()
        .ifPresent(container -> {
          ObjectNode is = tree.putObject("container");
          is.put("id", container.id())
              .put("name", container.name())
              .put("state", container.status())
              .put("running", container.status().equals("running"))
              .put("image", container.image());
          container
              .startedAt()
              .ifPresent(at -> is.put("startedAt", Instant.ofEpochMilli(at).toString()));
          container
              .createdAt()
              .ifPresent(at -> is.put("created", Instant.ofEpochMilli(at).toString()));
          ObjectNode stats = tree.putObject("stats");
          container.cpuPercent().ifPresent(cpu -> stats.put("cpu", cpu));
          container
              .memory()
              .ifPresent(usage -> {
                ObjectNode memory = stats.putObject("memory").put("usage", usage);
                container
                    .memoryLimit()
                    .ifPresent(limit -> {
                      memory.put("limit", limit);
                      if (limit > 0) {
                        memory.put("percent", 100.0 * usage / limit);
                      }
                    });
              });
        });
    return Reply.json(tree.put("timestamp", Instant.now().toString()));
  }

  Reply stats() {
    LedgerState state = state();
    ObjectNode tree = ViewJson.object();
    tree.set("tasks", taskCounts(state));
    tree.putObject("invoices").put("total", state.invoices());
    state
        .slots()
        .ifPresent(
            s -> tree.putObject("semaphore").put("current", s.current()).put("total", s.total()));
    page().ifPresent(page -> tree.set("node", node(page)));
    return Reply.json(tree.put("timestamp", Instant.now().toString()));
  }

  Reply summary() {
    return Reply.json(taskCounts(state()));
  }

  private ObjectNode taskCounts(LedgerState state) {
    ObjectNode tasks = ViewJson.object();
    tasks.put("total", state.tasks().values().stream().mapToLong(Long::longValue).sum());
    STATUSES.forEach(status -> tasks.put(status, state.tasks().getOrDefault(status, 0L)));
    tasks.put("cached", state.cachedTasks());
    TruebitReader.Averages averages = asked(TruebitReader::averages);
    averages.elapsedNanos().ifPresent(n -> tasks.put("avg_elapsed_ms", n / 1e6));
    averages.steps().ifPresent(n -> tasks.put("avg_gas_used", n));
    return tasks;
  }

  private static ObjectNode node(TruebitPage page) {
    ObjectNode node = ViewJson.object();
    TruebitJson.text(node, "address", page.wallet());
    TruebitJson.text(node, "version", page.version());
    page.registered().ifPresent(is -> node.put("registered", is));
    return node;
  }

  Reply tasks(Call call) {
    int limit = limit(call, 50);
    int offset = offset(call);
    Optional<String> status = call.query("status").filter(s -> !s.isEmpty());
    if (status.isPresent() && !STATUSES.contains(status.get())) {
      throw Call.bad("status", "one of " + String.join(", ", STATUSES));
    }
    var rows = asked(reader -> reader.tasks(status, limit + 1, offset));
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray("tasks");
    rows.stream().limit(limit).forEach(row -> all.add(TruebitJson.task(row)));
    tree.set("pagination", TruebitJson.pagination(limit, offset, rows.size() > limit));
    return Reply.json(tree);
  }

  Reply task(Call call) {
    String id = call.path("id");
    ObjectNode tree = TruebitJson.task(taskOf(call));
    boolean some = asked(reader -> reader.hasData(id));
    tree.put("hasSensitiveData", some);
    tree.put("sensitiveDataRequiresAuth", true);
    ArrayNode invoices = tree.putArray("invoices");
    asked(reader -> reader.invoices(Optional.of(id), 20, 0))
        .forEach(row -> invoices.add(TruebitJson.invoice(row)));
    return Reply.json(tree);
  }

  /// The task that is asked for.
  TaskRow taskOf(Call call) {
    return asked(reader -> reader.task(call.path("id"))).orElseThrow(TruebitRoutes::noTask);
  }

  private static ApiError noTask() {
    return new ApiError(404, "task", "there is no such task");
  }

  Reply dataStatus() {
    return Reply.json(
        ViewJson.object()
            .put("authRequired", true)
            .put("passwordRequired", true)
            .put("passwordSet", parts.taskData().hasPassword()));
  }

  Reply data(Call call) {
    demandPassword(call);
    String id = call.path("id");
    var data = asked(reader -> reader.data(id)).orElseThrow(TruebitRoutes::noTask);
    audit(call, "task_data", id);
    ObjectNode tree = ViewJson.object().put("execution_id", id);
    TruebitJson.text(tree, "inputData", data.input());
    TruebitJson.text(tree, "outputData", data.output());
    TruebitJson.text(tree, "encryptedSolution", data.solution());
    return Reply.json(tree);
  }

  void demandPassword(Call call) {
    TaskPassword.demand(parts, call);
  }

  void audit(Call call, String what, String id) {
    parts.audit().write(what, call.caller().who(), SessionRoutes.text(call.caller()), id);
  }

  Reply newPassword(Call call) {
    if (node().config().dataPassword().isPresent()) {
      throw new ApiError(409, "password", "truebit.data-password sets it. Do: change it there");
    }
    String password = parts.taskData().newPassword();
    parts
        .audit()
        .write("task_data_password", call.caller().who(), SessionRoutes.text(call.caller()), "");
    return Reply.json(201, ViewJson.object().put("password", password));
  }

  Reply invoices(Call call) {
    int limit = limit(call, 50);
    int offset = offset(call);
    var rows = asked(reader -> reader.invoices(Optional.empty(), limit + 1, offset));
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray("invoices");
    rows.stream().limit(limit).forEach(row -> all.add(TruebitJson.invoice(row)));
    tree.set("pagination", TruebitJson.pagination(limit, offset, rows.size() > limit));
    return Reply.json(tree);
  }

  Reply count() {
    return Reply.json(ViewJson.object().put("count", asked(TruebitReader::totals).invoices()));
  }

  Reply logs(Call call) {
    int limit = limit(call, 100);
    int offset = offset(call);
    Optional<String> level = call.query("level").filter(s -> !s.isEmpty());
    Optional<String> kind = call.query("type").filter(s -> !s.isEmpty());
    if (level.filter(l -> !l.matches("[A-Za-z]{1,16}")).isPresent()) {
      throw Call.bad("level", "a word");
    }
    if (kind.isPresent() && LogKind.of(kind.get()).isEmpty()) {
      throw Call.bad("type", "a kind of entry, such as task_received");
    }
    LogQuery query =
        new LogQuery(
            limit + 1,
            call.number("before", 0, Long.MAX_VALUE >> 2, Optional.of(0L)),
            offset,
            level,
            kind,
            call.query("search").filter(s -> !s.isEmpty()));
    LogPage page = asked(reader -> reader.search(query));
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray("logs");
    page.rows().stream().limit(limit).forEach(row -> all.add(TruebitJson.entry(row)));
    tree.set("pagination", TruebitJson.pagination(limit, offset, page));
    return Reply.json(tree);
  }

  Reply logStatus() {
    ObjectNode tree = ViewJson.object();
    page()
        .ifPresent(page -> {
          tree.put("source", page.from());
          if (!page.trouble().isEmpty()) {
            tree.put("trouble", page.trouble());
          }
        });
    TruebitJson.time(tree, "lastLogAt", state().lastEntryAt());
    return Reply.json(tree);
  }

  private static int limit(Call call, long preset) {
    return (int) call.number("limit", 1, TruebitReader.MOST - 1, Optional.of(preset));
  }

  private static int offset(Call call) {
    return (int) call.number("offset", 0, FARTHEST, Optional.of(0L));
  }
}
