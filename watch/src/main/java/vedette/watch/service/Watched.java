package vedette.watch.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vedette.poll.Reading;
import vedette.watch.fold.Words;
import vedette.watch.view.Figure;
import vedette.watch.view.ServicePage;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// One service: its fold, its calls, and what became of its state. Guarded by the lock of
/// [Services].
final class Watched implements Surroundings {
  private static final int LONGEST_WORD = 40;
  private static final int LONGEST_LABEL = 128;
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_FIGURES = 3;

  /// A change worth telling.
  record Told(State state, String text) {}

  private final ServiceKind kind;
  private final String key;
  private final Services.Nodes nodes;
  private final Reach reach;
  private final ServiceFold fold;
  private String name;
  private List<String> needs;
  private State state = State.UNKNOWN;
  private String word = "";
  private long since;
  private long troubleSince = -1;
  private long outages;
  private long dropped;

  Watched(
      ServiceKind kind,
      String key,
      String name,
      List<String> needs,
      Services.Nodes nodes,
      long now) {
    this.kind = kind;
    this.key = key;
    this.name = name;
    this.needs = List.copyOf(needs);
    this.nodes = nodes;
    this.since = now;
    this.reach = new Reach(kind.mainCall());
    this.fold = kind.fold(key, this);
  }

  void describe(String newName, List<String> newNeeds) {
    name = newName;
    needs = List.copyOf(newNeeds);
  }

  ServiceKind kind() {
    return kind;
  }

  String key() {
    return key;
  }

  @Override
  public Reach reach() {
    return reach;
  }

  @Override
  public List<String> needs() {
    return needs;
  }

  @Override
  public OptionalLong bitcoinHeight() {
    return Services.height(needs, nodes::height);
  }

  @Override
  public Optional<String> bitcoinChain() {
    return needs.stream().flatMap(need -> nodes.chain(need).stream()).findFirst();
  }

  void accept(Reading reading) {
    reach.accept(reading);
    fold.accept(reading);
  }

  void tick(long now) {
    fold.tick(now);
  }

  Standing standing(long now) {
    return fold.standing(now);
  }

  /// Whether nothing is wrong with it that the lack of something else could explain.
  boolean wellWithoutOthers(long now) {
    return switch (standing(now).state()) {
      case OK, SYNCING, LOCKED -> true;
      case STARTING, WAITING, WARN, STALE, UNKNOWN, GONE, BAD -> false;
    };
  }

  private Standing seen(@Nullable String waitsFor, long now) {
    Standing own = standing(now);
    if (waitsFor == null) {
      return own;
    }
    String detail = own.word() + (own.detail().isEmpty() ? "" : ": " + own.detail());
    return new Standing(State.WAITING, "waits for " + waitsFor, detail, own.asOf());
  }

  /// Notices a change of state; empty if there is none that is worth telling.
  Optional<Told> judge(@Nullable String waitsFor, long now) {
    Standing standing = seen(waitsFor, now);
    if (standing.state() == state && standing.word().equals(word)) {
      return Optional.empty();
    }
    State before = state;
    boolean first = word.isEmpty();
    state = standing.state();
    word = standing.word();
    since = now;
    boolean trouble = isTrouble(state);
    String text = name + ": " + word + ".";
    if (trouble && troubleSince < 0) {
      troubleSince = now;
      if (!first && before == State.OK) {
        outages++;
      }
    } else if (state == State.OK && troubleSince >= 0) {
      text = name + " is back after " + Words.age(now - troubleSince) + ": " + word + ".";
      troubleSince = -1;
    }
    // How it was found at the start is no change.
    return first || (before == State.UNKNOWN && state == State.OK)
        ? Optional.empty()
        : Optional.of(new Told(state, text));
  }

  private static boolean isTrouble(State state) {
    return switch (state) {
      case GONE, BAD, STALE, WAITING, LOCKED -> true;
      case OK, SYNCING, STARTING, WARN, UNKNOWN -> false;
    };
  }

  ServiceView view(@Nullable String waitsFor, long now) {
    Standing standing = seen(waitsFor, now);
    List<Figure> figures = fold.figures(now);
    return new ServiceView(
        key,
        kind.word(),
        name,
        standing.state(),
        Words.tame(standing.word(), LONGEST_WORD),
        since,
        Words.tame(standing.detail(), 300),
        standing.asOf(),
        figures.subList(0, Math.min(MOST_FIGURES, figures.size())),
        needs,
        Optional.ofNullable(waitsFor));
  }

  ServicePage page(@Nullable String waitsFor, long now) {
    List<ServicePage.Row> rows = new ArrayList<>();
    for (Measured value : measured(now)) {
      if (rows.size() < MOST_ROWS) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < value.labels().size(); i++) {
          labels.put(value.measure().labels().get(i), value.labels().get(i));
        }
        rows.add(
            new ServicePage.Row(
                value.measure().name(),
                Collections.unmodifiableMap(labels),
                value.value(),
                value.measure().unit()));
      }
    }
    return new ServicePage(view(waitsFor, now), List.copyOf(rows), fold.page(now));
  }

  List<Measured> measured(long now) {
    List<Measured> all = new ArrayList<>();
    Map<String, Integer> used = new HashMap<>();
    Set<List<String>> seen = new HashSet<>();
    long asOf = reach.asOf().orElse(now);
    fold.measure(
        (measure, value, labels) -> {
          List<String> values =
              Arrays.stream(labels).map(label -> Words.tame(label, LONGEST_LABEL)).toList();
          if (values.size() != measure.labels().size()) {
            throw new IllegalArgumentException(
                measure.name() + ": expected labels " + measure.labels() + ". Found: " + values);
          }
          List<String> identity = new ArrayList<>(values);
          identity.add(measure.name());
          if (!Double.isFinite(value)) {
            return;
          }
          if (!seen.add(identity) || used.merge(measure.name(), 1, Integer::sum) > measure.most()) {
            dropped++;
            return;
          }
          all.add(new Measured(key, measure, values, value, asOf));
        },
        now);
    return all;
  }

  Tally tally(@Nullable String waitsFor, long now) {
    return new Tally(
        key,
        kind.word(),
        seen(waitsFor, now).state(),
        since,
        reach.asOf(),
        outages,
        reach.answered(),
        Map.copyOf(reach.failed()),
        dropped);
  }

  List<SystemView.PollRow> polls() {
    return reach.rows(key);
  }
}
