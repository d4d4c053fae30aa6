package vedette.event;

/// Which events are wanted.
public final class Selection {
  /// Everything.
  public static final Selection ALL = new Selection();

  private Selection() {}

  /// Whether the event is selected.
  public boolean matches(Event event) {
    return true;
  }
}
