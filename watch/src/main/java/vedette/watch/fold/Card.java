package vedette.watch.fold;

import java.util.Optional;
import vedette.watch.view.NodeView;
import vedette.watch.view.State;

/// A node as a card shows it.
record Card(NodeFold node, Told told, Status status, long since) {

  NodeView view(long now, NodeView.Rates rates) {
    Life life = node.life;
    return new NodeView(
        node.key,
        node.kind,
        node.demo,
        status.state(),
        status.word(),
        Math.max(since, 0),
        status.detail(),
        told.chain(),
        told.version(),
        life.pid(),
        life.startedAt(),
        node.chain.tip(),
        status.state() == State.SYNCING ? node.chain.sync() : Optional.empty(),
        connections(now),
        told.pool(),
        rates,
        node.chain.disk(),
        tracepoints(now),
        node.calls.view(
            node.withoutRpc,
            node.calls.outcomeAt() >= 0 && now - node.calls.outcomeAt() > Judge.STALE_MS),
        told.warnings());
  }

  private Optional<NodeView.Connections> connections(long now) {
    if (!node.peers.known() || node.life.process() == Life.Presence.GONE) {
      return Optional.empty();
    }
    // While their coming and going is watched the numbers are of now.
    boolean watched =
        node.life.watches("net:closed_connection") && node.life.watches("net:inbound_connection");
    long asOf = watched ? now : node.peers.listedAt().orElse(Math.max(node.lastEventAt, 0));
    return Optional.of(new NodeView.Connections(node.peers.inbound(), node.peers.outbound(), asOf));
  }

  private NodeView.Tracepoints tracepoints(long now) {
    Life life = node.life;
    long lost = node.counters().get(Counter.LOST);
    State state;
    String detail = "";
    if (life.process() == Life.Presence.GONE) {
      state = State.GONE;
    } else if (node.withoutTracepoints.isPresent()) {
      state = State.WARN;
      detail = Words.tame(node.withoutTracepoints.get(), 300);
    } else if (!life.isWatched()) {
      state = State.UNKNOWN;
      detail = "Not attached yet.";
    } else if (node.losses.lastHour(now) > 0) {
      state = State.WARN;
      detail =
          Words.counted(node.losses.lastHour(now), "event", "events") + " lost in the last hour.";
    } else {
      state = State.OK;
    }
    return new NodeView.Tracepoints(state, life.attached(), life.missing(), lost, detail);
  }
}
