package vedette.app.config;

import java.util.Optional;

/// A variable by which the TrueBit node monitor was set, and what becomes of it here.
///
/// @param becomes the setting; empty: there is none
/// @param fate how sound it is to take it over
/// @param about what somebody who used it should know, a sentence
/// @param reading makes the setting's value of the variable's
record OldVariable(
    String name, Optional<String> becomes, Fate fate, String about, Reading reading) {

  /// What kind of thing becomes of it.
  enum Fate {
    /// The same as before.
    KEPT("kept"),
    /// Means the same, but not all is as it was.
    DIFFERS("differs"),
    /// The old monitor did not do what it says; Vedette does.
    NEVER_WORKED("did not work before"),
    /// There is nothing like it here.
    NONE("no counterpart");

    private final String word;

    Fate(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// Makes the setting's value, as it is written in YAML, of the variable's.
  @FunctionalInterface
  interface Reading {
    /// The setting's value.
    ///
    /// @throws Unfit that says what was expected; the value is not in it
    String yaml(String value) throws Unfit;
  }

  static OldVariable kept(String name, String becomes, String about, Reading reading) {
    return new OldVariable(name, Optional.of(becomes), Fate.KEPT, about, reading);
  }

  static OldVariable differs(String name, String becomes, String about, Reading reading) {
    return new OldVariable(name, Optional.of(becomes), Fate.DIFFERS, about, reading);
  }

  static OldVariable worksNow(String name, String becomes, String about, Reading reading) {
    return new OldVariable(name, Optional.of(becomes), Fate.NEVER_WORKED, about, reading);
  }

  static OldVariable none(String name, String about) {
    return new OldVariable(name, Optional.empty(), Fate.NONE, about, _ -> "");
  }
}
