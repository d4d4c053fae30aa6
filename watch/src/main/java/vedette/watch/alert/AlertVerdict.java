package vedette.watch.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vedette.watch.view.AlertsView;
import vedette.watch.view.NowView;
import vedette.watch.view.State;

/// Lets what fires speak in the verdict of topic `now`.
public final class AlertVerdict {
  private static final int REASONS = 4;
  private static final int LONGEST = 64;

  private AlertVerdict() {}

  /// The view with reasons from alerts that are nobody's to silence: what is muted, follows from
  /// something else, or is said already of the same node or service, gives none.
  public static NowView of(NowView now, AlertsView alerts) {
    List<NowView.Reason> reasons = new ArrayList<>(now.verdict().reasons());
    State worst = now.verdict().state();
    String sentence = now.verdict().sentence();
    for (AlertsView.Row row : alerts.firing()) {
      if (speaks(row) && !said(row, reasons)) {
        State state = row.severity().equals("critical") ? State.BAD : State.WARN;
        reasons.add(new NowView.Reason(state, who(row), fact(row), row.todo()));
        if (state.compareTo(worst) > 0) {
          worst = state;
          sentence = sentence(row);
        }
      }
    }
    reasons.sort(Comparator.comparing(NowView.Reason::state).reversed());
    return new NowView(
        now.demo(),
        new NowView.Verdict(
            worst, sentence, List.copyOf(reasons.subList(0, Math.min(REASONS, reasons.size())))),
        now.nodes(),
        now.services(),
        now.changes());
  }

  private static boolean speaks(AlertsView.Row row) {
    return row.silence().isEmpty() && row.followsFrom().isEmpty() && !row.severity().equals("info");
  }

  private static boolean said(AlertsView.Row row, List<NowView.Reason> reasons) {
    return reasons.stream()
        .anyMatch(it -> it.node().equals(who(row)) && it.state().compareTo(State.WARN) >= 0);
  }

  private static String who(AlertsView.Row row) {
    return row.subject().isEmpty() ? "vedette" : row.subject();
  }

  private static String fact(AlertsView.Row row) {
    return row.title().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
        + row.title().substring(1);
  }

  private static String sentence(AlertsView.Row row) {
    String all = (row.subject().isEmpty() ? "" : row.subject() + ": ") + row.title() + ".";
    return all.length() <= LONGEST ? all : "An alert needs you.";
  }
}
