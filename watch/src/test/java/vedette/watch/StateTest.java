package vedette.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;
import vedette.watch.view.NowView;
import vedette.watch.view.State;

class StateTest {
  private final Story story = new Story().facts(Optional.empty());

  private NowView.Verdict verdict() {
    return story.watch.now().verdict();
  }

  private Story running() {
    return story
        .appeared(100, true)
        .chain(900_000, 900_000, false, 1)
        .listed(Story.info(1, false), Story.info(2, true));
  }

  @Test
  void nodeAtTheTipIsWellAndSaysWhy() {
    running();
    assertThat(story.node().word()).isEqualTo("at the tip");
    assertThat(verdict().state()).isEqualTo(State.OK);
    assertThat(verdict().sentence()).isEqualTo("Your Bitcoin node is well.");
    assertThat(verdict().reasons())
        .extracting(reason -> reason.fact() + " " + reason.rest())
        .containsExactly(
            "At the tip block 900\u2009000, 4 min old",
            "2 peers on ipv4",
            "0 lost in the last hour");
  }

  @Test
  void eachOfSeveralNodesSaysItsFirstReasonBeforeAnySaysASecond() {
    for (String node : List.of("main", "second", "third")) {
      story.on(node);
      running();
    }
    assertThat(verdict().sentence()).isEqualTo("All 3 nodes are well.");
    assertThat(verdict().reasons())
        .extracting(NowView.Reason::fact)
        .containsExactly(
            "main: at the tip", "second: at the tip", "third: at the tip", "main: 2 peers");
  }

  @Test
  void preReleaseWarningAloneAlarmsNobody() {
    story
        .appeared(100, true)
        .chain(
            900_000,
            900_000,
            false,
            1,
            "This is a pre-release test build - use at your own risk - do not use for mining");
    assertThat(verdict().state()).isEqualTo(State.OK);
    assertThat(story.node().warnings()).hasSize(1);
    story.chain(900_000, 900_000, false, 1, "Unknown new rules activated (versionbit 28)");
    assertThat(verdict().state()).isEqualTo(State.WARN);
    assertThat(verdict().reasons().getFirst().fact()).isEqualTo("Core warns");
  }

  @Test
  void restartIsSeenAtOnceAndEndsWell() {
    running().after(Duration.ofMinutes(5)).gone();
    assertThat(verdict().state()).isEqualTo(State.GONE);
    assertThat(verdict().sentence()).isEqualTo("Your Bitcoin node is not running.");
    // One cause, one reason.
    story.after(Duration.ofSeconds(2)).failed("getblockchaininfo", Trouble.UNREACHABLE, "refused");
    assertThat(verdict().reasons()).hasSize(1);
    story.after(Duration.ofSeconds(2)).appeared(200, false);
    assertThat(story.node().word()).isEqualTo("starting");
    story
        .after(Duration.ofSeconds(2))
        .failed("getblockchaininfo", Trouble.STARTING, "Loading block index…");
    assertThat(story.node().state()).isEqualTo(State.STARTING);
    assertThat(story.node().detail()).isEqualTo("Loading block index…");
    story.after(Duration.ofSeconds(2)).chain(900_000, 900_000, false, 1).opened(0, false, 1);
    assertThat(verdict().state()).isEqualTo(State.OK);
    assertThat(story.changes())
        .containsExactly("bitcoind runs again, after 4 s", "bitcoind stopped");
  }

  @Test
  void nodeIsNeverWellOnceASourceIsStale() {
    running();
    story.after(Duration.ofSeconds(61));
    assertThat(story.node().state()).isEqualTo(State.STALE);
    assertThat(verdict().sentence()).isEqualTo("Your Bitcoin node has gone silent.");
    // What was known stays, with its age.
    assertThat(story.node().tip().orElseThrow().height()).isEqualTo(900_000);
    assertThat(story.node().rpc().asOf()).hasValue(Story.START.toEpochMilli());
  }

  @Test
  void stoppedNodeDoesNotAnswer() {
    running();
    for (int i = 0; i < 8; i++) {
      story
          .after(Duration.ofSeconds(10))
          .failed("getblockchaininfo", Trouble.TIMEOUT, "no answer in 5 s");
    }
    assertThat(story.node().state()).isEqualTo(State.BAD);
    assertThat(story.node().word()).isEqualTo("unreachable");
  }

