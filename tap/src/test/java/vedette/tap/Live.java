package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vedette.event.Selection;
import vedette.event.VedetteEvent;

/// What the live tests share.
final class Live {
  /// A ring for all that a test fires: this process may be held up for longer than the node lives.
  static final int ROOM = 32 << 20;

  private Live() {}

  static TapOptions options(Path program) {
    return options(new Target.Executable(program));
  }

  static TapOptions options(Target target) {
    return TapOptions.defaults().withTarget(target).withRingBytes(ROOM);
  }

  static Tap open(Path program) {
    return Tap.open(options(program));
  }

  static Tap open(Path program, String selection) {
    return Tap.open(options(program).withSelection(Selection.parse(selection)));
  }

  static long lost(Tap tap) {
    return tap.stats().events().stream().mapToLong(SourceStats.Count::lost).sum();
  }

  static SourceStats.Count stats(Tap tap, String event) {
    return tap.stats().events().stream()
        .filter(count -> count.event().equals(event))
        .findFirst()
        .orElseThrow();
  }

  /// What is left of an event where the kernel's programs have no dynptrs: the address of a message
  /// has 79 characters at most.
  static Fired bounded(Attacher.Way way, Fired event) {
    boolean ladder = way == Attacher.Way.MULTI_LADDER || way == Attacher.Way.PERF_LADDER;
    if (!ladder
        || !event.event().endsWith("bound_message")
        || event.fields().get(1).length() < 80) {
      return event;
    }
    List<String> fields = new ArrayList<>(event.fields());
    fields.set(1, fields.get(1).substring(0, 79));
    return new Fired(event.event(), fields, event.payload());
  }

  /// The same in the same order; tells the first difference, not two long lists.
  static void assertSame(List<Fired> delivered, List<Fired> fired) {
    for (int i = 0; i < Math.min(delivered.size(), fired.size()); i++) {
      assertThat(delivered.get(i)).as("event %d of %d", i, fired.size()).isEqualTo(fired.get(i));
    }
    assertThat(delivered.size()).as("number of events").isEqualTo(fired.size());
  }

  static List<VedetteEvent.Node> nodes(List<?> events) {
    return events.stream()
        .filter(VedetteEvent.Node.class::isInstance)
        .map(VedetteEvent.Node.class::cast)
        .toList();
  }
}
