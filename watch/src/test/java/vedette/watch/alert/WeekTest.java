package vedette.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Days of a whole stack in seconds.
class WeekTest {
  private static final long BEGIN = 1_790_000_000;
  private static final int STEP = 10;

  @Test
  void aWeekOfNormalOperationNeedsNobody() {
    Stack stack = new Stack(26, BEGIN);
    Alerts alerts = new Alerts(DefaultRules.ALL, Threshold::preset);
    TreeMap<String, Integer> fired = new TreeMap<>();
    for (int i = 0; i < 7 * 1_440; i++) {
      alerts
          .step(stack.pass(60))
          .begun()
          .forEach(alert -> fired.merge(alert.rule(), 1, Integer::sum));
    }
    // That the node was restarted, three times, is true and nothing but an information.
    assertThat(fired).containsOnlyKeys("BitcoinRestarted");
    assertThat(Scenes.rule("BitcoinRestarted").severity()).isEqualTo(Severity.INFO);
    assertThat(alerts.active()).isEmpty();
  }

  @Test
  void anOutageOfTheNetworkIsOneMessageAndItsEndAnother() {
    Stack stack = new Stack(7, BEGIN);
    Alerts alerts = new Alerts(DefaultRules.ALL, Threshold::preset);
    Announcer announcer = new Announcer(DefaultRules.ALL, Announcer.Patience.PRESET);
    assertThat(play(stack, alerts, announcer, 2 * 3_600)).isEmpty();
    stack.cutOffAt = BEGIN + 2 * 3_600 + STEP;
    List<Announcer.Notice> notices = play(stack, alerts, announcer, 5 * 3_600);
    assertThat(notices).hasSize(1);
    assertThat(notices.getFirst().firing()).extracting(Alert::rule).containsExactly("NetworkLost");
    // All the rest is seen and shown: it fires, and nobody is told.
    assertThat(alerts.active())
        .filteredOn(alert -> alert.phase() == Alert.Phase.FIRING)
        .hasSizeGreaterThan(Stack.CHANNELS)
        .extracting(Alert::rule)
        .contains(
            "BitcoinNoPeers",
            "MoneroNoPeers",
            "LndNoPeers",
            "ChannelOffline",
            "TargetDown",
            "BitcoinTipStale",
            "MoneroTipStaleCritical",
            "LndUnsynced");
    stack.cutOffAt = Long.MAX_VALUE;
    notices = play(stack, alerts, announcer, 3_600);
    assertThat(notices).hasSize(1);
    assertThat(notices.getFirst().firing()).isEmpty();
    assertThat(notices.getFirst().over()).extracting(Alert::rule).containsExactly("NetworkLost");
  }

  private static List<Announcer.Notice> play(
      Stack stack, Alerts alerts, Announcer announcer, int seconds) {
    List<Announcer.Notice> notices = new ArrayList<>();
    for (int i = 0; i < seconds / STEP; i++) {
      Measurements now = stack.pass(STEP);
      announcer.step(alerts, alerts.step(now), now).ifPresent(notices::add);
    }
    return notices;
  }
}
