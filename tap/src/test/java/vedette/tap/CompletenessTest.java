package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vedette.event.NetEvent;
import vedette.event.VedetteEvent;

/// Everything that a node fires arrives, equal in every field, or is counted.
@NeedsKernel
@Tag("alone")
class CompletenessTest {
  @TempDir Path folder;

  /// Two nodes of one binary, one of them with messages of 4,000,000 bytes.
  @Test
  void amongAMillionEventsNoneIsUnaccountedAndNoPayloadDiffers() {
    Path program = Programs.demo(folder);
    Path mixed = folder.resolve("mixed.report");
    Path large = folder.resolve("large.report");
    try (Node most =
            Node.start(
                program,
                "--leash",
                "--rate",
                "60000",
                "--count",
                "985000",
                "--seed",
                "1",
                "--report",
                mixed.toString());
        Node few =
            Node.start(
                program,
                "--leash",
                "--rate",
                "900",
                "--count",
                "15000",
                "--seed",
                "2",
                "--payload",
                "4000000",
                "--payload-share",
                "1",
                "--report",
                large.toString());
        Tap tap = Live.open(program);
        Comparison ofMost = new Comparison(mixed);
        Comparison ofFew = new Comparison(large)) {
      Map<Integer, Comparison> comparisons = Map.of(most.pid(), ofMost, few.pid(), ofFew);
      Sequence sequence = new Sequence();
      long[] largest = new long[1];
      few.begin();
      most.begin();
      most.drain(
          tap,
          event -> {
            sequence.accept(event);
            if (!(event instanceof VedetteEvent)) {
              int pid = event.origin().node().pid();
              Objects.requireNonNull(comparisons.get(pid), "unknown process").accept(event);
            }
            if (event instanceof NetEvent.Message message) {
              largest[0] = Math.max(largest[0], message.message().payload().size());
            }
          });
      few.drain(
          tap,
          event -> {
            sequence.accept(event);
            if (!(event instanceof VedetteEvent)) {
              ofFew.accept(event);
            }
          });
      Map<String, Long> fired = new TreeMap<>(most.summary().fired());
      few.summary().fired().forEach((event, count) -> fired.merge(event, count, Long::sum));
      ofMost.finish();
      ofFew.finish();

      assertThat(fired.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000_000);
      assertThat(fired).hasSize(20);
      assertThat(ofMost.unexplained()).as(ofMost.firstSkip()).isZero();
      assertThat(ofFew.unexplained()).as(ofFew.firstSkip()).isZero();
      Map<String, Long> missing = new TreeMap<>(ofMost.skipped());
      ofFew.skipped().forEach((event, count) -> missing.merge(event, count, Long::sum));
      Map<String, Long> bare = new TreeMap<>(ofMost.withoutPayload());
      ofFew.withoutPayload().forEach((event, count) -> bare.merge(event, count, Long::sum));
      for (SourceStats.Count count : tap.stats().events()) {
        String event = count.event();
        assertThat(count.delivered() + count.lost())
            .as("received and lost of %s", event)
            .isEqualTo(fired.get(event));
        assertThat(count.lost()).as(event).isEqualTo(missing.getOrDefault(event, 0L));
        assertThat(count.payloads()).as(event).isEqualTo(bare.getOrDefault(event, 0L));
        assertThat(count.faults()).as("faults of %s", event).isZero();
        assertThat(count.cut()).as("cut of %s", event).isZero();
      }
      assertThat(sequence.gaps()).isEqualTo(Live.lost(tap)).isEqualTo(sequence.announced());
      assertThat(largest[0]).isEqualTo(4_000_000);
    }
  }

