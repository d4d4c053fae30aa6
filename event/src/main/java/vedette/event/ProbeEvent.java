package vedette.event;

import java.util.List;

/// A hit on a probe of the binary that Vedette has no record for (`vedette tap --probe`).
///
/// @param probe `<context>:<event>`, the provider and name in the binary's notes
/// @param arguments in order, as the note types them
public record ProbeEvent(Origin origin, String probe, List<Argument> arguments) implements Event {

  /// Keeps its own list.
  public ProbeEvent {
    arguments = List.copyOf(arguments);
  }

  @Override
  public String name() {
    return probe;
  }

  /// One raw argument.
  ///
  /// @param value sign- or zero-extended to 64 bit by its note
  /// @param width bytes: 1, 2, 4 or 8
  /// @param signed whether the note says signed; if not, `value` is to be read as unsigned
  public record Argument(long value, int width, boolean signed) {
    /// The number in decimal.
    @Override
    public String toString() {
      return signed ? Long.toString(value) : Long.toUnsignedString(value);
    }
  }
}
