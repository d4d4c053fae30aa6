package vedette.event;

import java.util.Optional;

/// A text is not a [Selection]: where, what was found, what was expected, what is near.
///
/// The message is whole and fit for the person who typed the text, for example
/// `event=net:inbound_mesage: no such event. Nearest: net:inbound_message.`
public final class SelectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String found;
  private final String expected;
  private final String nearest;

  /// @param message the whole message
  /// @param column where in the text, in UTF-16 units from 1
  /// @param found what stands there, exactly; its length is the length of the mistake
  /// @param expected what would be right, in words
  /// @param nearest the valid word nearest to `found`, empty if none is near
  SelectionException(String message, int column, String found, String expected, String nearest) {
    super(message);
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.nearest = nearest;
  }

  /// Where the mistake begins in the text (for a single flag: in that flag's value), in UTF-16
  /// units from 1.
  public int column() {
    return column;
  }

  /// What stands there, exactly as typed; its length is the length of the mistake.
  public String found() {
    return found;
  }

  /// What would be right, in words.
  public String expected() {
    return expected;
  }

  /// What can be put in place of [#found] and is near to it, if anything is.
  public Optional<String> nearest() {
    return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
  }
}
