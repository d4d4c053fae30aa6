package vedette.watch.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Topic `service/KEY`: all that is known of one service. Owner only.
///
/// @param readings everything measured, at most 1,000
/// @param page what its kind has beyond that; empty while nothing is known
public record ServicePage(
    ServiceView service, List<Row> readings, Optional<? extends KindPage> page) {

  /// A measured value.
  ///
  /// @param name of the metric
  /// @param labels of the metric, besides `service`
  /// @param unit for people
  public record Row(String name, Map<String, String> labels, double value, String unit) {}
}
