package vedette.watch.tor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;
import vedette.poll.tor.TorAnswer;
import vedette.watch.service.OneService;

class TorFoldTest {
  private static final String ADDRESS = "b".repeat(56) + ".onion";

  private final OneService tor = new OneService(new TorKind());

  private static TorAnswer.Status status(int progress, boolean circuit, String warning) {
    return new TorAnswer.Status(
        "0.4.9.11",
        OptionalInt.of(progress),
        "Loading relay descriptors",
        Optional.of(warning).filter(it -> !it.isEmpty()),
        circuit,
        circuit ? 7 : 0,
        OptionalLong.of(1_000),
        OptionalLong.of(200),
        Optional.of(Duration.ofHours(1)));
  }

  private void onions(Optional<Boolean> published) {
    tor.says(
        "onions",
        new TorAnswer.Onions(
            List.of(
                new TorAnswer.Onion(
                    "lnd",
                    Optional.of(ADDRESS),
                    List.of(9735),
                    published.map(it -> new TorAnswer.Publication(it, tor.instant()))))));
  }

  @Test
  void onItsWayIntoTheNetworkItIsStarting() {
    tor.says("status", status(45, false, ""));
    assertThat(tor.standing()).isEqualTo("STARTING: reaching the network, 45 %");
    assertThat(tor.view().detail()).isEqualTo("Loading relay descriptors");
    assertThat(tor.measured()).containsEntry("tor_bootstrap_ratio", 0.45);
  }

  @Test
  void aWarningOfItsOwnOnThatWayNeedsALook() {
    tor.says("status", status(10, false, "No route to host"));
    assertThat(tor.standing()).isEqualTo("WARN: cannot reach the network, 10 %");
    assertThat(tor.view().detail()).isEqualTo("No route to host");
  }

  @Test
  void inTheNetworkOnionServicesArePublishedUnknownOrRefused() {
    tor.says("status", status(100, true, ""));
    onions(Optional.empty());
    assertThat(tor.standing()).isEqualTo("OK: in the Tor network");
    assertThat(tor.view().detail()).isEqualTo("1 onion service, 0 seen published.");
    onions(Optional.of(true));
    assertThat(tor.view().detail()).isEqualTo("1 onion service, 1 seen published.");
    assertThat(tor.measured()).containsEntry("tor_onion_services_published", 1.0);
    onions(Optional.of(false));
    assertThat(tor.standing()).isEqualTo("WARN: 1 onion service is not published");
  }

  @Test
  void withoutAWorkingCircuitItNeedsALook() {
    tor.says("status", status(100, false, ""));
    assertThat(tor.standing()).isEqualTo("WARN: no circuit works");
  }

  @Test
  void noAddressIsALabel() {
    tor.says("status", status(100, true, ""));
    onions(Optional.of(true));
    assertThat(tor.measured().keySet()).noneMatch(it -> it.contains("onion]"));
    assertThat(tor.page().readings().toString()).doesNotContain(ADDRESS);
    TorPage page = (TorPage) tor.page().page().orElseThrow();
    assertThat(page.onions().getFirst().address()).contains(ADDRESS);
  }

  @Test
  void aTorThatDoesNotLetUsInOrEndedShowsNoOldNumbers() {
    tor.says("status", status(100, true, ""));
    tor.fails("status", Trouble.UNAUTHORIZED, "cookie /run/tor/control.authcookie may not be read");
    assertThat(tor.standing()).isEqualTo("BAD: wrong credentials");
    assertThat(tor.measured()).isEmpty();
    tor.fails("status", Trouble.UNREACHABLE, "nobody accepts connections");
    assertThat(tor.standing()).isEqualTo("GONE: gone");
  }
}
