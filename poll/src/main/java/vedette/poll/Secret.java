package vedette.poll;

/// A password or token that does not show up in logs and messages by accident.
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /// Keeps a value.
  public static Secret of(String value) {
    return new Secret(value);
  }

  /// The value, for the one place that sends it.
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /// Always the same, whatever the value.
  @Override
  public String toString() {
    return "(secret)";
  }
}
