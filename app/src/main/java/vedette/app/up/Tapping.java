package vedette.app.up;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.app.config.Config;
import vedette.app.process.DemoNode;
import vedette.event.Event;
import vedette.tap.TapOptions;
import vedette.tap.Target;

/// The one tap for all nodes of this machine: one ring, one order. It is opened anew when the
/// settings that it depends on change.
final class Tapping implements AutoCloseable {
  /// What a tap depends on.
  private record Wish(List<String> names, Config.Tap tap) {}

  private final Consumer<Event> sink;
  private final Vitals vitals;
  private final Voice voice;
  private Wish wish;
  private volatile @Nullable TapLoop loop;

  Tapping(Config config, Consumer<Event> sink, Vitals vitals, Voice voice) {
    this.sink = sink;
    this.vitals = vitals;
    this.voice = voice;
    wish = wish(config);
    loop = TapLoop.start(options(wish), sink, vitals);
  }

  private static Wish wish(Config config) {
    List<String> names = new ArrayList<>();
    if (config.discovery()) {
      names.addAll(((Target.EveryNode) Target.EVERY_NODE).names());
    }
    for (Config.Node node : config.nodes()) {
      node.exe().map(Path::getFileName).ifPresent(name -> add(names, name.toString()));
      if (node.tap() && node.exe().isEmpty()) {
        ((Target.EveryNode) Target.EVERY_NODE).names().forEach(name -> add(names, name));
      }
    }
    if (config.demo() != Config.Demo.NEVER) {
      // By its path: the demo nodes of other Vedettes on this machine are not to notice this one.
      add(names, DemoNode.binary().toString());
    }
    return new Wish(List.copyOf(names), config.tap());
  }

  private static void add(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  private TapOptions options(Wish wanted) {
    return TapOptions.defaults()
        .withTarget(new Target.EveryNode(wanted.names()))
        .withSelection(wanted.tap().select())
        .withRingBytes(Math.toIntExact(wanted.tap().ring()))
        .withProblems(problem -> voice.warn(problem));
  }

  /// Goes by other settings: opens another tap if they differ in what concerns it. What fires
  /// between the two is not seen.
  void configure(Config config) {
    Wish other = wish(config);
    if (!other.equals(wish)) {
      wish = other;
      close();
      loop = TapLoop.start(options(other), sink, vitals);
    }
  }

  /// Waits until the first attempt to attach has ended, in whatever way.
  void awaitFirstTry() {
    loop().ifPresent(TapLoop::awaitFirstTry);
  }

  /// The loop that taps now.
  Optional<TapLoop> loop() {
    return Optional.ofNullable(loop);
  }

  /// Why nothing is tapped, a sentence; empty if all is well.
  String trouble() {
    TapLoop now = loop;
    return now == null ? "" : now.trouble();
  }

  @Override
  public void close() {
    TapLoop now = loop;
    if (now != null) {
      now.close();
    }
  }
}