  /// Of several threads each keeps its own order.
  @Test
  void eachThreadKeepsItsOrder() {
    Path program = Programs.demo(folder);
    Path report = folder.resolve("report");
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--threads",
                "2",
                "--rate",
                "20000",
                "--count",
                "60000",
                "--seed",
                "3",
                "--report",
                report.toString());
        // Sixty thousand events take more room than those of other tests.
        Tap tap = Tap.open(Live.options(program).withRingBytes(2 * Live.ROOM))) {
      List<Fired> delivered = new ArrayList<>();
      node.begin()
          .drain(
              tap,
              event -> {
                if (!(event instanceof VedetteEvent)) {
                  delivered.add(Fired.of(event));
                }
              });
      Map<Integer, List<Fired>> fired = new HashMap<>();
      for (Report.Line line : Report.all(report)) {
        fired.computeIfAbsent(line.thread(), thread -> new ArrayList<>()).add(line.fired());
      }
      assertThat(tap.stats().complete()).isTrue();
      assertThat(delivered).hasSize(60_000);
      assertThat(fired.keySet()).containsExactlyInAnyOrder(0, 1);
      assertInterleaved(
          delivered, fired.getOrDefault(0, List.of()), fired.getOrDefault(1, List.of()));
    }
  }

  /// That a list is made of two others, each in its own order. Equal events make it ambiguous which
  /// of the two one comes from, so every possible split is followed.
  private static void assertInterleaved(List<Fired> all, List<Fired> one, List<Fired> other) {
    Set<Integer> splits = Set.of(0);
    for (int i = 0; i < all.size(); i++) {
      Set<Integer> next = new HashSet<>();
      for (int ofOne : splits) {
        int ofOther = i - ofOne;
        if (ofOne < one.size() && one.get(ofOne).equals(all.get(i))) {
          next.add(ofOne + 1);
        }
        if (ofOther < other.size() && other.get(ofOther).equals(all.get(i))) {
          next.add(ofOne);
        }
      }
      assertThat(next).as("event %d, %s, is out of order", i, all.get(i)).isNotEmpty();
      splits = next;
    }
    assertThat(splits).contains(one.size());
  }

  /// What runs on kernels without uprobe_multi links (before 6.6) or dynptrs (before 5.19).
  @ParameterizedTest
  @EnumSource(Attacher.Way.class)
  void everyWayOfAttachingIsComplete(Attacher.Way way) {
    Path program = Programs.demo(folder);
    Path report = folder.resolve("report");
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--rate",
                "8000",
                "--count",
                "20000",
                "--seed",
                "4",
                "--payload",
                "100000",
                "--payload-share",
                "3",
                "--report",
                report.toString());
        Tap tap = Tap.open(Live.options(program), way)) {
      List<Fired> delivered = new ArrayList<>();
      node.begin()
          .drain(
              tap,
              event -> {
                if (!(event instanceof VedetteEvent)) {
                  delivered.add(Fired.of(event));
                }
              });
      boolean ladder = way == Attacher.Way.MULTI_LADDER || way == Attacher.Way.PERF_LADDER;
      List<Fired> fired = Report.fired(report);
      assertThat(tap.way()).isEqualTo(way.name());
      Live.assertSame(delivered, fired.stream().map(event -> Live.bounded(way, event)).toList());
      long longer =
          fired.stream()
              .filter(event -> event.event().endsWith("bound_message"))
              .filter(event -> event.fields().get(1).length() > 79)
              .count();
      assertThat(longer).isPositive();
      assertThat(tap.stats().events().stream().mapToLong(SourceStats.Count::cut).sum())
          .isEqualTo(ladder ? longer : 0);
      assertThat(Live.lost(tap)).isZero();
    }
  }

  /// A comparison that cannot fail proves nothing.
  @Test
  void aComparisonSeesAChangedFieldALossAndADouble() {
    Path program = Programs.demo(folder);
    Path report = folder.resolve("report");
    try (Node node =
        Node.start(
            program,
            "--no-semaphores",
            "--rate",
            "0",
            "--count",
            "2500",
            "--seed",
            "5",
            "--report",
            report.toString())) {
      node.summary();
    }
    List<Fired> fired = Report.fired(report);
    Fired one = fired.get(1700);
    List<String> fields = new ArrayList<>(one.fields());
    fields.set(0, fields.getFirst() + "0");
    List<Fired> changed = new ArrayList<>(fired);
    changed.set(1700, new Fired(one.event(), fields, one.payload()));
    List<Fired> lacking = new ArrayList<>(fired);
    lacking.remove(1700);
    List<Fired> doubled = new ArrayList<>(fired);
    doubled.add(1700, one);

    try (Comparison same = compared(report, fired);
        Comparison ofChanged = compared(report, changed);
        Comparison ofLacking = compared(report, lacking);
        Comparison ofDoubled = compared(report, doubled)) {
      assertThat(same.equal()).isEqualTo(2500);
      assertThat(same.unexplained()).isZero();
      assertThat(same.skipped()).isEmpty();
      assertThat(ofChanged.unexplained()).isPositive();
      assertThat(ofLacking.unexplained()).isZero();
      assertThat(ofLacking.skipped()).isEqualTo(Map.of(one.event(), 1L));
      assertThat(ofDoubled.unexplained()).isPositive();
    }
  }

  private static Comparison compared(Path report, List<Fired> delivered) {
    Comparison comparison = new Comparison(report);
    delivered.forEach(comparison::accept);
    comparison.finish();
    return comparison;
  }
}