  @Test
  void wrongCredentialsAreNotANodeThatIsDown() {
    running()
        .after(Duration.ofSeconds(1))
        .failed("getblockchaininfo", Trouble.UNAUTHORIZED, "401: check the cookie");
    story.watch.tick();
    assertThat(story.node().state()).isEqualTo(State.WARN);
    assertThat(story.node().rpc().word()).isEqualTo("wrong credentials");
    assertThat(story.changes()).containsExactly("RPC: wrong credentials");
    story.after(Duration.ofSeconds(5)).chain(900_000, 900_000, false, 1);
    story.watch.tick();
    assertThat(story.changes()).containsExactly("RPC answers again", "RPC: wrong credentials");
  }

  @Test
  void syncingSaysHowLongAsARange() {
    story.appeared(100, true).opened(1, false, 1);
    for (int i = 0; i <= 60; i++) {
      // 0.1 % in 10 s at first, half as fast in the last five minutes.
      double progress = 0.5 + Math.min(i, 30) * 0.001 + Math.max(0, i - 30) * 0.0005;
      story.chain(500_000 + i * 100L, 900_000, true, progress).after(Duration.ofSeconds(10));
    }
    var sync = story.node().sync().orElseThrow();
    assertThat(sync.blocksBehind()).isEqualTo(394_000);
    // 0.455 to go: 6,067 s at the pace of all ten minutes, 9,100 s at the latest one; a fifth more.
    assertThat(sync.leftLowSeconds()).hasValue(5_056);
    assertThat(sync.leftHighSeconds()).hasValue(10_920);
    assertThat(story.node().detail()).isEqualTo("54.5 %, about 1 to 4 h left");
    story.chain(900_000, 900_000, false, 1);
    story.watch.tick();
    assertThat(story.changes().getFirst())
        .isEqualTo("Caught up with the network at height 900\u2009000");
  }

  @Test
  void oldTipOrNoOutboundPeerIsNotWell() {
    running();
    for (int i = 0; i < 100; i++) {
      story.after(Duration.ofMinutes(1));
      story.watch.accept(
          new vedette.poll.Reading(
              Story.NODE,
              "getblockchaininfo",
              java.time.Instant.ofEpochMilli(story.nowMillis()),
              Duration.ofMillis(2),
              new vedette.poll.Outcome.Answered(
                  new vedette.poll.bitcoind.BitcoindAnswer.Blockchain(
                      "main",
                      900_000,
                      900_000,
                      "00",
                      1,
                      java.util.OptionalLong.of(Story.START.getEpochSecond()),
                      java.util.OptionalLong.empty(),
                      1,
                      false,
                      java.util.OptionalLong.empty(),
                      false,
                      java.util.OptionalLong.empty(),
                      java.util.List.of()))));
      story.watch.tick();
    }
    assertThat(story.node().word()).isEqualTo("no new block");
    assertThat(verdict().reasons().getFirst().fact()).isEqualTo("No block for 1 h 40 min");
    assertThat(story.oddities()).containsExactly("stale_tip");
  }

  @Test
  void withoutRpcTheTipIsNotGuessed() {
    story.facts(Optional.of("no cookie was found")).appeared(100, true).opened(1, false, 1);
    assertThat(story.node().state()).isEqualTo(State.UNKNOWN);
    assertThat(story.node().rpc().word()).isEqualTo("not configured");
    story.connected(Payloads.hash(1), 900_001);
    assertThat(story.node().word()).isEqualTo("connecting blocks");
    assertThat(story.node().tip().orElseThrow().headers()).isEmpty();
  }

  @Test
  void worstOfSeveralNodesDecides() {
    running();
    story.watch.accept(
        "other",
        new vedette.event.VedetteEvent.Node(
            story.origin(),
            vedette.event.VedetteEvent.Node.State.GONE,
            "",
            java.util.List.of(),
            java.util.List.of(),
            false));
    assertThat(verdict().state()).isEqualTo(State.GONE);
    assertThat(verdict().sentence()).isEqualTo("1 of 2 nodes is not running.");
    assertThat(verdict().reasons().getFirst().node()).isEqualTo("other");
    assertThat(verdict().reasons())
        .extracting(NowView.Reason::fact)
        .as("each says of which node it is")
        .allMatch(fact -> fact.startsWith("other: ") || fact.startsWith("main: "))
        .contains("main: at the tip");
    assertThat(verdict().reasons()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void demoIsCalledSo() {
    Watch watch = new Watch(() -> Story.START, Happenings.NONE);
    watch.node(
        new NodeFacts(
            "demo",
            "bitcoind",
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.of("demo"),
            Optional.empty()));
    NowView now = watch.now();
    assertThat(now.demo()).isTrue();
    assertThat(now.verdict().sentence())
        .isEqualTo("The demo node runs; everything shown of it is made up.");
    assertThat(Story.at(now.nodes(), "demo").word()).isEqualTo("demo");
  }
}
