package vedette.app.doctor;

/// What a check came to.
///
/// @param verdict how it is
/// @param passing of a failure: whether it may pass by itself, so that a retry may help
/// @param sentence what was found, no full stop
/// @param remedy what to do, a sentence or two; empty if nothing has to be done
/// @param detail the long version, such as a verifier log; empty if there is none
record Finding(Verdict verdict, boolean passing, String sentence, String remedy, String detail) {

  /// How it is.
  enum Verdict {
    /// As it should be, or of no consequence.
    OK("ok"),
    /// Vedette works, but less well than it could, or something deserves a look.
    WARNING("warn"),
    /// Could not be found out; what keeps it from being found out is a failure of its own.
    UNKNOWN("?"),
    /// Vedette does not work like this.
    FAILURE("FAIL");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /// What people see.
    String word() {
      return word;
    }
  }

  static Finding ok(String sentence) {
    return new Finding(Verdict.OK, false, sentence, "", "");
  }

  static Finding warning(String sentence, String remedy) {
    return new Finding(Verdict.WARNING, false, sentence, remedy, "");
  }

  static Finding unknown(String sentence) {
    return new Finding(Verdict.UNKNOWN, false, sentence, "", "");
  }

  static Finding failure(String sentence, String remedy) {
    return new Finding(Verdict.FAILURE, false, sentence, remedy, "");
  }

  /// A failure that may pass by itself.
  static Finding notYet(String sentence, String remedy) {
    return new Finding(Verdict.FAILURE, true, sentence, remedy, "");
  }

  Finding withDetail(String text) {
    return new Finding(verdict, passing, sentence, remedy, text);
  }
}
