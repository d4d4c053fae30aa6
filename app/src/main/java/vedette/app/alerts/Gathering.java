package vedette.app.alerts;

import java.util.Set;
import vedette.watch.Watch;
import vedette.watch.alert.Labels;
import vedette.watch.alert.Measurements;
import vedette.watch.metrics.Metrics;
import vedette.watch.metrics.SeriesValue;
import vedette.watch.view.NodeView;
import vedette.watch.view.NowView;
import vedette.watch.view.ServiceView;

/// Brings together what rules look at: the values of /metrics, for whatever is watched and is not
/// made up.
final class Gathering {
  private Gathering() {}

  static Measurements gather(Set<String> names, Watch watch, Metrics metrics, long now) {
    Measurements all = new Measurements(now);
    NowView view = watch.now();
    for (NodeView node : view.nodes().values()) {
      metrics.accept(node.key(), node.state());
      if (!node.demo()) {
        all.subject(node.key(), node.kind());
      }
    }
    for (ServiceView service : view.services().values()) {
      all.subject(service.key(), service.kind(), service.needs().toArray(String[]::new));
    }
    if (names.isEmpty()) {
      return all;
    }
    for (SeriesValue value : metrics.values(names)) {
      Labels labels = new Labels(value.labels());
      if (known(all, labels.get("node")) && known(all, labels.get("service"))) {
        all.put(value.name(), labels, value.value());
      }
    }
    return all;
  }

  private static boolean known(Measurements all, String key) {
    return key.isEmpty() || all.subjects().containsKey(key);
  }
}
