package vedette.watch.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import vedette.poll.Trouble;
import vedette.watch.view.NodeView;
import vedette.watch.view.NowView;
import vedette.watch.view.State;

/// Decides how a node is from what its folds know.
///
/// Never says well where a source is stale. One cause gives one reason: of a node that does not run
/// it is not said besides that RPC does not answer.
final class Judge {
  /// What is older does not count as known now.
  static final long STALE_MS = 60_000;

  /// No block for so long: chance alone does that about once in 8,000 blocks.
  static final long OLD_TIP_MS = 90 * 60_000L;

  private static final long ALIVE_MS = 30_000;
  private static final long GRACE_MS = 60_000;
  private static final long LOSS_MS = 600_000;
  private static final String PRE_RELEASE = "pre-release test build";

  private final NodeFold node;
  private final long now;
  private final List<NowView.Reason> reasons = new ArrayList<>();

  private Judge(NodeFold node, long now) {
    this.node = node;
    this.now = now;
  }

  static Status of(NodeFold node, long now) {
    return new Judge(node, now).status();
  }

  private Status status() {
    Life life = node.life;
    if (life.process() == Life.Presence.GONE) {
      return alone(
          State.GONE,
          "not running",
          "",
          node.title() + " is not running",
          "since " + Words.age(now - life.goneAt()) + "; start it, or look into its debug.log");
    }
    if (node.demo) {
      reason(State.OK, "Demo", "node: nothing that it shows exists");
      return new Status(State.OK, "demo", "Made up, to show what Vedette shows.", reasons);
    }
    Status status = node.withoutRpc.isPresent() ? byTracepoints() : byRpc();
    watching();
    return status;
  }

  /// Of a node that fails as a whole nothing else is said.
  private Status alone(State state, String word, String detail, String fact, String rest) {
    reasons.clear();
    reason(state, fact, rest);
    return new Status(state, word, detail, reasons);
  }

  private void reason(State state, String fact, String rest) {
    reasons.add(new NowView.Reason(state, node.key, fact, rest));
  }

  private Status byRpc() {
    Calls calls = node.calls;
    Optional<Trouble> trouble = calls.trouble();
    boolean running = node.life.process() == Life.Presence.RUNNING;
    long begin = Math.max(node.restartedAt, node.life.appearedAt());
    if (calls.outcomeAt() < node.restartedAt || calls.outcomeAt() < 0) {
      return node.restartedAt >= 0
          ? starting("RPC has not answered yet")
          : alone(State.UNKNOWN, "not asked yet", "", "Nothing is known yet", "RPC is being asked");
    }
    if (trouble.filter(t -> t == Trouble.STARTING).isPresent()) {
      return starting(calls.said());
    }
    boolean unreachable = trouble.filter(t -> t == Trouble.UNREACHABLE).isPresent();
    if (unreachable && running && now - begin < GRACE_MS) {
      return starting("RPC does not listen yet");
    }
    boolean known = calls.goodAt() >= node.restartedAt && now - calls.goodAt() <= STALE_MS;
    boolean passing = trouble.isEmpty() || trouble.get() == Trouble.BUSY;
    passing |= trouble.filter(t -> t == Trouble.TIMEOUT).isPresent();
    return known && passing ? known(trouble) : failing(trouble);
  }

  private Status starting(String text) {
    reason(State.STARTING, "Starting", text);
    return new Status(State.STARTING, "starting", text, reasons);
  }

  private Status failing(Optional<Trouble> trouble) {
    Calls calls = node.calls;
    String since =
        calls.goodAt() < 0
            ? "it never answered"
            : "last answer " + Words.age(now - calls.goodAt()) + " ago";
    boolean alive = node.life.isWatched() && now - node.lastEventAt < ALIVE_MS;
    if (trouble.isEmpty()) {
      return alone(State.STALE, "silent", since, "RPC has gone silent", since);
    }
    String word = trouble.get().word();
    String said = calls.said().isEmpty() ? since : calls.said();
    boolean deaf =
        trouble.get() == Trouble.UNREACHABLE
            || trouble.get() == Trouble.TIMEOUT
            || trouble.get() == Trouble.BUSY;
    if (deaf && !alive) {
      return alone(State.BAD, "unreachable", said, "No answer", "RPC: " + word + ", " + since);
    }
    // The node does things, but how far it is cannot be told.
    reason(State.WARN, "RPC: " + word, said);
    return new Status(State.WARN, alive ? "running, RPC fails" : "RPC fails", said, reasons);
  }

