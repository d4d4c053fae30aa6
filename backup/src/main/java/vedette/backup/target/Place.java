package vedette.backup.target;

import java.io.IOException;
import java.util.SortedSet;

/// Where copies lie, open. Names are relative paths of letters, digits, `-`, `_`, `.` and `/`.
///
/// A copy is put whole or not at all: who is killed while putting leaves the one of this name, if
/// there was one, as it was.
public interface Place extends AutoCloseable {
  /// No copy is larger.
  int LARGEST = 64 << 20;

  /// Puts a copy; replaces one of the same name.
  ///
  /// @throws IOException that says in words what stood in the way; never a secret
  void put(String name, byte[] content) throws IOException, InterruptedException;

  /// A copy, whole.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none of this name
  byte[] get(String name) throws IOException, InterruptedException;

  /// The names of all copies, at most some thousands.
  SortedSet<String> list() throws IOException, InterruptedException;

  /// Takes a copy away; does nothing if there is none.
  void delete(String name) throws IOException, InterruptedException;

  @Override
  void close();
}
