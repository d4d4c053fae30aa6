package vedette.tap;

import java.util.function.Consumer;
import vedette.event.Event;
import vedette.event.VedetteEvent;

/// Follows the sequence numbers of a stream: they rise, and each number left out is a lost event.
final class Sequence implements Consumer<Event> {
  private long last;
  private long gaps;
  private long announced;

  @Override
  public void accept(Event event) {
    long number = event.origin().sequence();
    if (number <= last) {
      throw new AssertionError(number + " comes after " + last);
    }
    gaps += number - last - 1;
    last = number;
    if (event instanceof VedetteEvent.Loss loss) {
      announced += loss.counts().stream().mapToLong(VedetteEvent.Loss.Count::lost).sum();
    }
  }

  /// How many numbers were left out.
  long gaps() {
    return gaps;
  }

  /// How many events the stream itself said it had lost.
  long announced() {
    return announced;
  }
}
