package vedette.app.kinds;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import vedette.poll.Trouble;
import vedette.watch.service.ServiceKind;
import vedette.watch.view.State;

/// How each kind of service comes into each way to be.
final class Scenes {
  /// One way of one kind: how it comes about, and what is then shown.
  record Scene(ServiceKind kind, Way way, State state, String word, Consumer<Life> script) {
    @Override
    public String toString() {
      return kind.title() + " " + way;
    }
  }

  /// Kinds whose troubles cannot be told from outside end with another than GONE.
  private static final Map<String, Trouble> ENDS =
      Map.ofEntries(
          entry("machine", Trouble.TIMEOUT),
          entry("units", Trouble.TIMEOUT),
          entry("certificates", Trouble.TIMEOUT),
          entry("backup", Trouble.TIMEOUT));

  static final List<Scene> ALL = staged();

  private final List<Scene> scenes = new ArrayList<>();

  private Scenes() {}

  private static List<Scene> staged() {
    Scenes all = new Scenes();
    ChainWays.stage(all);
    HostWays.stage(all);
    SafekeepingWays.stage(all);
    return List.copyOf(all.scenes);
  }

  void add(ServiceKind kind, Way way, State state, String word, Consumer<Life> script) {
    scenes.add(new Scene(kind, way, state, word, script));
  }

  /// What follows for every kind from how it is when it is well.
  void well(ServiceKind kind, State state, String word, Consumer<Life> up) {
    add(kind, Way.UP, state, word, up);
    add(kind, Way.STALE, State.STALE, "stale", up.andThen(Life::falls));
    Map<Way, String> not = NoWay.REASONS.getOrDefault(kind.word(), Map.of());
    if (!not.containsKey(Way.HANGING)) {
      add(kind, Way.HANGING, State.BAD, "hangs", up.andThen(it -> it.fails(Trouble.TIMEOUT)));
    }
    if (!not.containsKey(Way.GONE)) {
      add(kind, Way.GONE, State.GONE, "gone", up.andThen(it -> it.fails(Trouble.UNREACHABLE)));
    }
    Trouble ends = ENDS.getOrDefault(kind.word(), Trouble.UNREACHABLE);
    add(
        kind,
        Way.BACK,
        state,
        word,
        up.andThen(it -> it.fails(ends).passes(Duration.ofSeconds(40))).andThen(up));
  }
}
