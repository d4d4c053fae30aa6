package vedette.watch.alert;

import java.util.Locale;

/// How much somebody is needed. The name in lower case is its word.
public enum Severity {
  /// Good to know.
  INFO,
  /// Somebody should look within a day.
  WARNING,
  /// Somebody should look now.
  CRITICAL;

  /// The word in files, messages and Prometheus's label `severity`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
