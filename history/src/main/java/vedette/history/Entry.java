package vedette.history;

/// Something that history is given to keep. Texts are cut at the lengths that stand at each record,
/// so that nothing foreign decides how much is written.
public sealed interface Entry permits Sample, BlockRecord, SessionRecord, Reasons, Happening {
  /// About how many bytes it takes while it waits.
  int weight();

  /// What it is, for counting.
  Kind entryKind();

  /// The kinds of entries.
  enum Kind {
    /// [Sample].
    SAMPLES("samples"),
    /// [BlockRecord].
    BLOCKS("blocks"),
    /// [SessionRecord].
    SESSIONS("sessions"),
    /// [Reasons].
    REASONS("reasons"),
    /// [Happening].
    HAPPENINGS("happenings");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The word in counts, in exports and on the command line.
    public String word() {
      return word;
    }
  }
}
