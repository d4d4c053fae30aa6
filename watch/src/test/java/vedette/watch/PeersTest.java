package vedette.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.watch.view.NodeView;
import vedette.watch.view.PeersView;
import vedette.watch.view.SessionRow;

class PeersTest {
  private final Story story = new Story().facts(Optional.empty());

  private PeersView peers() {
    return story.watch.peers(Story.NODE).orElseThrow();
  }

  private NodeView.Connections connections() {
    return story.node().connections().orElseThrow();
  }

  @Test
  void connectionsAreUnknownUntilSomebodyTells() {
    story.appeared(100, true);
    assertThat(story.node().connections()).isEmpty();
    story.opened(7, true, 12);
    assertThat(connections().inbound()).isEqualTo(12);
    assertThat(peers().unlisted()).isEqualTo(11);
  }

  @Test
  void closesMakeTheGaugeFall() {
    story.appeared(100, false).opened(1, true, 1).opened(2, true, 2).opened(3, false, 1);
    story.closed(1, true);
    assertThat(connections().inbound()).isEqualTo(1);
    assertThat(connections().outbound()).isEqualTo(1);
    assertThat(peers().peers()).containsOnlyKeys("2", "3");
    SessionRow session = story.sessions.getFirst();
    assertThat(session.id()).isEqualTo(1);
    assertThat(session.end()).isEqualTo("closed");
    assertThat(session.connectedAt()).hasValue(Story.START.toEpochMilli());
  }

  @Test
  void whoseEndWasLostGoesWhenTheNodeTellsHowManyAreLeft() {
    story.appeared(100, false).opened(1, true, 1).opened(2, true, 2).opened(3, true, 3);
    story.afterMicros(1_000_000).from(1, "ping", new byte[8]).from(3, "ping", new byte[8]);
    story.lost("net:closed_connection", 1).opened(4, true, 3);
    assertThat(peers().peers()).containsOnlyKeys("1", "3", "4");
    assertThat(connections().inbound()).isEqualTo(3);
    assertThat(story.sessions.getFirst().id()).isEqualTo(2);
    assertThat(story.sessions.getFirst().end()).isEqualTo("unlisted");
  }

  @Test
  void nobodyGoesForANumberWhileNoEndWasLost() {
    story.appeared(100, false).opened(1, true, 1).opened(2, true, 2);
    story.lost("net:inbound_message", 9).opened(3, true, 2);
    assertThat(peers().peers()).containsOnlyKeys("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void gaugeEqualsTheTableAfterAnyOpensAndCloses(long seed) {
    Random random = new Random(seed);
    story.appeared(100, false);
    TreeMap<Long, Boolean> there = new TreeMap<>();
    for (long id = 0, step = 0; step < 3_000; step++) {
      story.afterMicros(1 + random.nextInt(100_000));
      if (there.isEmpty() || random.nextInt(100) < 52) {
        boolean inbound = random.nextBoolean();
        there.put(id, inbound);
        story.opened(id, inbound, there.values().stream().filter(in -> in == inbound).count());
        id++;
      } else {
        long closed = there.keySet().stream().skip(random.nextInt(there.size())).findFirst().get();
        story.closed(closed, Boolean.TRUE.equals(there.remove(closed)));
      }
      NodeView.Connections now = connections();
      assertThat(now.inbound() + now.outbound()).as("seed %d", seed).isEqualTo(there.size());
      assertThat(peers().peers()).as("seed %d", seed).hasSize(there.size());
    }
    assertThat(connections().inbound())
        .as("seed %d", seed)
        .isEqualTo((int) there.values().stream().filter(in -> in).count());
  }

  @Test
  void rpcSetsTheTableRightWithoutUndoingWhatHappenedMeanwhile() {
    story.appeared(100, true).from(1, "ping", Payloads.nonce(1)).from(2, "ping", Payloads.nonce(1));
    story.after(Duration.ofSeconds(5)).closed(2, true).opened(4, true, 3);
    // Asked before 2 left and 4 came.
    story.listed(Story.info(1, true), Story.info(2, true), Story.info(3, false));
    assertThat(peers().peers()).containsOnlyKeys("1", "3", "4");
    assertThat(peers().unlisted()).isZero();
    story.after(Duration.ofSeconds(10)).listed(Story.info(3, false), Story.info(4, true));
    assertThat(peers().peers()).containsOnlyKeys("3", "4");
    assertThat(story.sessions).extracting(SessionRow::end).containsExactly("closed", "unlisted");
    PeersView.PeerRow three = story.peer(3);
    assertThat(three.services()).contains("NWL·2");
    assertThat(three.userAgent()).contains("/Satoshi:31.0.0/");
    assertThat(three.pingMs()).hasValue(50);
  }

  @Test
  void idsOfTheProcessBeforeAreNotThoseOfThisOne() {
    story.appeared(100, false).opened(0, true, 1).from(0, "ping", Payloads.nonce(1));
    story.after(Duration.ofSeconds(1)).gone().after(Duration.ofSeconds(4)).appeared(200, false);
    assertThat(peers().peers()).isEmpty();
    assertThat(connections().inbound()).isZero();
    story.opened(0, false, 1);
    assertThat(story.peer(0).messagesIn()).isZero();
    assertThat(story.sessions).extracting(SessionRow::end).containsExactly("restart");
  }

  @Test
  void pongThatAnswersGivesTheRoundTrip() {
    story.appeared(100, false).opened(1, true, 1).to(1, "ping", Payloads.nonce(77));
    story.afterMicros(31_500).from(1, "pong", Payloads.nonce(77));
    assertThat(story.peer(1).pingMs()).hasValue(31.5);
    assertThat(story.oddities()).isEmpty();
    story.from(1, "pong", Payloads.nonce(78));
    assertThat(story.oddities()).containsExactly("unsolicited_pong");
  }

  @Test
  void ratesAreOfTheLastTenSecondsAndFade() {
    story.appeared(100, false).opened(1, true, 1);
    for (int second = 0; second < 20; second++) {
      story.from(1, "tx", new byte[500]).after(Duration.ofSeconds(1));
    }
    assertThat(story.peer(1).rateIn()).isBetween(450.0, 550.0);
    assertThat(story.node().rates().bytesIn()).hasValueCloseTo(story.peer(1).rateIn(), within(0.5));
    story.after(Duration.ofSeconds(11));
    assertThat(story.peer(1).rateIn()).isZero();
    assertThat(story.peer(1).bytesIn()).isEqualTo(10_000);
  }

  @Test
  void lastMessagesAreFewAndSmall() {
    story.appeared(100, false).opened(1, true, 1);
    for (int i = 0; i < 100; i++) {
      story.from(1, "tx", new byte[i % 2 == 0 ? 500 : 5_000]);
    }
    var peer = story.watch.peer(Story.NODE, 1).orElseThrow();
    assertThat(peer.last()).hasSize(24);
    assertThat(peer.last().getFirst().message().size()).isEqualTo(5_000);
    assertThat(peer.last()).allMatch(said -> said.message().payload().size() <= 1_024);
    assertThat(Story.at(peer.traffic(), "tx").messagesIn()).isEqualTo(100);
  }

  @Test
  void twoThousandPeersAreListedAndTheRestIsCounted() {
    story.appeared(100, false);
    for (int id = 0; id < 2_500; id++) {
      story.opened(id, true, id + 1);
    }
    assertThat(peers().peers()).hasSize(2_000);
    assertThat(peers().unlisted()).isEqualTo(500);
    assertThat(connections().inbound()).isEqualTo(2_500);
    story.closed(2_400, true);
    assertThat(connections().inbound()).isEqualTo(2_499);
  }
}
