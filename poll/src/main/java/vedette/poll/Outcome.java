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
  ///   line, at most 300 characters, safe to show: what is handed in is made so
  record Failed(Trouble trouble, String said) implements Outcome {
    private static final int LONGEST = 300;

    /// Makes the words one line of bounded length without anything that a terminal obeys.
    public Failed {
      said = Words.oneLine(said, LONGEST);
    }
  }
}
