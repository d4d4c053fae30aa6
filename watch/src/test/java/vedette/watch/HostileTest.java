package vedette.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.wire.Bytes;
import vedette.wire.Hash256;
import vedette.wire.MessageTypes;

class HostileTest {
  private final Story story =
      new Story().facts(Optional.of("no RPC")).appeared(100, false).opened(1, true, 1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyBytesOfAnyTypeAreTaken(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String type = MessageTypes.KNOWN.get(random.nextInt(MessageTypes.KNOWN.size()));
      byte[] payload = new byte[random.nextInt(200)];
      random.nextBytes(payload);
      if (payload.length > 0 && random.nextBoolean()) {
        payload[0] = (byte) random.nextInt(4);
      }
      story.afterMicros(random.nextInt(5_000));
      if (random.nextBoolean()) {
        story.from(1, type, payload);
      } else {
        story.to(1, type, payload);
      }
    }
    assertThat(
            story.watch.peer(Story.NODE, 1).orElseThrow().row().messagesIn()
                + story.watch.peer(Story.NODE, 1).orElseThrow().row().messagesOut())
        .as("seed %d", seed)
        .isEqualTo(20_000);
    assertThat(story.watch.network(Story.NODE).orElseThrow().oddities())
        .hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void madeUpTypesAreOneType() {
    for (int i = 0; i < 10_000; i++) {
      story.from(1, "x" + i, new byte[3]);
    }
    assertThat(story.watch.peer(Story.NODE, 1).orElseThrow().traffic()).containsOnlyKeys("other");
  }

  @Test
  void madeUpReasonsAreBounded() {
    for (int i = 0; i < 10_000; i++) {
      story.rejected("reason " + "abcdefghij".charAt(i % 10) + i);
    }
    var mempool = story.watch.mempool(Story.NODE).orElseThrow();
    assertThat(mempool.rejected()).hasSize(21);
    assertThat(mempool.rejected().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(10_000);
    assertThat(mempool.lastRejected()).hasSize(30);
    story.watch.samples();
    assertThat(story.reasons.getFirst().rejected()).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void thousandsOfPeersThatComeAndGoLeaveNothing() {
    for (int id = 10; id < 20_000; id++) {
      story
          .afterMicros(500)
          .opened(id, true, 2)
          .from(id, "inv", Payloads.inv(2, Payloads.hash(id)));
      story.from(id, "ping", Payloads.nonce(id)).closed(id, true);
    }
    assertThat(story.watch.peers(Story.NODE).orElseThrow().peers()).containsOnlyKeys("1");
    assertThat(story.watch.blocks(Story.NODE).orElseThrow().blocks()).isEmpty();
    assertThat(story.watch.now().changes()).hasSizeLessThanOrEqualTo(100);
    assertThat(story.oddities()).hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void longAndTrickyTextsAreTamed() {
    String long1 = "a".repeat(5_000) + ".example:8333";
    story.tell(
        new NetEvent.InboundConnection(story.origin(), new Peer(2, long1, "inbound", "ipv4"), 2));
    story.tell(
        new NetEvent.MisbehavingConnection(
            story.origin(), new Peer(2, "", "", ""), "\u001b[31mred\u202e" + "x".repeat(1_000)));
    var peer = story.watch.peer(Story.NODE, 2).orElseThrow();
    assertThat(peer.row().address()).hasSize(256);
    assertThat(peer.misbehaviour().getFirst().what())
        .startsWith("\ufffd[31mred\ufffd")
        .hasSize(256);
    assertThat(peer.row().notes()).containsExactly("broke a rule");
  }

  @Test
  void bigPayloadsAreNotKept() {
    byte[] big = Payloads.inv(1, new Hash256[0]);
    for (int i = 0; i < 50; i++) {
      story.tell(
          new NetEvent.InboundMessage(
              story.origin(),
              Story.peer(1, true),
              new P2pMessage(
                  "tx", 400_000, Bytes.wrap(new byte[400_000]), P2pMessage.PayloadState.WHOLE)));
    }
    assertThat(big).hasSize(1);
    assertThat(story.watch.peer(Story.NODE, 1).orElseThrow().last())
        .allMatch(said -> said.message().payload().isEmpty() && said.message().size() == 400_000);
  }

  @Test
  void countThatThePayloadCannotHoldIsNotBelieved() {
    byte[] liar = Payloads.joined(new byte[] {(byte) 0xfe, 0, 0, 0, 1}, new byte[40]);
    story.from(1, "inv", liar).from(1, "addr", liar).from(1, "headers", liar);
    assertThat(story.oddities()).containsExactly("undecodable");
    assertThat(story.watch.network(Story.NODE).orElseThrow().gossip().addressesIn()).isZero();
  }

  @Test
  void morePingsThanThreeInTwoMinutesAreAFlood() {
    for (int i = 0; i < 3; i++) {
      story.from(1, "ping", Payloads.nonce(i)).after(Duration.ofSeconds(30));
    }
    assertThat(story.oddities()).isEmpty();
    story.from(1, "ping", Payloads.nonce(4));
    assertThat(story.oddities()).containsExactly("ping_flood");
  }

  @Test
  void moreAddressMessagesThanSixInAMinuteAreSpam() {
    byte[] one = Payloads.joined(new byte[] {1}, new byte[30]);
    for (int i = 0; i < 6; i++) {
      story.from(1, "addr", one).after(Duration.ofSeconds(5));
    }
    assertThat(story.oddities()).isEmpty();
    story.from(1, "addr", one);
    assertThat(story.oddities()).containsExactly("address_spam");
    assertThat(story.watch.network(Story.NODE).orElseThrow().gossip().addressesIn()).isEqualTo(7);
  }

  @Test
  void evictionsAtOnceNameTheSubnet() {
    for (int id = 2; id < 6; id++) {
      story.opened(id, true, id);
    }
    for (int id = 2; id < 6; id++) {
      story.evicted(id).closed(id, true);
    }
    var odd = story.watch.network(Story.NODE).orElseThrow().oddities().getFirst();
    assertThat(odd.kind()).isEqualTo("eviction_burst");
    assertThat(odd.sentence()).startsWith("4 inbound peers of 192.0.0.0/16 had to make room");
    assertThat(story.sessions).hasSize(4).allMatch(session -> session.end().equals("evicted"));
    assertThat(story.changes()).contains("4 peers of 192.0.0.0/16 left within 2 s");
  }

  @Test
  void nodesBeyondTheBoundAreRefusedAndCounted() {
    for (int i = 0; i < 40; i++) {
      story.watch.accept(
          "node" + i,
          new NetEvent.InboundMessage(
              story.origin(),
              Story.peer(1, true),
              new P2pMessage("tx", 0, Bytes.EMPTY, P2pMessage.PayloadState.WHOLE)));
    }
    assertThat(story.watch.now().nodes()).hasSize(32);
    assertThat(story.watch.refused()).isEqualTo(9);
  }
}
