package vedette.poll;

/// How a call ended.
public sealed interface Outcome {

  /// It was answered.
  ///
  /// @param answer one of the records of the service's package
  record Answered(Answer answer) implements Outcome {}

  /// It was not, or what came was not an answer.
  ///
  /// @param trouble the kind
  /// @param said the service's own words or a sentence that says what was found and what to do; one
  ///   line, at most 300 characters, safe to show
  record Failed(Trouble trouble, String said) implements Outcome {}
}
