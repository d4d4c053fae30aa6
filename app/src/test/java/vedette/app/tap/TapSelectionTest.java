package vedette.app.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapSelectionTest {
  @BeforeAll
  static void needsTracing() {
    TapProcess.assumeTracing();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          --event mempool:*                      => "event":"mempool:
          --event *:added,*:removed              => "event":"mempool:(added|removed)"
          --event !utxocache:*,!net:*            => "event":"(mempool|validation|coin_selection):
          --message ping,pong                    => "type":"p[io]ng"
          --direction outbound                   => "event":"net:outbound_(message|connection)"
          --peer 3                               => "peer":\\{"id":3,
          --address 203.0.113.0/24               => "address":"203\\.0\\.113\\.
          --address *.onion --event *_message    => "address":"[a-z2-7]{56}\\.onion:
          --connection manual                    => "connection":"manual"
          --network onion                        => ("address":"[a-z2-7]{56}\\.onion:|"network":"onion")
          --event net:* --message inv --message tx --direction inbound => net:inbound_message.*"type":"(inv|tx)"
          """)
  void eachFlagReachesTheOutput(String options, String pattern) {
    for (String line : events(options.strip().split(" +"))) {
      assertThat(line).containsPattern(pattern.strip());
    }
  }

  @Test
  void aTextSelectsAsTheFlagsDo() {
    assertThat(events("--select", "event=net:* message=ping !direction=inbound"))
        .allMatch(line -> line.contains("net:outbound_message") && line.contains("\"ping\""));
  }

  @Test
  void flagsAndTextAreOneSelection() {
    List<String> lines = events("--event", "mempool:added", "--select", "event=mempool:removed");
    assertThat(lines)
        .allMatch(line -> line.contains("mempool:added") || line.contains("mempool:removed"));
  }

  @Test
  void whatIsNotSelectedIsNotAttached() {
    try (TapProcess tap =
        TapProcess.start("--demo", "--event", "validation:*", "--duration", "100ms")) {
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said()).anyMatch(line -> line.endsWith("attached 1 of 1 probes"));
    }
  }

  private static List<String> events(String... options) {
    List<String> all = new ArrayList<>(List.of("--demo", "--demo-rate", "3000", "--count", "12"));
    all.addAll(List.of(options));
    try (TapProcess tap = TapProcess.start(all.toArray(String[]::new))) {
      List<String> lines =
          tap.lines().stream().filter(line -> !line.contains("\"event\":\"vedette:")).toList();
      assertThat(tap.exitCode()).as("%s", tap.said()).isZero();
      assertThat(lines).hasSize(12);
      return lines;
    }
  }
}
