package vedette.poll;

import java.time.Duration;

/// A question that is asked again and again.
///
/// @param name the service's own word, such as `getblockchaininfo`; label and key, at most 64
///   characters
/// @param interval from an answer to the next question; up to a tenth more or less is taken, so
///   that questions do not march in step
/// @param timeout for the whole call, from the first byte sent to the last byte read
public record Call(String name, Duration interval, Duration timeout) {
  private static final int LONGEST_NAME = 64;

  /// Refuses what could not be asked.
  public Call {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new PollException(
          "call: expected a name of 1 to %d characters. Found: %d. Do: shorten it"
              .formatted(LONGEST_NAME, name.length()));
    }
    requirePositive(name, "interval", interval);
    requirePositive(name, "timeout", timeout);
  }

  private static void requirePositive(String name, String what, Duration duration) {
    if (!duration.isPositive() || duration.compareTo(Duration.ofDays(1)) > 0) {
      throw new PollException(
          "call %s: expected %s above 0 and at most a day. Found: %s. Do: give another"
              .formatted(name, what, duration));
    }
  }
}
