package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.Kinds;
import vedette.watch.alert.DefaultRules;
import vedette.watch.alert.Rule;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceKind;
import vedette.watch.view.State;

/// Rules look only at what there is.
class RuleMetricsTest {
  @Test
  void everyMetricOfARuleIsAFamilyOfItsKind() {
    Set<String> common = new HashSet<>();
    Catalogue.NODE_FAMILIES.forEach(family -> common.add(family.name()));
    ServiceFamilies.COMMON.forEach(measure -> common.add(measure.name()));
    for (ServiceKind kind : Kinds.ALL) {
      Set<String> known = new HashSet<>(common);
      kind.measures().stream().map(Measure::name).forEach(known::add);
      assertThat(DefaultRules.ALL)
          .filteredOn(rule -> rule.kind().equals(kind.word()))
          .allSatisfy(rule -> assertThat(known).as(rule.id()).containsAll(rule.metrics()));
    }
    assertThat(DefaultRules.ALL)
        .filteredOn(rule -> rule.kind().equals("bitcoind"))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(common).as(rule.id()).containsAll(rule.metrics()));
    // Such a rule may leave out what is said better by a kind's own.
    Set<String> ofAnyKind = new HashSet<>(common);
    Kinds.ALL.forEach(kind -> kind.measures().forEach(measure -> ofAnyKind.add(measure.name())));
    assertThat(DefaultRules.ALL)
        .filteredOn(rule -> rule.kind().equals(Rule.ANY) && !rule.per().isEmpty())
        .allSatisfy(rule -> assertThat(ofAnyKind).as(rule.id()).containsAll(rule.metrics()));
  }

  @Test
  void countersAndGaugesAreFoundByTheirNamesInQueries() {
    Metrics metrics = Metrics.create("test");
    var totals =
        new BitcoindAnswer.NetTotals(1_000, 10, OptionalLong.empty(), OptionalLong.empty());
    metrics.accept(
        new Reading(
            "main",
            "getnettotals",
            Instant.EPOCH,
            Duration.ofMillis(1),
            new Outcome.Answered(totals)));
    metrics.accept("main", State.OK);
    assertThat(metrics.values(Set.of("vedette_net_bytes_total", "vedette_node_state")))
        .contains(
            new SeriesValue(
                "vedette_net_bytes_total", Map.of("node", "main", "direction", "inbound"), 1_000),
            new SeriesValue("vedette_node_state", Map.of("node", "main", "state", "ok"), 1))
        .allSatisfy(
            it -> assertThat(it.name()).matches("vedette_net_bytes_total|vedette_node_state"));
  }
}
