package vedette.tap.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import vedette.tap.TapException;

/// What a path given by a person means.
///
/// @param path directory of peers, directory of one peer, or one file
/// @param single whether it is one file
record CaptureTarget(Path path, boolean single) {
  private static final String FOLDER = "message_capture";

  static CaptureTarget resolve(Path path) {
    if (Files.isRegularFile(path)) {
      if (!Files.isReadable(path)) {
        throw denied(path);
      }
      return new CaptureTarget(path.toAbsolutePath(), true);
    }
    if (!Files.isDirectory(path)) {
      throw new TapException(
          TapException.Fault.PASSING,
          path
              + ": expected a directory message_capture or a .dat file. Found: nothing there, or"
              + " no permission to look. Do: start the node with -capturemessages (a debug option;"
              + " the directory appears with the first message) and give <datadir>/message_capture.");
    }
    Path below = path.resolve(FOLDER);
    Path root = Files.isDirectory(below) ? below : path;
    if (!holdsCaptures(root)) {
      throw new TapException(
          TapException.Fault.PASSING,
          path
              + ": expected a directory message_capture, or one of a peer with "
              + CaptureTree.RECEIVED
              + " in it. Found: neither. Do: start the node with -capturemessages and give"
              + " <datadir>/message_capture; below <datadir> there is a directory for each network"
              + " but main.");
    }
    return new CaptureTarget(root.toAbsolutePath(), false);
  }

  /// An empty directory counts if it has the name that Core gives it: a typo must not wait for
  /// ever.
  private static boolean holdsCaptures(Path root) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      if (root.toAbsolutePath().endsWith(FOLDER)) {
        return true;
      }
      for (Path entry : entries) {
        if (isCapture(entry)
            || isCapture(entry.resolve(CaptureTree.RECEIVED))
            || isCapture(entry.resolve(CaptureTree.SENT))) {
          return true;
        }
      }
      return false;
    } catch (AccessDeniedException denied) {
      throw denied(root);
    } catch (IOException | DirectoryIteratorException broken) {
      throw new TapException(
          TapException.Fault.PASSING, root + ": cannot be listed: " + broken.getMessage(), broken);
    }
  }

  private static boolean isCapture(Path path) {
    return (path.endsWith(CaptureTree.RECEIVED) || path.endsWith(CaptureTree.SENT))
        && Files.isRegularFile(path);
  }

  private static TapException denied(Path path) {
    return new TapException(
        TapException.Fault.LASTING,
        path
            + ": no permission to read it. Do: run as the node's user, or let your group read it.");
  }
}
