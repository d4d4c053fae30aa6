package vedette.watch.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vedette.watch.view.NodeView;
import vedette.watch.view.NowView;
import vedette.watch.view.State;

/// The sentence on top: the worst of all nodes, and at most four reasons.
public final class Verdicts {
  private static final int REASONS = 4;

  private Verdicts() {}

  /// Topic `now` of these nodes.
  public static NowView now(Collection<NodeFold> nodes, Changes changes, long now) {
    Map<String, NodeView> views = new LinkedHashMap<>();
    List<NowView.Reason> reasons = new ArrayList<>();
    boolean real = nodes.stream().anyMatch(node -> !node.isDemo());
    List<State> states = new ArrayList<>();
    for (NodeFold node : nodes) {
      Status status = node.status(now);
      views.put(node.key(), node.view(now));
      // The demo beside a real node says nothing about the real one.
      if (!node.isDemo() || !real) {
        states.add(status.state());
        reasons.addAll(status.reasons());
      }
    }
    reasons.sort(Comparator.comparing(NowView.Reason::state).reversed());
    State worst = states.stream().max(Comparator.naturalOrder()).orElse(State.UNKNOWN);
    String sentence =
        nodes.isEmpty()
            ? "No node is watched yet."
            : !real && worst == State.OK
                ? "The demo node runs; everything shown is made up."
                : sentence(worst, states);
    return new NowView(
        !nodes.isEmpty() && !real,
        new NowView.Verdict(
            worst, sentence, List.copyOf(reasons.subList(0, Math.min(REASONS, reasons.size())))),
        Collections.unmodifiableMap(views),
        changes.view(now));
  }

  private static String sentence(State worst, List<State> states) {
    if (states.size() == 1) {
      return "Your Bitcoin node " + says(worst, true) + ".";
    }
    long of = states.stream().filter(state -> state == worst).count();
    return worst == State.OK
        ? "All " + states.size() + " nodes are well."
        : of + " of " + states.size() + " nodes " + says(worst, of == 1) + ".";
  }

  private static String says(State state, boolean one) {
    return switch (state) {
      case OK -> one ? "is well" : "are well";
      case SYNCING -> one ? "is catching up" : "are catching up";
      case STARTING -> one ? "is starting" : "are starting";
      case WARN -> one ? "needs a look" : "need a look";
      case STALE -> one ? "has gone silent" : "have gone silent";
      case UNKNOWN -> "cannot be judged yet";
      case GONE -> one ? "is not running" : "are not running";
      case BAD -> one ? "does not answer" : "do not answer";
    };
  }
}
