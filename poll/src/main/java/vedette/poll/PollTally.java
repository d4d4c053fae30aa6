package vedette.poll;

/// What became of one call to one target since the target was added; asked = answered + failed +
/// under way.
///
/// @param asked how often it was begun
/// @param answered readings with an answer
/// @param failed readings with a trouble
/// @param late answers that came when their time was up and the call had been reported as failed
/// @param dropped readings that the consumer refused with an exception
public record PollTally(
    String target, String call, long asked, long answered, long failed, long late, long dropped) {

  static PollTally none(String target, String call) {
    return new PollTally(target, call, 0, 0, 0, 0, 0);
  }

  PollTally withAsked() {
    return new PollTally(target, call, asked + 1, answered, failed, late, dropped);
  }

  PollTally with(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered done ->
          new PollTally(target, call, asked, answered + 1, failed, late, dropped);
      case Outcome.Failed broken ->
          new PollTally(target, call, asked, answered, failed + 1, late, dropped);
    };
  }

  PollTally withLate() {
    return new PollTally(target, call, asked, answered, failed, late + 1, dropped);
  }

  PollTally withDropped() {
    return new PollTally(target, call, asked, answered, failed, late, dropped + 1);
  }
}
