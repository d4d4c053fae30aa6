package vedette.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.tap.capture.Recording;
import vedette.watch.view.BlocksView;
import vedette.watch.view.MempoolView;
import vedette.watch.view.NetworkView;
import vedette.watch.view.NowView;
import vedette.watch.view.PeersView;

/// A recording of the demo node: `vedette tap --demo --demo-rate 150 --max-payload 2000 --count
/// 2500 --record demo.vedette`.
class ReplayTest {
  private static List<Event> events = List.of();

  private record Views(
      NowView now,
      PeersView peers,
      BlocksView blocks,
      MempoolView mempool,
      NetworkView network,
      List<Series.Sample> samples) {}

  private static final class Replay {
    private Instant now = Instant.EPOCH;
    private final Watch watch = new Watch(() -> now, Happenings.NONE);
    private final List<Views> views = new ArrayList<>();

    Replay run() {
      watch.node(
          new NodeFacts(
              "demo",
              "bitcoind",
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.of("demo"),
              Optional.empty()));
      long seen = 0;
      for (Event event : events) {
        now = event.origin().time();
        watch.accept("demo", event);
        if (++seen % 100 == 0) {
          watch.tick();
          views.add(look());
        }
      }
      views.add(look());
      return this;
    }

    private Views look() {
      return new Views(
          watch.now(),
          watch.peers("demo").orElseThrow(),
          watch.blocks("demo").orElseThrow(),
          watch.mempool("demo").orElseThrow(),
          watch.network("demo").orElseThrow(),
          watch.samples());
    }
  }

  @BeforeAll
  static void read() throws URISyntaxException {
    Path file =
        Path.of(Objects.requireNonNull(ReplayTest.class.getResource("/demo.vedette")).toURI());
    List<Event> all = new ArrayList<>();
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      while (!recording.ended()) {
        recording.poll(Duration.ofSeconds(1), all::add);
      }
    }
    events = List.copyOf(all);
  }

  @Test
  void replayingGivesEqualViews() {
    List<Views> once = new Replay().run().views;
    assertThat(once).hasSizeGreaterThan(20).isEqualTo(new Replay().run().views);
  }

  @Test
  void whatIsShownAgreesWithWhatWasRecorded() {
    Replay replay = new Replay().run();
    long in = events.stream().filter(NetEvent.InboundMessage.class::isInstance).count();
    Views last = replay.views.getLast();
    long shown =
        last.peers().peers().values().stream().mapToLong(PeersView.PeerRow::messagesIn).sum();
    assertThat(shown).isPositive().isLessThanOrEqualTo(in);
    var connections = Story.at(last.now().nodes(), "demo").connections().orElseThrow();
    assertThat(connections.inbound() + connections.outbound())
        .isEqualTo(last.peers().peers().size() + last.peers().unlisted());
    long connected =
        events.stream().filter(vedette.event.ValidationEvent.class::isInstance).count();
    assertThat(last.blocks().blocks().values())
        .filteredOn(block -> block.connectedAt().isPresent())
        .hasSize((int) connected);
    assertThat(last.now().verdict().sentence().length()).isLessThanOrEqualTo(64);
  }
}
