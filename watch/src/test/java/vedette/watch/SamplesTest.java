package vedette.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.watch.view.MempoolView;

class SamplesTest {
  private final Story story = new Story().facts(Optional.empty()).appeared(100, false);

  private Map<Series, Double> samples() {
    Map<Series, Double> values = new EnumMap<>(Series.class);
    for (Series.Sample sample : story.watch.samples()) {
      assertThat(values.put(sample.series(), sample.value())).isNull();
    }
    return values;
  }

  @Test
  void ratesAreOfTheTimeBetween() {
    samples();
    story.opened(1, true, 1);
    for (int i = 0; i < 20; i++) {
      story.from(1, "tx", new byte[100]).added(200, 1_000);
    }
    story.removed("block").rejected("min relay fee not met, 1 < 2").after(Duration.ofSeconds(10));
    Map<Series, Double> values = samples();
    assertThat(values)
        .containsEntry(Series.BYTES_IN, 200.0)
        .containsEntry(Series.MESSAGES_IN, 2.0)
        .containsEntry(Series.BYTES_OUT, 0.0)
        .containsEntry(Series.MEMPOOL_ADDED, 2.0)
        .containsEntry(Series.MEMPOOL_ADDED_FEE_RATE, 5.0)
        .containsEntry(Series.CONNECTIONS_OPENED, 6.0)
        .containsEntry(Series.CONNECTIONS_INBOUND, 1.0)
        .containsEntry(Series.EVENTS_LOST, 0.0);
    assertThat(story.reasons)
        .containsExactly(
            new Happenings.Reasons(Map.of("block", 1L), Map.of("min relay fee not met", 1L)));
  }

  @Test
  void whatIsNotKnownHasNoSample() {
    Story bare = new Story().facts(Optional.empty());
    bare.watch.samples();
    bare.after(Duration.ofSeconds(10));
    assertThat(bare.watch.samples()).isEmpty();
    bare.chain(900_000, 900_001, false, 0.999);
    assertThat(bare.watch.samples())
        .extracting(sample -> sample.series().word())
        .containsExactlyInAnyOrder(
            "block_height", "headers", "size_on_disk", "verification_progress", "rpc_ms");
    bare.after(Duration.ofSeconds(90));
    assertThat(bare.watch.samples()).isEmpty();
  }

  @Test
  void endedNodeHasNoSamples() {
    samples();
    story.opened(1, true, 1).after(Duration.ofSeconds(5)).gone().after(Duration.ofSeconds(5));
    assertThat(samples()).isEmpty();
  }

  @Test
  void lossesAreCountedAndSaid() {
    samples();
    story.lost("net:inbound_message", 1_234);
    story.after(Duration.ofSeconds(10));
    assertThat(samples()).containsEntry(Series.EVENTS_LOST, 1_234.0);
    assertThat(story.changes())
        .containsExactly("1\u2009234 events were lost between node and Vedette");
    assertThat(story.node().tracepoints().lost()).isEqualTo(1_234);
  }

  @Test
  void transactionsFallIntoTheirFeeRates() {
    story.added(100, 5).added(200, 200).added(100, 250).added(100, 1_000_000);
    MempoolView mempool = story.watch.mempool(Story.NODE).orElseThrow();
    assertThat(mempool.feeRates())
        .filteredOn(bucket -> bucket.transactions() > 0)
        .extracting(MempoolView.FeeBucket::from)
        .containsExactly(0.0, 1.0, 2.0, 1_000.0);
    assertThat(mempool.added()).isEqualTo(4);
    assertThat(mempool.addedVbytes()).isEqualTo(500);
    story.after(Duration.ofMinutes(61));
    assertThat(story.watch.mempool(Story.NODE).orElseThrow().added()).isZero();
  }
}
