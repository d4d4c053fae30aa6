package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Where the node's EventDB files are.
interface EventDbFiles {
  /// A file.
  ///
  /// @param changed when it was changed last, in whatever form: another text, another content
  record Version(String name, long size, String changed) {}

  /// Those that there are now, newest first.
  ///
  /// @throws IOException if that cannot be told
  List<Version> all() throws IOException, InterruptedException;

  /// A file's content, to be closed. Links are not followed.
  ///
  /// @throws IOException if it cannot be read, from here or from the stream
  InputStream open(Version file) throws IOException, InterruptedException;
}
