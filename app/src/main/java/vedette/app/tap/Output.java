package vedette.app.tap;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vedette.tap.TapException;
import vedette.tap.TapException.Fault;

/// Where lines go: a buffer before a file descriptor. Not closed if it is standard output.
final class Output implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  private final String name;
  private final OutputStream stream;
  private final boolean own;

  private Output(String name, OutputStream stream, boolean own) {
    this.name = name;
    this.stream = new BufferedOutputStream(stream, BUFFER);
    this.own = own;
  }

  /// Opens it; a file is made, or emptied if it is there.
  ///
  /// @throws TapException if the file cannot be opened
  static Output open(Optional<Path> file) {
    if (file.isEmpty()) {
      // Not System.out: a PrintStream would encode, lock and swallow errors.
      return new Output("standard output", new FileOutputStream(FileDescriptor.out), false);
    }
    String path = file.get().toString();
    try {
      return new Output("--output " + path, new FileOutputStream(path), true);
    } catch (IOException refused) {
      boolean folder = Files.isDirectory(file.get());
      throw new TapException(
          Fault.LASTING,
          "--output "
              + path
              + ": expected a file that can be written. Found: "
              + (folder ? "a folder" : says(refused))
              + ". Do: name another one.",
          refused);
    }
  }

  /// The buffered stream.
  OutputStream stream() {
    return stream;
  }

  void flush() throws IOException {
    stream.flush();
  }

  /// Whether the reader has gone, which is its right and no error.
  static boolean readerHasGone(IOException failed) {
    return "Broken pipe".equals(failed.getMessage());
  }

  /// An error of writing, in words.
  TapException failure(IOException failed) {
    return new TapException(
        Fault.PASSING,
        name + ": writing failed: " + says(failed) + ". Do: make room, or write to another place.",
        failed);
  }

  /// `path (No such file or directory)` is how the JDK says it.
  private static String says(IOException failed) {
    String text = String.valueOf(failed.getMessage());
    int open = text.lastIndexOf('(');
    return open >= 0 && text.endsWith(")") ? text.substring(open + 1, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    if (own) {
      stream.close();
    }
  }
}