  private Status known(Optional<Trouble> trouble) {
    trouble.ifPresent(t ->
        reason(
            State.WARN,
            "RPC: " + t.word(),
            "values are of " + Words.age(now - node.calls.goodAt()) + " ago"));
    warnings();
    boolean regtest = node.chainName().filter(name -> name.equals("regtest")).isPresent();
    if (node.chain.syncing()) {
      peers(regtest);
      String left = left();
      reason(State.SYNCING, "Catching up", left);
      return new Status(State.SYNCING, "syncing", left, reasons);
    }
    long tipAge =
        node.chain.tipTime() < 0
            ? 0
            : now - Math.max(node.chain.tipTime(), node.chain.connectedAt());
    boolean old = !regtest && tipAge > OLD_TIP_MS;
    String block = "block " + Words.count(node.chain.height());
    if (old) {
      reason(
          State.WARN,
          "No block for " + Words.age(tipAge),
          "the network finds one every 10 min: the node may be cut off");
    } else {
      reason(State.OK, "At the tip", tip(block));
    }
    peers(regtest);
    State state = reasons.stream().anyMatch(r -> r.state() == State.WARN) ? State.WARN : State.OK;
    String detail =
        reasons.stream()
            .filter(r -> r.state() == State.WARN)
            .findFirst()
            .map(r -> r.rest().isEmpty() ? r.fact() : r.fact() + ": " + r.rest())
            .orElse("");
    return new Status(state, old ? "no new block" : "at the tip", detail, reasons);
  }

  private String tip(String block) {
    long time = Math.max(node.chain.connectedAt(), node.chain.tipTime());
    if (time < 0) {
      return block;
    }
    long age = now - time;
    return block + (age < 60_000 ? ", just connected" : ", " + Words.age(age) + " old");
  }

  private void warnings() {
    if (node.networkOff()) {
      reason(State.WARN, "The network is switched off", "setnetworkactive true turns it on");
    }
    for (String warning : node.warnings()) {
      if (!warning.contains(PRE_RELEASE)) {
        reason(State.WARN, "Core warns", warning);
      }
    }
  }

  private void peers(boolean regtest) {
    if (!node.peers.known()) {
      return;
    }
    int out = node.peers.outbound();
    int all = out + node.peers.inbound();
    if (out == 0 && !regtest) {
      reason(
          State.WARN, "No outbound peer", "the node hears only from those who came by themselves");
      return;
    }
    Set<String> networks = new TreeSet<>();
    node.peers.peers().forEach(peer -> networks.add(peer.network()));
    networks.remove("");
    reason(
        State.OK,
        Words.counted(all, "peer", "peers"),
        networks.isEmpty()
            ? ""
            : "on "
                + (networks.size() == 1
                    ? networks.iterator().next()
                    : networks.size() + " networks"));
  }

  private String left() {
    Optional<NodeView.Sync> sync = node.chain.sync();
    if (sync.isEmpty()) {
      return "";
    }
    String progress =
        String.format(Locale.ROOT, "%.1f %%", Math.floor(sync.get().progress() * 1_000) / 10);
    OptionalLong low = sync.get().leftLowSeconds();
    OptionalLong high = sync.get().leftHighSeconds();
    if (low.isEmpty() || high.isEmpty()) {
      return progress
          + ", "
          + Words.counted(sync.get().blocksBehind(), "block", "blocks")
          + " to go";
    }
    return progress + ", about " + range(low.getAsLong(), high.getAsLong()) + " left";
  }

  /// `3 to 4 h`, `20 to 35 min`.
  static String range(long low, long high) {
    if (high < 120) {
      return "2 min";
    }
    long unit = high < 2 * 3_600 ? 60 : high < 2 * 86_400 ? 3_600 : 86_400;
    String word = unit == 60 ? " min" : unit == 3_600 ? " h" : " d";
    long from = Math.max(1, low / unit);
    long to = Math.max(from, (high + unit - 1) / unit);
    return from == to ? to + word : from + " to " + to + word;
  }

  private Status byTracepoints() {
    if (!node.life.isWatched()) {
      return alone(
          State.UNKNOWN,
          "not watched",
          "",
          "Nothing is known",
          "neither RPC nor tracepoints can be used");
    }
    long at = node.chain.connectedAt();
    peers(node.chainName().filter(name -> name.equals("regtest")).isPresent());
    if (at >= 0 && now - at < OLD_TIP_MS) {
      reason(State.OK, "Connects blocks", tip("block " + Words.count(node.chain.height())));
      boolean well = reasons.stream().noneMatch(r -> r.state() == State.WARN);
      return new Status(well ? State.OK : State.WARN, "connecting blocks", "", reasons);
    }
    String detail = "Without RPC it cannot be told whether it is at the tip.";
    reason(State.UNKNOWN, "Running", "without RPC it cannot be told whether it is at the tip");
    return new Status(State.UNKNOWN, "running", detail, reasons);
  }

  /// How well it is watched; says nothing of the node.
  private void watching() {
    String vedette = "vedette";
    long lost = node.losses.lastHour(now);
    if (node.losses.within(LOSS_MS, now) && lost > 0) {
      reasons.add(
          new NowView.Reason(
              State.WARN,
              vedette,
              Words.counted(lost, "event", "events") + " lost",
              "in the last hour: too much came at once"));
    } else if (node.withoutTracepoints.isPresent()) {
      reasons.add(
          new NowView.Reason(
              State.WARN, vedette, "Tracepoints are not watched", node.withoutTracepoints.get()));
    } else if (node.life.isWatched() && lost == 0) {
      reasons.add(new NowView.Reason(State.OK, vedette, "0 lost", "in the last hour"));
    }
  }
}
