package vedette.poll.docker;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.poll.PollException;

/// A command that may be run in a container: one of three that read, with paths that are nothing
/// but paths. There is no way to make another, and no shell reads it.
public final class ReadCommand {
  /// Where what [#about] says of a file ends and the next begins.
  public static final String SEPARATOR = "|";

  private static final String PATH = "(/[A-Za-z0-9@_.+-]{1,200}){1,12}";
  private static final String UPWARDS = ".*/\\.{1,2}(/.*)?";
  private static final int MOST_FILES = 64;
  private static final long MOST_TEXT = 256 << 10;

  private final List<String> words;
  private final long most;
  private final Set<Integer> fine;

  private ReadCommand(Stream<String> words, long most, Integer... fine) {
    this.words = words.toList();
    this.most = most;
    this.fine = Set.of(fine);
  }

  /// The names in a folder, one a line.
  ///
  /// @throws PollException if that is no plain path
  public static ReadCommand names(String folder) {
    return new ReadCommand(Stream.of("ls", "-1", plain(folder)), MOST_TEXT, 0);
  }

  /// Of each file that there is a line: kind, size, time of the last change, path. Links are not
  /// followed.
  ///
  /// @param files at most 64
  /// @throws PollException if one is no plain path
  public static ReadCommand about(List<String> files) {
    if (files.isEmpty() || files.size() > MOST_FILES) {
      throw new PollException(
          "command: expected 1 to " + MOST_FILES + " files. Found: " + files.size());
    }
    String form = Stream.of("%F", "%s", "%y", "%n").collect(Collectors.joining(SEPARATOR));
    return new ReadCommand(
        Stream.concat(Stream.of("stat", "-c", form), files.stream().map(ReadCommand::plain)),
        MOST_TEXT,
        // Some may be gone meanwhile.
        0,
        1);
  }

  /// The beginning of a file.
  ///
  /// @param bytes at most
  /// @throws PollException if that is no plain path
  public static ReadCommand beginning(String file, long bytes) {
    return new ReadCommand(
        Stream.of("head", "-c", Long.toString(bytes), plain(file)), Math.max(0, bytes), 0);
  }

  private static String plain(String path) {
    if (!path.matches(PATH) || path.matches(UPWARDS)) {
      throw new PollException("command: expected a path of letters, digits and @ _ . + - only");
    }
    return path;
  }

  /// What is run: the program and its arguments. None needs to be quoted in JSON.
  List<String> words() {
    return words;
  }

  /// How many bytes it may write.
  long most() {
    return most;
  }

  /// Whether it ended as it should.
  boolean fine(int code) {
    return fine.contains(code);
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
