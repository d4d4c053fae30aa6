package vedette.poll.process;

/// A file of a process: its text, or why there is none.
public sealed interface FileText {
  /// What is in it.
  record Text(String text) implements FileText {}

  /// It is not there.
  record Missing() implements FileText {}

  /// It may not be read, or is none.
  ///
  /// @param why a few words
  record Unreadable(String why) implements FileText {}
}
