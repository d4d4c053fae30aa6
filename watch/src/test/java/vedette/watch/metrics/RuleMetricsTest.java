package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vedette.watch.Kinds;
import vedette.watch.alert.DefaultRules;
import vedette.watch.alert.Rule;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceKind;

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
    assertThat(DefaultRules.ALL)
        .filteredOn(rule -> rule.kind().equals(Rule.ANY) && !rule.per().isEmpty())
        .allSatisfy(rule -> assertThat(common).as(rule.id()).containsAll(rule.metrics()));
  }
}
