package vedette.watch.fold;

import vedette.poll.Trouble;
import vedette.watch.view.State;

/// Notices when a node's state turns, and writes it down in words.
final class Turns {
  private static final long FRESH_START_MS = 120_000;
  private static final long SETTLED_MS = 60_000;

  private final NodeFold node;
  private final Changes changes;
  private State state = State.UNKNOWN;
  private String word = "";
  private long since = -1;
  private boolean rpcFailed;

  Turns(NodeFold node, Changes changes) {
    this.node = node;
    this.changes = changes;
  }

  /// Since when it is in its state, ms.
  long since() {
    return since;
  }

  void runs(Life.News news, long startedAt, long at) {
    switch (news) {
      case NONE -> {}
      case FIRST -> {
        if (startedAt >= 0 && at - startedAt < FRESH_START_MS) {
          say(startedAt, State.OK, node.title() + " started");
        }
      }
      case AGAIN -> {
        long gone = node.life.goneAt();
        boolean seen = state == State.GONE && gone >= 0 && at >= gone;
        say(
            at,
            State.OK,
            node.title() + (seen ? " runs again, after " + Words.age(at - gone) : " restarted"));
      }
    }
  }

  void ended(long at) {
    say(at, State.GONE, node.title() + " stopped");
    turn(State.GONE, "not running", at);
  }

  void tick(Status status, long now) {
    rpc(now);
    if (status.state() == state && status.word().equals(word)) {
      return;
    }
    if (state == State.SYNCING
        && (status.state() == State.OK || status.word().equals("at the tip"))) {
      say(
          now,
          State.OK,
          "Caught up with the network at height " + Words.count(node.chain.height()));
    }
    if (status.state() == State.STALE) {
      say(now, State.STALE, "RPC has gone silent");
    }
    turn(status.state(), status.word(), now);
  }

  private void turn(State newState, String newWord, long at) {
    state = newState;
    word = newWord;
    since = at;
  }

  private void rpc(long now) {
    if (node.withoutRpc.isPresent() || node.life.process() == Life.Presence.GONE) {
      return;
    }
    Trouble trouble = node.calls.trouble().orElse(null);
    boolean settling =
        node.restartedAt >= 0
            && now - node.restartedAt < SETTLED_MS
            && trouble == Trouble.UNREACHABLE;
    if (trouble != null && trouble != Trouble.STARTING && !rpcFailed && !settling) {
      rpcFailed = true;
      say(node.calls.outcomeAt(), Calls.state(trouble), "RPC: " + trouble.word());
    } else if (rpcFailed && trouble == null && node.calls.outcomeAt() >= 0) {
      rpcFailed = false;
      say(node.calls.outcomeAt(), State.OK, "RPC answers again");
    }
  }

  /// A tip that is too old is odd on its network.
  void tip(Oddities oddities, long now) {
    if (word.equals("no new block")) {
      oddities.of(
          now,
          "stale_tip",
          "No block for %s, while the network finds one every 10 min on average: the node may be cut off from it."
              .formatted(
                  Words.age(now - Math.max(node.chain.tipTime(), node.chain.connectedAt()))));
    }
  }

  private void say(long at, State how, String text) {
    changes.add(at, how, node.key, text);
  }
}
