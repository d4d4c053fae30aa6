package vedette.watch.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vedette.watch.view.NodeView;
import vedette.watch.view.NowView;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;

/// The sentence on top: the worst of all nodes, and at most four reasons.
public final class Verdicts {
  private static final int REASONS = 4;
  private static final int CHANGES = 100;

  /// Kinds that are there for others: who watches only these has not connected anything yet, and
  /// what is not known of one of them says nothing about the others.
  private static final Set<String> AROUND =
      Set.of("machine", "units", "certificates", "tor", "openbao");

  private Verdicts() {}

  /// Topic `now` of these nodes and services.
  ///
  /// @param changed of the services, newest first
  public static NowView now(
      Collection<NodeFold> nodes,
      Map<String, ServiceView> services,
      Changes changes,
      List<NowView.Change> changed,
      long now) {
    Map<String, NodeView> views = new LinkedHashMap<>();
    List<List<NowView.Reason>> told = new ArrayList<>();
    boolean real = nodes.stream().anyMatch(node -> !node.isDemo());
    boolean several = nodes.stream().filter(node -> !node.isDemo() || !real).count() > 1;
    List<State> states = new ArrayList<>();
    for (NodeFold node : nodes) {
      Status status = node.status(now);
      views.put(node.key(), node.view(now));
      // The demo beside a real node says nothing about the real one.
      if (!node.isDemo() || !real) {
        states.add(status.state());
        told.add(
            status.reasons().stream()
                .map(reason -> several ? of(node.key(), reason) : reason)
                .toList());
      }
    }
    List<State> ofNodes = List.copyOf(states);
    List<NowView.Reason> reasons = inTurn(told);
    for (ServiceView service : services.values()) {
      if (service.state() != State.UNKNOWN || !AROUND.contains(service.kind())) {
        states.add(service.state());
      }
      reason(service).ifPresent(reasons::add);
    }
    reasons.sort(Comparator.comparing(NowView.Reason::state).reversed());
    State worst = states.stream().max(Comparator.naturalOrder()).orElse(State.UNKNOWN);
    String sentence =
        nodes.isEmpty()
                && services.values().stream().allMatch(it -> AROUND.contains(it.kind()))
                && worst.compareTo(State.WARN) < 0
            ? "No node is watched yet."
            : !nodes.isEmpty() && !real && worst == State.OK
                ? "The demo node runs; everything shown of it is made up."
                : services.isEmpty()
                    ? sentence(worst, ofNodes)
                    : ofAll(worst, ofNodes, services.values());
    return new NowView(
        !nodes.isEmpty() && !real,
        new NowView.Verdict(
            worst, sentence, List.copyOf(reasons.subList(0, Math.min(REASONS, reasons.size())))),
        Collections.unmodifiableMap(views),
        services,
        together(changes.view(now), changed));
  }

  /// The first of each node before the second of any: there is room for few.
  private static List<NowView.Reason> inTurn(List<List<NowView.Reason>> told) {
    List<NowView.Reason> all = new ArrayList<>();
    int most = told.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (List<NowView.Reason> one : told) {
        if (i < one.size()) {
          all.add(one.get(i));
        }
      }
    }
    return all;
  }

  /// Says of which node it is.
  private static NowView.Reason of(String node, NowView.Reason reason) {
    String fact = reason.fact();
    boolean word = fact.length() > 1 && Character.isLowerCase(fact.charAt(1));
    return new NowView.Reason(
        reason.state(),
        reason.node(),
        Words.tame(node, 24)
            + ": "
            + (word ? Character.toLowerCase(fact.charAt(0)) + fact.substring(1) : fact),
        reason.rest());
  }

  /// What is wrong with a service; one that waits for another gives none of its own.
  private static Optional<NowView.Reason> reason(ServiceView service) {
    return switch (service.state()) {
      case OK, SYNCING, STARTING, WAITING, UNKNOWN -> Optional.empty();
      case LOCKED, WARN, STALE, GONE, BAD ->
          Optional.of(
              new NowView.Reason(
                  service.state(),
                  service.key(),
                  service.name() + ": " + service.word(),
                  service.detail()));
    };
  }

  private static List<NowView.Change> together(
      List<NowView.Change> ofNodes, List<NowView.Change> ofServices) {
    if (ofServices.isEmpty()) {
      return ofNodes;
    }
    return Stream.concat(ofNodes.stream(), ofServices.stream())
        .sorted(Comparator.comparingLong(NowView.Change::at).reversed())
        .limit(CHANGES)
        .toList();
  }

  /// A sentence about nodes and services together: the worst one speaks.
  private static String ofAll(State worst, List<State> nodes, Collection<ServiceView> services) {
    int all = nodes.size() + services.size();
    if (worst == State.OK) {
      return all == 1 ? "Your service is well." : "All " + all + " services are well.";
    }
    List<ServiceView> worstOnes =
        services.stream().filter(service -> service.state() == worst).toList();
    if (nodes.contains(worst)) {
      return nodes.size() == 1 || worstOnes.isEmpty()
          ? sentence(worst, nodes)
          : "Several services need a look.";
    }
    return worstOnes.size() == 1
        ? Words.tame(worstOnes.getFirst().name(), 24) + " " + says(worstOnes.getFirst()) + "."
        : worstOnes.size() + " of " + all + " services " + says(worst, false) + ".";
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

  /// Of one that does not work the word says more than its state.
  private static String says(ServiceView service) {
    if (service.state() != State.BAD) {
      return says(service.state(), true);
    }
    return switch (service.word()) {
      case "wrong credentials", "unauthorised" -> "refuses Vedette's credentials";
      case "not allowed" -> "may not be asked by Vedette";
      case "not trusted" -> "shows another certificate than expected";
      case "not understood" -> "answers what Vedette does not understand";
      case "hangs" -> "hangs";
      case "unreachable" -> "does not answer";
      default -> "does not work: " + service.word();
    };
  }

  private static String says(State state, boolean one) {
    return switch (state) {
      case OK -> one ? "is well" : "are well";
      case SYNCING -> one ? "is catching up" : "are catching up";
      case STARTING -> one ? "is starting" : "are starting";
      case WAITING -> one ? "waits for another" : "wait for others";
      case LOCKED -> one ? "is locked" : "are locked";
      case WARN -> one ? "needs a look" : "need a look";
      case STALE -> one ? "has gone silent" : "have gone silent";
      case UNKNOWN -> "cannot be judged yet";
      case GONE -> one ? "is not running" : "are not running";
      case BAD -> one ? "does not answer" : "do not work or do not answer";
    };
  }
}
